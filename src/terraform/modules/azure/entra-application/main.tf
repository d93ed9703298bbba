# An application of Microsoft Entra with its service principal: people log in to it, pods and jobs are it by tokens of their own, and it has no password.

locals {
  # Roles and scopes have IDs, which stay as long as their names do.
  role_ids  = { for name in keys(var.roles) : name => uuidv5("url", "roles/${var.name}/${name}") }
  scope_ids = { for name in keys(var.scopes) : name => uuidv5("url", "scopes/${var.name}/${name}") }

  credentials = merge(
    {
      for account in var.service_accounts : "${account.namespace}-${account.name}" => {
        issuer = var.oidc_issuer_url, subject = "system:serviceaccount:${account.namespace}:${account.name}", audience = var.audience
      }
    },
    { for name, credential in var.federated_credentials : name => { issuer = credential.issuer, subject = credential.subject, audience = coalesce(credential.audience, var.audience) } },
  )
}

resource "azuread_application" "this" {
  display_name                   = var.name
  description                    = var.description
  sign_in_audience               = var.sign_in_audience
  owners                         = var.owner_object_ids
  prevent_duplicate_names        = true
  group_membership_claims        = var.group_membership_claims
  fallback_public_client_enabled = false

  api {
    requested_access_token_version = 2

    dynamic "oauth2_permission_scope" {
      for_each = var.scopes

      content {
        id                         = local.scope_ids[oauth2_permission_scope.key]
        value                      = oauth2_permission_scope.key
        type                       = oauth2_permission_scope.value.admin_consent_required ? "Admin" : "User"
        admin_consent_display_name = coalesce(oauth2_permission_scope.value.display_name, oauth2_permission_scope.key)
        admin_consent_description  = oauth2_permission_scope.value.description
        user_consent_display_name  = coalesce(oauth2_permission_scope.value.display_name, oauth2_permission_scope.key)
        user_consent_description   = oauth2_permission_scope.value.description
        enabled                    = true
      }
    }
  }

  dynamic "app_role" {
    for_each = var.roles

    content {
      id                   = local.role_ids[app_role.key]
      value                = app_role.key
      display_name         = coalesce(app_role.value.display_name, app_role.key)
      description          = app_role.value.description
      allowed_member_types = app_role.value.member_types
      enabled              = true
    }
  }

  dynamic "required_resource_access" {
    for_each = var.required_permissions

    content {
      resource_app_id = required_resource_access.key

      dynamic "resource_access" {
        for_each = required_resource_access.value

        content {
          id   = resource_access.key
          type = resource_access.value
        }
      }
    }
  }

  web {
    redirect_uris = var.web_redirect_uris
    logout_url    = var.logout_url

    # Tokens come from the token endpoint alone, and not in an address.
    implicit_grant {
      access_token_issuance_enabled = false
      id_token_issuance_enabled     = false
    }
  }

  single_page_application {
    redirect_uris = var.spa_redirect_uris
  }

  public_client {
    redirect_uris = var.public_client_redirect_uris
  }

  # What tokens say beside what they always say.
  dynamic "optional_claims" {
    for_each = range(length(var.optional_claims.id_token) + length(var.optional_claims.access_token) > 0 ? 1 : 0)

    content {
      dynamic "id_token" {
        for_each = var.optional_claims.id_token

        content {
          name = id_token.value
        }
      }

      dynamic "access_token" {
        for_each = var.optional_claims.access_token

        content {
          name = access_token.value
        }
      }
    }
  }

  # What names the API is a resource of its own, because it has the client ID in it.
  lifecycle {
    ignore_changes = [identifier_uris]
  }
}

resource "azuread_application_identifier_uri" "this" {
  count = length(var.scopes) + length(var.roles) > 0 ? 1 : 0

  application_id = azuread_application.this.id
  identifier_uri = "api://${azuread_application.this.client_id}"
}

# Clients that call its API in the name of whoever is logged in to them, whom nobody asks.
resource "azuread_application_pre_authorized" "this" {
  for_each = var.authorized_clients

  application_id       = azuread_application.this.id
  authorized_client_id = each.value.client_id
  permission_ids       = [for scope in each.value.scopes : local.scope_ids[scope]]
}

resource "azuread_service_principal" "this" {
  client_id                    = azuread_application.this.client_id
  app_role_assignment_required = var.assignment_required
  owners                       = var.owner_object_ids
}

resource "azuread_app_role_assignment" "this" {
  for_each = var.members

  app_role_id         = each.value.role == null ? "00000000-0000-0000-0000-000000000000" : local.role_ids[each.value.role]
  principal_object_id = each.value.object_id
  resource_object_id  = azuread_service_principal.this.object_id
}

resource "azuread_application_federated_identity_credential" "this" {
  for_each = local.credentials

  application_id = azuread_application.this.id
  display_name   = each.key
  issuer         = each.value.issuer
  subject        = each.value.subject
  audiences      = [each.value.audience]
}
