# Whom the subscriptions let in without a secret: jobs of CI, each as the identity of its environment and purpose.

locals {
  # Entra accepts no other audience of the tokens that it exchanges.
  token_audiences = {
    public = "api://AzureADTokenExchange"
    china  = "api://AzureADTokenExchangeChina"
  }

  credentials = merge([
    for name, identity in var.identities : {
      for key, credential in identity.credentials : "${name}/${key}" => merge(credential, { identity = name, name = key })
    }
  ]...)

  container_ids = { for name, environment in var.environments : name => azurerm_storage_container.state[environment.container].id }

  # Every identity with each scope of its environment.
  identity_scopes = merge([
    for name, identity in var.identities : {
      for scope in var.environments[identity.environment].scopes : "${name}${scope}" => { identity = name, scope = scope }
    }
  ]...)

  roles = merge([
    for key, pair in local.identity_scopes : {
      for role in var.identities[pair.identity].roles : "${key}/${role}" => merge(pair, { role = role })
    }
  ]...)

  # Owner, User Access Administrator and Role Based Access Control Administrator: whoever has one of them can give himself all else.
  privileged_role_ids = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, f58310d9-a9f6-439a-9e8d-f62e7b41a168"
  unprivileged        = "Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${local.privileged_role_ids}}"

  # What may be given: the roles that are known to be needed, to identities of applications; or, where that is not known, all but the
  # privileged ones. What is given may be taken back in either case: nobody rises by that.
  # Source: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
  assignable_roles = {
    for name, identity in var.identities : name => join(" AND ", [
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (${
        length(identity.assigned_role_ids) == 0 ? "@Request[${local.unprivileged}" : join(" AND ", [
          "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${join(", ", values(identity.assigned_role_ids))}}",
          "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}",
        ])
      }))",
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[${local.unprivileged}))",
    ]) if identity.assigns_roles
  }
}

resource "azurerm_user_assigned_identity" "ci" {
  for_each = var.identities

  name                = each.key
  resource_group_name = azurerm_resource_group.state.name
  location            = azurerm_resource_group.state.location
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "ci" {
  for_each = local.credentials

  name                      = each.value.name
  user_assigned_identity_id = azurerm_user_assigned_identity.ci[each.value.identity].id
  audience                  = [local.token_audiences[var.cloud]]
  issuer                    = each.value.issuer
  subject                   = each.value.subject
}

# Reading takes no lease, so that whoever only plans needs no right to write. What a pull request says reads no state with credentials.
resource "azurerm_role_assignment" "states" {
  for_each = var.identities

  scope                = local.container_ids[each.value.environment]
  role_definition_name = each.value.writes ? "Storage Blob Data Contributor" : "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.ci[each.key].principal_id
  principal_type       = "ServicePrincipal"
  condition            = local.state_conditions[each.key]
  condition_version    = local.state_conditions[each.key] == null ? null : "2.0"
}

resource "azurerm_role_assignment" "roles" {
  for_each = local.roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.ci[each.value.identity].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_definition" "actions" {
  for_each = { for name, identity in var.identities : name => identity if length(identity.actions) > 0 }

  name              = "${each.key} actions"
  scope             = var.environments[each.value.environment].scopes[0]
  assignable_scopes = var.environments[each.value.environment].scopes
  description       = "What identity ${each.key} does beyond the built-in roles."

  permissions {
    actions = each.value.actions
  }
}

resource "azurerm_role_assignment" "actions" {
  for_each = { for key, pair in local.identity_scopes : key => pair if length(var.identities[pair.identity].actions) > 0 }

  scope              = each.value.scope
  role_definition_id = azurerm_role_definition.actions[each.value.identity].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.ci[each.value.identity].principal_id
  principal_type     = "ServicePrincipal"
}

# Modules assign roles; with this condition none that would let an identity rise above what it was given here, and where the roles
# are known no other ones.
resource "azurerm_role_assignment" "assigns_roles" {
  for_each = { for key, pair in local.identity_scopes : key => pair if var.identities[pair.identity].assigns_roles }

  scope                = each.value.scope
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.ci[each.value.identity].principal_id
  principal_type       = "ServicePrincipal"
  condition            = local.assignable_roles[each.value.identity]
  condition_version    = "2.0"
}

# Azure has no way to keep a resource from those who may write to its subscription. Whoever may change all that an
# environment has gains nothing by its states.
check "states_out_of_reach" {
  assert {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for environment in values(var.environments) : length(setsubtract(environment.scopes, var.environments[identity.environment].scopes)) == 0
      ] if identity.writes && contains([for scope in var.environments[identity.environment].scopes : lower(scope)], lower("/subscriptions/${var.subscription_id}"))
    ]))
    error_message = "An identity may write to the subscription of the storage account, and so could give itself the states of environments that it may not change. Put the account into a subscription of its own, or give the environments resource groups as scopes."
  }
}
