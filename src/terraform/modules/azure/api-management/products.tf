locals {
  product_apis   = merge([for name, product in var.products : { for api in product.apis : "${name}/${api}" => { product = name, api = api } }]...)
  product_groups = merge([for name, product in var.products : { for group in product.groups : "${name}/${group}" => { product = name, group = group } }]...)
}

resource "azurerm_api_management_product" "this" {
  for_each = var.products

  product_id            = each.key
  display_name          = coalesce(each.value.display_name, each.key)
  description           = each.value.description
  terms                 = each.value.terms
  resource_group_name   = var.resource_group_name
  api_management_name   = azurerm_api_management.this.name
  published             = each.value.published
  subscription_required = true
  approval_required     = each.value.approval_required
  subscriptions_limit   = each.value.subscriptions_limit
}

resource "azurerm_api_management_product_api" "this" {
  for_each = local.product_apis

  product_id          = azurerm_api_management_product.this[each.value.product].product_id
  api_name            = azurerm_api_management_api.this[each.value.api].name
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
}

# Who sees a product in the portal.
resource "azurerm_api_management_product_group" "this" {
  for_each = local.product_groups

  product_id          = azurerm_api_management_product.this[each.value.product].product_id
  group_name          = each.value.group
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
}

resource "azurerm_api_management_product_policy" "this" {
  for_each = { for name, product in var.products : name => product.policy if product.policy != null }

  product_id          = azurerm_api_management_product.this[each.key].product_id
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  xml_content         = each.value

  depends_on = [azurerm_api_management_backend.this, azurerm_api_management_named_value.this]
}
