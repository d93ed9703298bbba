# What is there already: a server whose disk has grown is not to be made smaller. Its name is unique in all of Azure.
data "azurerm_resources" "present" {
  type = "Microsoft.DBforMySQL/flexibleServers"
  name = var.name
}

data "azurerm_mysql_flexible_server" "present" {
  for_each = toset([for server in data.azurerm_resources.present.resources : server.resource_group_name])

  name                = var.name
  resource_group_name = each.value
}
