mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_postgresql_flexible_server.this.authentication[0].active_directory_auth_enabled && !azurerm_postgresql_flexible_server.this.authentication[0].password_auth_enabled
    error_message = "Only identities may log in."
  }

  assert {
    condition     = !azurerm_postgresql_flexible_server.this.public_network_access_enabled
    error_message = "Public access must be off."
  }

  assert {
    condition = { for name, configuration in azurerm_postgresql_flexible_server_configuration.this : name => configuration.value } == {
      "connection_throttle.enable" = "on"
      log_checkpoints              = "on"
      log_connections              = "on"
      log_disconnections           = "on"
      require_secure_transport     = "on"
      ssl_min_protocol_version     = "TLSv1.2"
    }
    error_message = "Connections must be encrypted."
  }

  assert {
    condition     = length(azurerm_key_vault_secret.administrator) == 0 && output.administrator_secret_id == null
    error_message = "There is no password."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name                      = "MO_Standard_E4ds_v5"
    storage_gb                    = 256
    zone                          = "1"
    high_availability_mode        = "ZoneRedundant"
    backup_retention_days         = 35
    geo_redundant_backup_enabled  = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7", "198.51.100.0/24"]
    databases                     = { chat = {} }
    configurations                = { "azure.extensions" = "VECTOR" }
    administrators                = { "dba team" = { object_id = "11111111-1111-1111-1111-111111111111" } }
    maintenance_window            = { day_of_week = 0, start_hour = 3 }
    local_administrator           = { key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop-prod", password_version = 2 }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.postgres.database.azure.com"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.storage_mb == 262144 && azurerm_postgresql_flexible_server.this.high_availability[0].mode == "ZoneRedundant"
    error_message = "The server must be as large and as safe as it says."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.administrator_login == "psqladmin" && azurerm_postgresql_flexible_server.this.administrator_password_wo_version == 2 && azurerm_key_vault_secret.administrator[0].value_wo_version == 2
    error_message = "Server and vault must agree on the password."
  }

  assert {
    condition     = { for range, rule in azurerm_postgresql_flexible_server_firewall_rule.this : range => "${rule.name} ${rule.start_ip_address} ${rule.end_ip_address}" } == { "203.0.113.7" = "203-0-113-7 203.0.113.7 203.0.113.7", "198.51.100.0/24" = "198-51-100-0-24 198.51.100.0 198.51.100.255" }
    error_message = "A block must be open from its first address to its last."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["postgresqlServer"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "in_a_subnet" {
  command = plan

  variables {
    delegated_subnet = {
      subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/shop-prod.private.postgres.database.azure.com"
    }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.delegated_subnet_id != null && !azurerm_postgresql_flexible_server.this.public_network_access_enabled
    error_message = "The server must live in its subnet."
  }
}

run "in_a_protected_environment" {
  command = plan

  variables {
    protected_environment = true
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.high_availability[0].mode == "ZoneRedundant"
    error_message = "A protected environment has a standby."
  }
}

run "without_a_standby_where_there_can_be_none" {
  command = plan

  variables {
    protected_environment = true
    location              = "chinanorth2"
  }

  assert {
    condition     = length(azurerm_postgresql_flexible_server.this.high_availability) == 0
    error_message = "A location without zones has no standby in another one."
  }
}

run "when_its_disk_has_grown" {
  command = plan

  override_data {
    target = data.azurerm_resources.present
    values = { resources = [{ resource_group_name = "rg-shop-prod" }] }
  }

  override_data {
    target = data.azurerm_postgresql_flexible_server.present["rg-shop-prod"]
    values = { storage_mb = 131072 }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.storage_mb == 131072
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
      azurerm_postgresql_flexible_server.replica["reports"].name == "shop-prod-reports"
      && azurerm_postgresql_flexible_server.replica["reports"].create_mode == "Replica"
      && azurerm_postgresql_flexible_server.replica["reports"].location == "westeurope"
      && azurerm_postgresql_flexible_server.replica["paris"].location == "francecentral"
      && azurerm_postgresql_flexible_server.replica["paris"].replication_role == "None"
    )
    error_message = "There must be two copies, one of which is on its own by now."
  }

  assert {
    condition     = keys(azurerm_private_endpoint.replica) == ["paris", "reports"] && azurerm_postgresql_flexible_server_firewall_rule.replica["reports/203.0.113.7"].name == "203-0-113-7"
    error_message = "Copies must be reached as the server is."
  }
}

run "from_a_backup" {
  command = plan

  variables {
    databases = { chat = {} }
    restore = {
      source_server_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-old"
      time             = "2030-01-31T08:00:00Z"
    }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.create_mode == "PointInTimeRestore" && length(azurerm_postgresql_flexible_server_database.this) == 0 && keys(output.database_ids) == ["chat"]
    error_message = "The databases come with the backup."
  }
}

run "from_a_backup_in_the_paired_region" {
  command = plan

  variables {
    restore = {
      source_server_id   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-old"
      time               = "2030-01-31T08:00:00Z"
      from_paired_region = true
    }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.create_mode == "GeoRestore"
    error_message = "The backup of the paired region must be taken."
  }
}
