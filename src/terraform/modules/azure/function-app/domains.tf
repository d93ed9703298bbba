resource "azurerm_app_service_custom_hostname_binding" "this" {
  for_each = var.domains

  hostname            = each.value.host_name
  app_service_name    = azurerm_linux_function_app.this.name
  resource_group_name = var.resource_group_name

  lifecycle {
    # Its certificate is bound below, when Azure has made it.
    ignore_changes = [ssl_state, thumbprint]
  }
}

# Certificates that Azure makes and renews, of those domains that have none of their own.
resource "azurerm_app_service_managed_certificate" "this" {
  for_each = { for name, domain in var.domains : name => domain if domain.key_vault_secret_id == null }

  custom_hostname_binding_id = azurerm_app_service_custom_hostname_binding.this[each.key].id
  tags                       = var.tags
}

resource "azurerm_app_service_certificate" "this" {
  for_each = { for name, domain in var.domains : name => domain if domain.key_vault_secret_id != null }

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  app_service_plan_id = azurerm_service_plan.this.id
  key_vault_secret_id = each.value.key_vault_secret_id
  tags                = var.tags
}

resource "azurerm_app_service_certificate_binding" "this" {
  for_each = var.domains

  hostname_binding_id = azurerm_app_service_custom_hostname_binding.this[each.key].id
  certificate_id      = each.value.key_vault_secret_id == null ? azurerm_app_service_managed_certificate.this[each.key].id : azurerm_app_service_certificate.this[each.key].id
  ssl_state           = "SniEnabled"
}
