# An application gateway: it takes requests for host names over TLS, behind a web application firewall, and sends them on to backends. It grows with its load, lies in all zones, and takes certificates from a Key Vault.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_application_gateway.this.id
  diagnosed_id = local.resource_id

  zones = var.zones != null ? var.zones : contains(local.locations_without_zones, var.location) ? [] : ["1", "2", "3"]

  redirected_listeners = { for name, listener in var.listeners : name => listener if listener.certificate != null && listener.redirect_http_enabled }

  listeners = merge(
    {
      for name, listener in var.listeners : name => {
        frontend    = listener.frontend
        port        = coalesce(listener.port, listener.certificate == null ? 80 : 443)
        protocol    = listener.certificate == null ? "Http" : "Https"
        host_names  = listener.host_names
        certificate = listener.certificate
        profile     = length(listener.trusted_client_certificates) == 0 ? null : name
        error_pages = listener.error_pages
      }
    },
    {
      for name, listener in local.redirected_listeners : "${name}-http" => {
        frontend    = listener.frontend
        port        = 80
        protocol    = "Http"
        host_names  = listener.host_names
        certificate = null
        profile     = null
        error_pages = {}
      }
    },
  )

  # What has been reached over TLS once is not to be asked for without it.
  response_headers = {
    for name, listener in var.listeners : name => merge(listener.certificate == null ? {} : { "Strict-Transport-Security" = "max-age=31536000" }, listener.response_headers)
  }

  rewriting_listeners = {
    for name, listener in var.listeners : name => listener if listener.redirect_url == null && length(local.response_headers[name]) + length(listener.request_headers) + length(listener.rewrites) > 0
  }

  # What is sent on to another address, all of a listener or some paths of it.
  redirect_urls = merge(
    { for name, listener in var.listeners : name => listener.redirect_url if listener.redirect_url != null },
    [for name, listener in var.listeners : { for path, rule in listener.paths : "${name}-${path}" => rule.redirect_url if rule.redirect_url != null }]...
  )
}

resource "azurerm_public_ip" "this" {
  count = var.public_address_enabled ? 1 : 0

  name                = "${var.name}-address"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = local.zones
  domain_name_label   = var.domain_name_label
  tags                = var.tags
}

