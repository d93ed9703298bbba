# Azure Front Door: one endpoint for the whole world, which sends requests on to origins over TLS, behind a web application firewall.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_cdn_frontdoor_profile.this.id
  diagnosed_id = local.resource_id

  origins = merge([
    for group, given in var.origin_groups : { for name, origin in given.origins : "${group}/${name}" => merge(origin, { group = group, name = name }) }
  ]...)

  domains_of_routes = { for name, route in var.routes : name => route.domains == null ? keys(var.domains) : route.domains }
}

resource "azurerm_cdn_frontdoor_profile" "this" {
  name                     = var.name
  resource_group_name      = var.resource_group_name
  sku_name                 = var.sku_name
  response_timeout_seconds = var.response_timeout_seconds
  tags                     = var.tags

  # With whom it reads certificates from a Key Vault.
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_cdn_frontdoor_endpoint" "this" {
  name                     = var.name
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  enabled                  = true
  tags                     = var.tags
}

resource "azurerm_cdn_frontdoor_origin_group" "this" {
  for_each = var.origin_groups

  name                     = each.key
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  session_affinity_enabled = each.value.session_affinity_enabled

  load_balancing {
    additional_latency_in_milliseconds = each.value.additional_latency_ms
  }

  # One origin has nobody to be compared with.
  dynamic "health_probe" {
    for_each = each.value.probe == null ? [] : [each.value.probe]

    content {
      protocol            = "Https"
      path                = health_probe.value.path
      request_type        = health_probe.value.method
      interval_in_seconds = health_probe.value.interval_seconds
    }
  }
}

resource "azurerm_cdn_frontdoor_origin" "this" {
  for_each = local.origins

  name                           = each.value.name
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.this[each.value.group].id
  host_name                      = each.value.host_name
  origin_host_header             = coalesce(each.value.host_header, each.value.host_name)
  https_port                     = each.value.https_port
  certificate_name_check_enabled = true
  priority                       = each.value.priority
  weight                         = each.value.weight
  enabled                        = each.value.enabled

  dynamic "private_link" {
    for_each = each.value.private_link == null ? [] : [each.value.private_link]

    content {
      private_link_target_id = private_link.value.target_id
      target_type            = private_link.value.target_type
      location               = private_link.value.location
      request_message        = "Front Door ${var.name}"
    }
  }
}

resource "azurerm_cdn_frontdoor_route" "this" {
  for_each = var.routes

  name                            = each.key
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.this.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.this[each.value.origin_group].id
  cdn_frontdoor_origin_ids        = [for key, origin in azurerm_cdn_frontdoor_origin.this : origin.id if local.origins[key].group == each.value.origin_group]
  cdn_frontdoor_origin_path       = each.value.origin_path
  cdn_frontdoor_custom_domain_ids = [for domain in local.domains_of_routes[each.key] : azurerm_cdn_frontdoor_custom_domain.this[domain].id]
  patterns_to_match               = each.value.patterns
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"
  link_to_default_domain          = length(local.domains_of_routes[each.key]) == 0
  enabled                         = true

  dynamic "cache" {
    for_each = each.value.cache == null ? [] : [each.value.cache]

    content {
      query_string_caching_behavior = cache.value.query_string_behavior
      query_strings                 = cache.value.query_strings
      compression_enabled           = length(cache.value.compressed_content_types) > 0
      content_types_to_compress     = cache.value.compressed_content_types
    }
  }
}
