mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_container_app_environment" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.App/managedEnvironments/shop-prod" }
  }

  mock_resource "azurerm_container_app_environment_certificate" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.App/managedEnvironments/shop-prod/certificates/shop" }
  }

  mock_resource "azurerm_container_app" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.App/containerApps/api" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/apps"
}

run "safe_by_default" {
  command = plan

  variables {
    apps = { api = { image = "mcr.microsoft.com/k8se/quickstart:latest", ingress = { port = 8080 } } }
    jobs = { report = { image = "mcr.microsoft.com/k8se/quickstart-jobs:latest" } }
  }

  assert {
    condition     = azurerm_container_app_environment.this.internal_load_balancer_enabled && azurerm_container_app_environment.this.zone_redundancy_enabled
    error_message = "The network alone must reach it, and it must outlive a zone."
  }

  assert {
    condition = (
      !azurerm_container_app.this["api"].ingress[0].allow_insecure_connections
      && azurerm_container_app.this["api"].ingress[0].traffic_weight[0].latest_revision
      && azurerm_container_app.this["api"].revision_mode == "Single"
      && azurerm_container_app.this["api"].identity[0].type == "SystemAssigned"
      && length(azurerm_container_app.this["api"].secret) == 0
    )
    error_message = "An app must be reached over TLS, and be somebody."
  }

  assert {
    condition     = length(azurerm_container_app_job.this["report"].manual_trigger_config) == 1 && azurerm_container_app_job.this["report"].template[0].container[0].memory == "1Gi"
    error_message = "A job waits for somebody who starts it."
  }
}

run "everything" {
  command = plan

  variables {
    public_address_enabled = true
    zone_redundant         = false
    workload_profiles      = { large = { type = "D4" } }
    identity               = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/certificates" }
    certificates           = { shop = { key_vault_secret_id = "https://shop-prod.vault.azure.net/secrets/shop" } }
    nfs_shares             = { files = { server = "shopprod.file.core.windows.net", path = "/shopprod/files" } }
    diagnostics            = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    dapr_components = { states = { type = "state.azure.cosmosdb", metadata = { url = "https://shop.documents.azure.com", azureClientId = "11111111-1111-1111-1111-111111111111" }, app_ids = ["api"] } }

    apps = {
      api = {
        image               = "shopprod.azurecr.io/api:1"
        registry            = "shopprod.azurecr.io"
        identity            = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/api" }
        env                 = { LOG_LEVEL = "info" }
        secrets             = { API_KEY = "https://shop-prod.vault.azure.net/secrets/api-key" }
        ingress             = { port = 8080, allowed_ip_ranges = ["203.0.113.0/24"], cors = { allowed_origins = ["https://shop.example.com"] } }
        domains             = { "api.example.com" = "shop" }
        probes              = { readiness = { port = 8080, path = "/ready" }, liveness = { port = 8080, transport = "TCP" } }
        concurrent_requests = 50
        scale_rules         = { queue = { type = "azure-servicebus", metadata = { queueName = "jobs", namespace = "sb-shop", messageCount = "5" } }, cache = { type = "redis", metadata = { listName = "jobs" }, uses_identity = false, authentication = { password = "API_KEY" } } }
        sidecars            = { proxy = { image = "shopprod.azurecr.io/proxy:1", secrets = { PROXY_KEY = "https://shop-prod.vault.azure.net/secrets/proxy" } } }
        init_containers     = { migrate = { image = "shopprod.azurecr.io/migrate:1" } }
        volumes             = { files = { mount_path = "/files", nfs_share = "files" }, cache = { mount_path = "/cache" } }
        dapr                = { port = 8080 }
        traffic             = [{ percentage = 90, revision_suffix = "v1" }, { percentage = 10 }]
        workload_profile    = "large"
      }
    }

    jobs = {
      nightly = { image = "shopprod.azurecr.io/report:1", schedule = "0 3 * * *" }
      queued = {
        image    = "shopprod.azurecr.io/worker:1"
        registry = "shopprod.azurecr.io"
        identity = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/api" }
        secrets  = { API_KEY = "https://shop-prod.vault.azure.net/secrets/api-key" }
        events   = { rules = { queue = { type = "azure-servicebus", metadata = { queueName = "jobs" } } } }
      }
    }
  }

  assert {
    condition     = { for secret in azurerm_container_app.this["api"].secret : secret.name => secret.key_vault_secret_id } == { api-key = "https://shop-prod.vault.azure.net/secrets/api-key", proxy-key = "https://shop-prod.vault.azure.net/secrets/proxy" }
    error_message = "Secrets must come from the vault."
  }

  assert {
    condition = (
      [for container in azurerm_container_app.this["api"].template[0].container : container.name] == ["api", "proxy"]
      && azurerm_container_app.this["api"].template[0].container[0].readiness_probe[0].path == "/ready"
      && azurerm_container_app.this["api"].template[0].init_container[0].name == "migrate"
      && [for volume in azurerm_container_app.this["api"].template[0].volume : volume.storage_type] == ["EmptyDir", "NfsAzureFile"]
    )
    error_message = "All containers must be there, with what they need."
  }

  assert {
    condition = (
      { for rule in azurerm_container_app.this["api"].template[0].custom_scale_rule : rule.name => [rule.identity_id == null, [for given in rule.authentication : given.secret_name]] } == { cache = [true, ["api-key"]], queue = [false, []] }
      && azurerm_container_app_environment_dapr_component.this["states"].scopes == tolist(["api"])
    )
    error_message = "Queues must be looked at by somebody, and states be kept."
  }

  assert {
    condition     = azurerm_container_app.this["api"].revision_mode == "Multiple" && [for share in azurerm_container_app.this["api"].ingress[0].traffic_weight : share.percentage] == [90, 10]
    error_message = "Requests must be shared out among revisions."
  }

  assert {
    condition = (
      azurerm_container_app_job.this["nightly"].schedule_trigger_config[0].cron_expression == "0 3 * * *"
      && azurerm_container_app_job.this["queued"].event_trigger_config[0].scale[0].rules[0].custom_rule_type == "azure-servicebus"
      && length(azurerm_container_app_job.this["queued"].manual_trigger_config) == 0
    )
    error_message = "Jobs must be run by what they name."
  }

  assert {
    condition     = azurerm_container_app_custom_domain.this["api.example.com"].certificate_binding_type == "SniEnabled" && azurerm_container_app_environment.this.logs_destination == "azure-monitor" && keys(output.principal_ids) == ["nightly"]
    error_message = "Domains must have certificates, and logs a place."
  }
}
