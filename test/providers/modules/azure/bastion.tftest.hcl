mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/publicIPAddresses/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/AzureBastionSubnet"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_bastion_host.this.shareable_link_enabled && !azurerm_bastion_host.this.file_copy_enabled && !azurerm_bastion_host.this.ip_connect_enabled && azurerm_bastion_host.this.tunneling_enabled && azurerm_public_ip.this[0].sku == "Standard"
    error_message = "It must lead to machines of the network, and share no links."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name                  = "Premium"
    scale_units               = 10
    zones                     = ["1", "2", "3"]
    public_address_enabled    = false
    tunneling_enabled         = false
    ip_connect_enabled        = true
    copy_paste_enabled        = false
    kerberos_enabled          = true
    session_recording_enabled = true
    diagnostics               = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }
  }

  assert {
    condition     = azurerm_bastion_host.this.session_recording_enabled && !azurerm_bastion_host.this.tunneling_enabled && length(azurerm_public_ip.this) == 0 && output.public_address == null && length(azurerm_monitor_diagnostic_setting.diagnostics) == 1
    error_message = "Sessions must be recorded, and the network alone reach it."
  }
}

run "basic" {
  command = plan

  variables {
    sku_name = "Basic"
  }

  assert {
    condition     = !azurerm_bastion_host.this.tunneling_enabled
    error_message = "The tier Basic knows no tunnels."
  }
}

run "developer" {
  command = plan

  variables {
    sku_name           = "Developer"
    subnet_id          = null
    virtual_network_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod"
  }

  assert {
    condition     = length(azurerm_bastion_host.this.ip_configuration) == 0 && length(azurerm_public_ip.this) == 0 && !azurerm_bastion_host.this.tunneling_enabled
    error_message = "The tier Developer has neither subnet nor address."
  }
}
