resource "azurerm_cdn_frontdoor_secret" "this" {
  for_each = { for name, domain in var.domains : name => domain.certificate if domain.certificate != null }

  name                     = each.key
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id

  secret {
    customer_certificate {
      key_vault_certificate_id = each.value.key_vault_certificate_id
    }
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "this" {
  for_each = var.domains

  name                     = each.key
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  host_name                = each.value.host_name
  dns_zone_id              = each.value.dns_zone_id

  tls {
    certificate_type        = each.value.certificate == null ? "ManagedCertificate" : "CustomerCertificate"
    cdn_frontdoor_secret_id = one([for name, secret in azurerm_cdn_frontdoor_secret.this : secret.id if name == each.key])
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "this" {
  for_each = { for name in keys(var.domains) : name => [for route, domains in local.domains_of_routes : route if contains(domains, name)] }

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.this[each.key].id
  cdn_frontdoor_route_ids        = [for route in each.value : azurerm_cdn_frontdoor_route.this[route].id]
}
