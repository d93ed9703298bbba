mock_provider "azuread" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azuread_application" {
    defaults = {
      id        = "/applications/00000000-0000-0000-0000-000000000001"
      client_id = "00000000-0000-0000-0000-000000000002"
    }
  }

  mock_resource "azuread_service_principal" {
    defaults = {
      id        = "/servicePrincipals/00000000-0000-0000-0000-000000000003"
      object_id = "00000000-0000-0000-0000-000000000003"
    }
  }
}

variables {
  name = "shop prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition = (
      azuread_service_principal.this.app_role_assignment_required
      && azuread_application.this.sign_in_audience == "AzureADMyOrg"
      && !azuread_application.this.web[0].implicit_grant[0].access_token_issuance_enabled
      && !azuread_application.this.fallback_public_client_enabled
      && azuread_application.this.prevent_duplicate_names
    )
    error_message = "Only members of the tenant may log in, and no token is in an address."
  }

  assert {
    condition     = length(azuread_application_federated_identity_credential.this) == 0 && length(azuread_application_identifier_uri.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    audience              = "api://AzureADTokenExchange"
    oidc_issuer_url       = "https://issuer.example.com/"
    service_accounts      = [{ namespace = "shop", name = "web" }]
    federated_credentials = { jobs = { issuer = "https://token.example.com", subject = "repo:acme/shop:environment:prod" } }
    web_redirect_uris     = ["https://shop.example.com/login"]
    roles                 = { administrator = { description = "Changes prices." } }
    scopes                = { "Orders.Read" = { description = "Looks at orders.", admin_consent_required = false } }
    members               = { pricing = { object_id = "00000000-0000-0000-0000-000000000004", role = "administrator" } }
    authorized_clients    = { app = { client_id = "00000000-0000-0000-0000-000000000005", scopes = ["Orders.Read"] } }
    optional_claims       = { id_token = ["email"] }
    required_permissions  = { "00000003-0000-0000-c000-000000000000" = { "e1fe6dd8-ba31-4d61-89e7-88639da4683d" = "Scope" } }
  }

  assert {
    condition = (
      azuread_application_federated_identity_credential.this["shop-web"].subject == "system:serviceaccount:shop:web"
      && azuread_application_federated_identity_credential.this["jobs"].audiences == tolist(["api://AzureADTokenExchange"])
    )
    error_message = "Pods and jobs must be the application by their own tokens."
  }

  assert {
    condition     = one(azuread_application.this.app_role).id == azuread_app_role_assignment.this["pricing"].app_role_id && one(azuread_application.this.api[0].oauth2_permission_scope).type == "User"
    error_message = "A member must have the role that was said."
  }

  assert {
    condition     = azuread_application_pre_authorized.this["app"].permission_ids == toset([one(azuread_application.this.api[0].oauth2_permission_scope).id]) && azuread_application.this.optional_claims[0].id_token[0].name == "email"
    error_message = "Clients that are known must use what they may without a question, and tokens say who somebody is."
  }
}

run "refuses_addresses_without_tls" {
  command = plan

  variables {
    web_redirect_uris = ["http://shop.example.com"]
  }

  expect_failures = [var.web_redirect_uris]
}
