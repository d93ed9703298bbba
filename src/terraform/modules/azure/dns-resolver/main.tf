# A private DNS resolver in a hub network: other sites ask it for the names of private zones, and the networks of Azure ask other sites for theirs.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = azurerm_private_dns_resolver.this.id

  rules = merge([
    for ruleset, given in var.rulesets : { for name, rule in given.rules : "${ruleset}/${name}" => merge(rule, { ruleset = ruleset, name = name }) }
  ]...)

  links = merge([
    for ruleset, given in var.rulesets : { for name, id in given.virtual_network_ids : "${ruleset}/${name}" => { ruleset = ruleset, name = name, virtual_network_id = id } }
  ]...)
}

resource "azurerm_private_dns_resolver" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  virtual_network_id  = var.virtual_network_id
  tags                = var.tags
}

resource "azurerm_private_dns_resolver_inbound_endpoint" "this" {
  for_each = var.inbound_endpoints

  name                    = each.key
  location                = var.location
  private_dns_resolver_id = azurerm_private_dns_resolver.this.id
  tags                    = var.tags

  ip_configurations {
    subnet_id                    = each.value.subnet_id
    private_ip_allocation_method = each.value.private_ip_address == null ? "Dynamic" : "Static"
    private_ip_address           = each.value.private_ip_address
  }
}

resource "azurerm_private_dns_resolver_outbound_endpoint" "this" {
  for_each = var.outbound_endpoints

  name                    = each.key
  location                = var.location
  private_dns_resolver_id = azurerm_private_dns_resolver.this.id
  subnet_id               = each.value
  tags                    = var.tags
}
