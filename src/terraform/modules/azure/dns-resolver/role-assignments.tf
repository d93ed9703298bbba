# The same in every module on whose resource roles can be given.
resource "azurerm_role_assignment" "roles" {
  for_each = var.role_assignments

  scope                = local.resource_id
  role_definition_name = each.value.role
  principal_id         = each.value.principal_id
  principal_type       = each.value.principal_type
  description          = each.value.description
  condition            = each.value.condition
  condition_version    = each.value.condition == null ? null : "2.0"
}
