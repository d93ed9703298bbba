# The same in every module whose resource can be locked.
resource "azurerm_management_lock" "lock" {
  count = var.lock == null ? 0 : 1

  name       = "lock"
  scope      = local.resource_id
  lock_level = var.lock.level
  notes      = var.lock.notes
}
