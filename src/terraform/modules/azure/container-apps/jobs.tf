resource "azurerm_container_app_job" "this" {
  for_each = var.jobs

  name                         = each.key
  location                     = var.location
  resource_group_name          = var.resource_group_name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = each.value.workload_profile
  replica_timeout_in_seconds   = each.value.timeout_seconds
  replica_retry_limit          = each.value.retries
  tags                         = var.tags

  identity {
    type         = each.value.identity == null ? "SystemAssigned" : "UserAssigned"
    identity_ids = each.value.identity == null ? null : [each.value.identity.user_assigned_identity_id]
  }

  dynamic "registry" {
    for_each = each.value.registry == null ? [] : [each.value.registry]

    content {
      server   = registry.value
      identity = each.value.identity.user_assigned_identity_id
    }
  }

  dynamic "secret" {
    for_each = each.value.secrets

    content {
      name                = replace(lower(secret.key), "_", "-")
      key_vault_secret_id = secret.value
      identity            = each.value.identity.user_assigned_identity_id
    }
  }

  dynamic "schedule_trigger_config" {
    for_each = each.value.schedule == null ? [] : [each.value.schedule]

    content {
      cron_expression          = schedule_trigger_config.value
      parallelism              = each.value.parallelism
      replica_completion_count = each.value.completions
    }
  }

  dynamic "event_trigger_config" {
    for_each = each.value.events == null ? [] : [each.value.events]

    content {
      parallelism              = each.value.parallelism
      replica_completion_count = each.value.completions

      scale {
        min_executions              = event_trigger_config.value.executions_min
        max_executions              = event_trigger_config.value.executions_max
        polling_interval_in_seconds = event_trigger_config.value.polling_interval_seconds

        dynamic "rules" {
          for_each = event_trigger_config.value.rules

          content {
            name             = rules.key
            custom_rule_type = rules.value.type
            metadata         = rules.value.metadata
            identity_id      = !rules.value.uses_identity ? null : each.value.identity == null ? "System" : each.value.identity.user_assigned_identity_id

            dynamic "authentication" {
              for_each = rules.value.authentication

              content {
                trigger_parameter = authentication.key
                secret_name       = replace(lower(authentication.value), "_", "-")
              }
            }
          }
        }
      }
    }
  }

  # Somebody starts what neither a time nor an event does.
  dynamic "manual_trigger_config" {
    for_each = each.value.schedule == null && each.value.events == null ? [each.value] : []

    content {
      parallelism              = manual_trigger_config.value.parallelism
      replica_completion_count = manual_trigger_config.value.completions
    }
  }

  template {
    container {
      name    = each.key
      image   = each.value.image
      cpu     = each.value.cpu
      memory  = "${each.value.memory_gi}Gi"
      command = each.value.command
      args    = each.value.args

      dynamic "env" {
        for_each = each.value.env

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = each.value.secrets

        content {
          name        = env.key
          secret_name = replace(lower(env.key), "_", "-")
        }
      }

      dynamic "volume_mounts" {
        for_each = each.value.volumes

        content {
          name = volume_mounts.key
          path = volume_mounts.value.mount_path
        }
      }
    }

    dynamic "volume" {
      for_each = each.value.volumes

      content {
        name         = volume.key
        storage_type = volume.value.nfs_share == null ? "EmptyDir" : "NfsAzureFile"
        storage_name = volume.value.nfs_share == null ? null : azurerm_container_app_environment_storage.this[volume.value.nfs_share].name
      }
    }
  }
}
