mock_provider "azurerm" {
  mock_resource "azurerm_mysql_flexible_server" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforMySQL/flexibleServers/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  administrator = {
    name                      = "dba team"
    object_id                 = "11111111-1111-1111-1111-111111111111"
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
  }
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.entra_only[0].value == "ON" && azurerm_mysql_flexible_server.this.administrator_password_wo_version == 1 && length(azurerm_key_vault_secret.administrator) == 0
    error_message = "Only identities may log in."
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.public_network_access == "Disabled" && length(azurerm_mysql_flexible_server.this.high_availability) == 0
    error_message = "Public access must be off."
  }

  assert {
    condition     = { for name, configuration in azurerm_mysql_flexible_server_configuration.this : name => configuration.value } == { require_secure_transport = "ON", tls_version = "TLSv1.2" }
    error_message = "Connections must be encrypted."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name                      = "MO_Standard_E4ds_v5"
    storage_gb                    = 256
    iops                          = 3000
    zone                          = "1"
    high_availability_mode        = "ZoneRedundant"
    backup_retention_days         = 35
    geo_redundant_backup_enabled  = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7", "198.51.100.0/24"]
    databases                     = { chat = {} }
    configurations                = { max_connections = "500", tls_version = "TLSv1.3" }
    maintenance_window            = { day_of_week = 0, start_hour = 3 }
    local_administrator           = { key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop-prod", password_version = 3 }
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.mysql.database.azure.com"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage/0123456789abcdef0123456789abcdef"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
      geo_backup = {
        key_vault_key_id          = "https://shop-paired.vault.azure.net/keys/storage/0123456789abcdef0123456789abcdef"
        user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-paired"
      }
    }
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.storage[0].size_gb == 256 && azurerm_mysql_flexible_server.this.storage[0].iops == 3000 && azurerm_mysql_flexible_server.this.high_availability[0].mode == "ZoneRedundant"
    error_message = "The server must be as large and as safe as it says."
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.administrator_password_wo_version == 3 && azurerm_key_vault_secret.administrator[0].value_wo_version == 3 && length(azurerm_mysql_flexible_server_configuration.entra_only) == 0
    error_message = "Server and vault must agree on the password, which must let in."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.this["audit_log_enabled"].value == "ON" && azurerm_mysql_flexible_server_configuration.this["tls_version"].value == "TLSv1.3" && azurerm_mysql_flexible_server_configuration.this["require_secure_transport"].value == "ON"
    error_message = "Who comes must be logged."
  }

  assert {
    condition     = { for range, rule in azurerm_mysql_flexible_server_firewall_rule.this : range => "${rule.name} ${rule.start_ip_address} ${rule.end_ip_address}" } == { "203.0.113.7" = "203-0-113-7 203.0.113.7 203.0.113.7", "198.51.100.0/24" = "198-51-100-0-24 198.51.100.0 198.51.100.255" }
    error_message = "A block must be open from its first address to its last."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["mysqlServer"]) && length(azurerm_mysql_flexible_server.this.identity[0].identity_ids) == 2
    error_message = "The endpoint must lead to the service, and the server have the identities that it needs."
  }
}

run "in_a_subnet" {
  command = plan

  variables {
    delegated_subnet = {
      subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/mysql"
      private_dns_zone_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/shop-prod.mysql.database.azure.com"
    }
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.delegated_subnet_id != null
    error_message = "The server must live in its subnet."
  }
}

run "in_a_protected_environment" {
  command = plan

  variables {
    protected_environment = true
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.high_availability[0].mode == "ZoneRedundant"
    error_message = "A protected environment has a standby."
  }
}

run "when_its_disk_has_grown" {
  command = plan

  override_data {
    target = data.azurerm_resources.present
    values = { resources = [{ resource_group_name = "rg-shop-prod" }] }
  }

  override_data {
    target = data.azurerm_mysql_flexible_server.present["rg-shop-prod"]
    values = { storage = [{ size_gb = 128 }] }
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.storage[0].size_gb == 128
    error_message = "A disk that has grown must not be made smaller."
  }
}

run "with_replicas" {
  command = plan

  variables {
    replicas                      = { reports = {}, paris = { location = "francecentral", promoted = true } }
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7"]
    private_endpoint = {
      subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
    }
  }

  assert {
    condition = (
      azurerm_mysql_flexible_server.replica["reports"].name == "shop-prod-reports"
      && azurerm_mysql_flexible_server.replica["reports"].create_mode == "Replica"
      && azurerm_mysql_flexible_server.replica["paris"].location == "francecentral"
      && azurerm_mysql_flexible_server.replica["paris"].replication_role == "None"
    )
    error_message = "There must be two copies, one of which is on its own by now."
  }

  assert {
    condition     = keys(azurerm_private_endpoint.replica) == ["paris", "reports"] && azurerm_mysql_flexible_server_configuration.replica["reports/require_secure_transport"].value == "ON" && azurerm_mysql_flexible_server_configuration.replica["reports/aad_auth_only"].value == "ON" && azurerm_mysql_flexible_server_firewall_rule.replica["reports/203.0.113.7"].name == "203-0-113-7"
    error_message = "Copies must be reached as the server is, over TLS."
  }
}

run "from_a_backup" {
  command = plan

  variables {
    databases = { chat = {} }
    restore = {
      source_server_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforMySQL/flexibleServers/shop-old"
      time             = "2030-01-31T08:00:00Z"
    }
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.create_mode == "PointInTimeRestore" && length(azurerm_mysql_flexible_database.this) == 0 && keys(output.database_ids) == ["chat"]
    error_message = "The databases come with the backup."
  }
}

run "from_a_backup_in_the_paired_region" {
  command = plan

  variables {
    restore = {
      source_server_id   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforMySQL/flexibleServers/shop-old"
      from_paired_region = true
    }
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this.create_mode == "GeoRestore" && azurerm_mysql_flexible_server.this.point_in_time_restore_time_in_utc == null
    error_message = "The newest backup of the paired region must be taken."
  }
}
