# The identities of workloads, which their pods take on with a token of their cluster: no key is stored anywhere. Each is for one service account, and may use exactly what its workload was granted.

locals {
  roles = merge([
    for name, workload in var.workloads : { for key, role in workload.roles : "${name}/${key}" => merge(role, { workload = name }) }
  ]...)

  cosmos_roles = merge([
    for name, workload in var.workloads : {
      for key, role in workload.cosmos_roles : "${name}/${key}" => merge(role, { workload = name }, regex(local.cosmos_account, role.account_id))
    }
  ]...)

  redis = merge([
    for name, workload in var.workloads : { for key, id in workload.redis_ids : "${name}/${key}" => { id = id, workload = name } }
  ]...)

  cosmos_account = "^/subscriptions/[^/]+/resourceGroups/(?P<resource_group_name>[^/]+)/providers/Microsoft.DocumentDB/databaseAccounts/(?P<account_name>[^/]+)$"

  # The two roles that every account has.
  cosmos_role_ids = {
    Reader      = "00000000-0000-0000-0000-000000000001"
    Contributor = "00000000-0000-0000-0000-000000000002"
  }
}

resource "azurerm_user_assigned_identity" "this" {
  for_each = var.workloads

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "this" {
  for_each = var.workloads

  name                      = "service-account"
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.key].id
  audience                  = [var.audience]
  issuer                    = var.oidc_issuer_url
  subject                   = "system:serviceaccount:${each.value.namespace}:${each.value.service_account}"
}

resource "azurerm_role_assignment" "this" {
  for_each = local.roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this[each.value.workload].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_cosmosdb_sql_role_assignment" "this" {
  for_each = local.cosmos_roles

  resource_group_name = each.value.resource_group_name
  account_name        = each.value.account_name
  role_definition_id  = "${each.value.account_id}/sqlRoleDefinitions/${local.cosmos_role_ids[each.value.role]}"
  principal_id        = azurerm_user_assigned_identity.this[each.value.workload].principal_id
  scope               = each.value.account_id
}

resource "azurerm_managed_redis_access_policy_assignment" "this" {
  for_each = local.redis

  managed_redis_id = each.value.id
  object_id        = azurerm_user_assigned_identity.this[each.value.workload].principal_id
}
