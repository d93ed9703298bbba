# A managed Grafana that reads Azure Monitor workspaces with an identity of its own. People log in with Entra, and no key of its API exists unless one is asked for.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_dashboard_grafana.this.id
  diagnosed_id = local.resource_id

  people = merge(
    { for name, id in var.admin_group_object_ids : "admin/${name}" => { role = "Grafana Admin", id = id } },
    { for name, id in var.editor_group_object_ids : "editor/${name}" => { role = "Grafana Editor", id = id } },
    { for name, id in var.viewer_group_object_ids : "viewer/${name}" => { role = "Grafana Viewer", id = id } },
  )
}

resource "azurerm_dashboard_grafana" "this" {
  name                              = var.name
  location                          = var.location
  resource_group_name               = var.resource_group_name
  grafana_major_version             = var.grafana_major_version
  sku                               = "Standard"
  sku_size                          = var.sku_size
  zone_redundancy_enabled           = var.zone_redundancy_enabled
  api_key_enabled                   = var.api_key_enabled
  deterministic_outbound_ip_enabled = var.deterministic_outbound_ip_enabled
  public_network_access_enabled     = var.public_network_access_enabled
  tags                              = var.tags

  identity {
    type = "SystemAssigned"
  }

  dynamic "azure_monitor_workspace_integrations" {
    for_each = var.workspace_ids

    content {
      resource_id = azure_monitor_workspace_integrations.value
    }
  }
}

resource "azurerm_role_assignment" "workspace" {
  for_each = var.workspace_ids

  scope                = each.value
  role_definition_name = "Monitoring Data Reader"
  principal_id         = azurerm_dashboard_grafana.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "people" {
  for_each = local.people

  scope                = azurerm_dashboard_grafana.this.id
  role_definition_name = each.value.role
  principal_id         = each.value.id
  principal_type       = "Group"
}
