locals {
  # The container of an app and those beside it, of one shape.
  app_containers = {
    for name, app in var.apps : name => concat(
      [{ name = name, image = app.image, cpu = app.cpu, memory_gi = app.memory_gi, command = app.command, args = app.args, env = app.env, secrets = app.secrets, probes = app.probes, volumes = app.volumes }],
      [for other, sidecar in app.sidecars : merge(sidecar, { name = other, probes = {}, volumes = app.volumes })],
    )
  }

  # Names of secrets, which have no underscores, by the variables that have their values.
  app_secrets = {
    for name, app in var.apps : name => merge(app.secrets, [for container in concat(values(app.sidecars), values(app.init_containers)) : container.secrets]...)
  }

  app_domains = merge([for name, app in var.apps : { for host, certificate in app.domains : host => { app = name, certificate = certificate } }]...)
}

resource "azurerm_container_app" "this" {
  for_each = var.apps

  name                         = each.key
  resource_group_name          = var.resource_group_name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = each.value.workload_profile
  revision_mode                = length(each.value.traffic) > 0 ? "Multiple" : "Single"
  max_inactive_revisions       = each.value.inactive_revisions_max
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
    for_each = local.app_secrets[each.key]

    content {
      name                = replace(lower(secret.key), "_", "-")
      key_vault_secret_id = secret.value
      identity            = each.value.identity.user_assigned_identity_id
    }
  }

  dynamic "dapr" {
    for_each = each.value.dapr == null ? [] : [each.value.dapr]

    content {
      app_id       = coalesce(dapr.value.app_id, each.key)
      app_port     = dapr.value.port
      app_protocol = dapr.value.protocol
    }
  }

  dynamic "ingress" {
    for_each = each.value.ingress == null ? [] : [each.value.ingress]

    content {
      target_port                = ingress.value.port
      exposed_port               = ingress.value.transport == "tcp" ? coalesce(ingress.value.exposed_port, ingress.value.port) : null
      transport                  = ingress.value.transport
      external_enabled           = ingress.value.external_enabled
      allow_insecure_connections = false
      client_certificate_mode    = ingress.value.client_certificate_mode

      dynamic "ip_security_restriction" {
        for_each = ingress.value.allowed_ip_ranges

        content {
          name             = "allow-${replace(ip_security_restriction.value, "/[./:]/", "-")}"
          action           = "Allow"
          ip_address_range = ip_security_restriction.value
        }
      }

      dynamic "cors" {
        for_each = ingress.value.cors == null ? [] : [ingress.value.cors]

        content {
          allowed_origins           = cors.value.allowed_origins
          allowed_methods           = cors.value.allowed_methods
          allowed_headers           = cors.value.allowed_headers
          exposed_headers           = cors.value.exposed_headers
          allow_credentials_enabled = cors.value.allow_credentials_enabled
          max_age_in_seconds        = cors.value.max_age_seconds
        }
      }

      # Everything to the newest revision, unless it is said how it is shared out.
      dynamic "traffic_weight" {
        for_each = concat(each.value.traffic, length(each.value.traffic) > 0 ? [] : [{ revision_suffix = null, percentage = 100, label = null }])

        content {
          latest_revision = traffic_weight.value.revision_suffix == null
          revision_suffix = traffic_weight.value.revision_suffix
          percentage      = traffic_weight.value.percentage
          label           = traffic_weight.value.label
        }
      }
    }
  }

  template {
    min_replicas                     = each.value.replicas_min
    max_replicas                     = each.value.replicas_max
    revision_suffix                  = each.value.revision_suffix
    termination_grace_period_seconds = each.value.termination_grace_seconds
    cooldown_period_in_seconds       = each.value.scale_cooldown_seconds
    polling_interval_in_seconds      = each.value.scale_polling_seconds

    dynamic "container" {
      for_each = local.app_containers[each.key]

      content {
        name    = container.value.name
        image   = container.value.image
        cpu     = container.value.cpu
        memory  = "${container.value.memory_gi}Gi"
        command = container.value.command
        args    = container.value.args

        dynamic "env" {
          for_each = container.value.env

          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = container.value.secrets

          content {
            name        = env.key
            secret_name = replace(lower(env.key), "_", "-")
          }
        }

        dynamic "volume_mounts" {
          for_each = container.value.volumes

          content {
            name = volume_mounts.key
            path = volume_mounts.value.mount_path
          }
        }

        dynamic "startup_probe" {
          for_each = [for probe in [try(container.value.probes.startup, null)] : probe if probe != null]

          content {
            transport               = startup_probe.value.transport
            port                    = startup_probe.value.port
            path                    = startup_probe.value.transport == "TCP" ? null : startup_probe.value.path
            initial_delay           = startup_probe.value.initial_delay_seconds
            interval_seconds        = startup_probe.value.interval_seconds
            timeout                 = startup_probe.value.timeout_seconds
            failure_count_threshold = startup_probe.value.failure_threshold
          }
        }

        dynamic "liveness_probe" {
          for_each = [for probe in [try(container.value.probes.liveness, null)] : probe if probe != null]

          content {
            transport               = liveness_probe.value.transport
            port                    = liveness_probe.value.port
            path                    = liveness_probe.value.transport == "TCP" ? null : liveness_probe.value.path
            initial_delay           = liveness_probe.value.initial_delay_seconds
            interval_seconds        = liveness_probe.value.interval_seconds
            timeout                 = liveness_probe.value.timeout_seconds
            failure_count_threshold = liveness_probe.value.failure_threshold
          }
        }

        dynamic "readiness_probe" {
          for_each = [for probe in [try(container.value.probes.readiness, null)] : probe if probe != null]

          content {
            transport               = readiness_probe.value.transport
            port                    = readiness_probe.value.port
            path                    = readiness_probe.value.transport == "TCP" ? null : readiness_probe.value.path
            initial_delay           = readiness_probe.value.initial_delay_seconds
            interval_seconds        = readiness_probe.value.interval_seconds
            timeout                 = readiness_probe.value.timeout_seconds
            failure_count_threshold = readiness_probe.value.failure_threshold
            success_count_threshold = 1
          }
        }
      }
    }

    dynamic "init_container" {
      for_each = each.value.init_containers

      content {
        name    = init_container.key
        image   = init_container.value.image
        cpu     = init_container.value.cpu
        memory  = "${init_container.value.memory_gi}Gi"
        command = init_container.value.command
        args    = init_container.value.args

        dynamic "env" {
          for_each = init_container.value.env

          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = init_container.value.secrets

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
    }

    dynamic "volume" {
      for_each = each.value.volumes

      content {
        name         = volume.key
        storage_type = volume.value.nfs_share == null ? "EmptyDir" : "NfsAzureFile"
        storage_name = volume.value.nfs_share == null ? null : azurerm_container_app_environment_storage.this[volume.value.nfs_share].name
      }
    }

    dynamic "http_scale_rule" {
      for_each = each.value.concurrent_requests == null ? [] : [each.value.concurrent_requests]

      content {
        name                = "requests"
        concurrent_requests = tostring(http_scale_rule.value)
      }
    }

    dynamic "custom_scale_rule" {
      for_each = each.value.scale_rules

      content {
        name             = custom_scale_rule.key
        custom_rule_type = custom_scale_rule.value.type
        metadata         = custom_scale_rule.value.metadata
        identity_id      = !custom_scale_rule.value.uses_identity ? null : each.value.identity == null ? "System" : each.value.identity.user_assigned_identity_id

        dynamic "authentication" {
          for_each = custom_scale_rule.value.authentication

          content {
            trigger_parameter = authentication.key
            secret_name       = replace(lower(authentication.value), "_", "-")
          }
        }
      }
    }
  }
}

resource "azurerm_container_app_custom_domain" "this" {
  for_each = local.app_domains

  name                                     = each.key
  container_app_id                         = azurerm_container_app.this[each.value.app].id
  container_app_environment_certificate_id = azurerm_container_app_environment_certificate.this[each.value.certificate].id
  certificate_binding_type                 = "SniEnabled"
}