resource "azurerm_application_gateway" "this" {
  name                              = var.name
  location                          = var.location
  resource_group_name               = var.resource_group_name
  zones                             = local.zones
  http2_enabled                     = true
  firewall_policy_id                = one(azurerm_web_application_firewall_policy.this[*].id)
  force_firewall_policy_association = var.sku_name == "WAF_v2"
  tags                              = var.tags

  sku {
    name = var.sku_name
    tier = var.sku_name
  }

  autoscale_configuration {
    min_capacity = var.capacity_min
    max_capacity = var.capacity_max
  }

  # With whom it reads certificates from a Key Vault.
  dynamic "identity" {
    for_each = var.identity == null ? [] : [var.identity.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = var.subnet_id
  }

  dynamic "frontend_ip_configuration" {
    for_each = var.public_address_enabled ? [azurerm_public_ip.this[0].id] : []

    content {
      name                 = "public"
      public_ip_address_id = frontend_ip_configuration.value
    }
  }

  dynamic "frontend_ip_configuration" {
    for_each = var.private_address == null ? [] : [var.private_address]

    content {
      name                          = "private"
      subnet_id                     = var.subnet_id
      private_ip_address_allocation = "Static"
      private_ip_address            = frontend_ip_configuration.value
    }
  }

  dynamic "frontend_port" {
    for_each = toset([for listener in local.listeners : tostring(listener.port)])

    content {
      name = "port-${frontend_port.value}"
      port = tonumber(frontend_port.value)
    }
  }

  ssl_policy {
    policy_type = "Predefined"
    policy_name = var.tls_policy_name
  }

  dynamic "ssl_certificate" {
    for_each = var.certificates

    content {
      name                = ssl_certificate.key
      key_vault_secret_id = ssl_certificate.value.key_vault_secret_id
    }
  }

  dynamic "trusted_client_certificate" {
    for_each = var.trusted_client_certificates

    content {
      name = trusted_client_certificate.key
      data = trusted_client_certificate.value
    }
  }

  dynamic "trusted_root_certificate" {
    for_each = var.trusted_root_certificates

    content {
      name = trusted_root_certificate.key
      data = trusted_root_certificate.value
    }
  }

  dynamic "ssl_profile" {
    for_each = { for name, listener in var.listeners : name => listener if length(listener.trusted_client_certificates) > 0 }

    content {
      name                                = ssl_profile.key
      trusted_client_certificate_names    = ssl_profile.value.trusted_client_certificates
      verify_client_certificate_issuer_dn = true

      ssl_policy {
        policy_type = "Predefined"
        policy_name = var.tls_policy_name
      }
    }
  }

  dynamic "backend_address_pool" {
    for_each = var.backends

    content {
      name         = backend_address_pool.key
      fqdns        = backend_address_pool.value.host_names
      ip_addresses = backend_address_pool.value.ip_addresses
    }
  }

  dynamic "backend_http_settings" {
    for_each = var.backends

    content {
      name                                = backend_http_settings.key
      protocol                            = backend_http_settings.value.protocol
      port                                = coalesce(backend_http_settings.value.port, backend_http_settings.value.protocol == "Https" ? 443 : 80)
      path                                = backend_http_settings.value.path
      host_name                           = backend_http_settings.value.host_header
      pick_host_name_from_backend_address = backend_http_settings.value.host_header == null
      probe_name                          = backend_http_settings.key
      request_timeout                     = backend_http_settings.value.request_timeout_seconds
      cookie_based_affinity               = backend_http_settings.value.session_affinity_enabled ? "Enabled" : "Disabled"
      affinity_cookie_name                = backend_http_settings.value.session_affinity_enabled ? "ApplicationGatewayAffinity" : null
      trusted_root_certificate_names      = backend_http_settings.value.trusted_root_certificates

      # Who is taken out finishes what it has begun.
      connection_draining {
        enabled           = true
        drain_timeout_sec = backend_http_settings.value.drain_timeout_seconds
      }
    }
  }

  dynamic "probe" {
    for_each = var.backends

    content {
      name                                      = probe.key
      protocol                                  = probe.value.protocol
      path                                      = probe.value.probe.path
      port                                      = probe.value.probe.port
      interval                                  = probe.value.probe.interval_seconds
      timeout                                   = probe.value.probe.timeout_seconds
      unhealthy_threshold                       = probe.value.probe.unhealthy_threshold
      pick_host_name_from_backend_http_settings = true

      match {
        status_code = probe.value.probe.status_codes
      }
    }
  }

  dynamic "http_listener" {
    for_each = local.listeners

    content {
      name                           = http_listener.key
      frontend_ip_configuration_name = http_listener.value.frontend
      frontend_port_name             = "port-${http_listener.value.port}"
      protocol                       = http_listener.value.protocol
      host_names                     = http_listener.value.host_names
      ssl_certificate_name           = http_listener.value.certificate
      ssl_profile_name               = http_listener.value.profile

      dynamic "custom_error_configuration" {
        for_each = http_listener.value.error_pages

        content {
          status_code           = "HttpStatus${custom_error_configuration.key}"
          custom_error_page_url = custom_error_configuration.value
        }
      }
    }
  }

  dynamic "request_routing_rule" {
    for_each = var.listeners

    content {
      name                        = request_routing_rule.key
      priority                    = request_routing_rule.value.priority
      rule_type                   = length(request_routing_rule.value.paths) > 0 ? "PathBasedRouting" : "Basic"
      http_listener_name          = request_routing_rule.key
      backend_address_pool_name   = length(request_routing_rule.value.paths) > 0 ? null : request_routing_rule.value.backend
      backend_http_settings_name  = length(request_routing_rule.value.paths) > 0 ? null : request_routing_rule.value.backend
      url_path_map_name           = length(request_routing_rule.value.paths) > 0 ? request_routing_rule.key : null
      redirect_configuration_name = request_routing_rule.value.redirect_url == null ? null : request_routing_rule.key
      rewrite_rule_set_name       = length(request_routing_rule.value.paths) == 0 && contains(keys(local.rewriting_listeners), request_routing_rule.key) ? request_routing_rule.key : null
    }
  }

  dynamic "request_routing_rule" {
    for_each = local.redirected_listeners

    content {
      name                        = "${request_routing_rule.key}-http"
      priority                    = request_routing_rule.value.priority + 10000
      rule_type                   = "Basic"
      http_listener_name          = "${request_routing_rule.key}-http"
      redirect_configuration_name = "${request_routing_rule.key}-http"
    }
  }

  dynamic "redirect_configuration" {
    for_each = local.redirected_listeners

    content {
      name                 = "${redirect_configuration.key}-http"
      redirect_type        = "Permanent"
      target_listener_name = redirect_configuration.key
      include_path         = true
      include_query_string = true
    }
  }

  dynamic "redirect_configuration" {
    for_each = local.redirect_urls

    content {
      name                 = redirect_configuration.key
      redirect_type        = "Permanent"
      target_url           = redirect_configuration.value
      include_path         = true
      include_query_string = true
    }
  }

  dynamic "url_path_map" {
    for_each = { for name, listener in var.listeners : name => listener if length(listener.paths) > 0 }

    content {
      name                               = url_path_map.key
      default_backend_address_pool_name  = url_path_map.value.backend
      default_backend_http_settings_name = url_path_map.value.backend
      default_rewrite_rule_set_name      = contains(keys(local.rewriting_listeners), url_path_map.key) ? url_path_map.key : null

      dynamic "path_rule" {
        for_each = url_path_map.value.paths

        content {
          name                        = path_rule.key
          paths                       = path_rule.value.patterns
          backend_address_pool_name   = path_rule.value.backend
          backend_http_settings_name  = path_rule.value.backend
          redirect_configuration_name = path_rule.value.redirect_url == null ? null : "${url_path_map.key}-${path_rule.key}"
          rewrite_rule_set_name       = path_rule.value.redirect_url == null && contains(keys(local.rewriting_listeners), url_path_map.key) ? url_path_map.key : null
        }
      }
    }
  }

  dynamic "rewrite_rule_set" {
    for_each = local.rewriting_listeners

    content {
      name = rewrite_rule_set.key

      # What is set always, and then what is under conditions, in its order.
      dynamic "rewrite_rule" {
        for_each = [
          for rule in concat(
            [{ conditions = [], request_headers = rewrite_rule_set.value.request_headers, response_headers = local.response_headers[rewrite_rule_set.key], path = null, query_string = null, rerouted = false }],
            rewrite_rule_set.value.rewrites,
          ) : rule if length(rule.request_headers) + length(rule.response_headers) > 0 || rule.path != null || rule.query_string != null
        ]

        content {
          name          = "rewrite-${rewrite_rule.key}"
          rule_sequence = 100 + rewrite_rule.key

          dynamic "condition" {
            for_each = rewrite_rule.value.conditions

            content {
              variable    = condition.value.variable
              pattern     = condition.value.pattern
              negate      = condition.value.negated
              ignore_case = !condition.value.case_sensitive
            }
          }

          dynamic "request_header_configuration" {
            for_each = rewrite_rule.value.request_headers

            content {
              header_name  = request_header_configuration.key
              header_value = request_header_configuration.value
            }
          }

          dynamic "response_header_configuration" {
            for_each = rewrite_rule.value.response_headers

            content {
              header_name  = response_header_configuration.key
              header_value = response_header_configuration.value
            }
          }

          # What is not given stays as it is.
          dynamic "url" {
            for_each = rewrite_rule.value.path == null && rewrite_rule.value.query_string == null ? [] : [rewrite_rule.value]

            content {
              path         = url.value.path
              query_string = url.value.query_string
              components   = url.value.query_string == null ? "path_only" : url.value.path == null ? "query_string_only" : null
              reroute      = url.value.rerouted
            }
          }
        }
      }
    }
  }
}
