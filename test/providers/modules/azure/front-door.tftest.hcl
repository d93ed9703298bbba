mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_cdn_frontdoor_profile" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Cdn/profiles/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  resource_group_name = "rg-shop-prod"
  origin_groups       = { shop = { origins = { shop = { host_name = "origin.example.com" } } } }
  routes              = { all = { origin_group = "shop" } }
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_cdn_frontdoor_firewall_policy.this.mode == "Prevention" && azurerm_cdn_frontdoor_firewall_policy.this.name == "shopprod" && length(azurerm_cdn_frontdoor_firewall_policy.this.managed_rule) == 2
    error_message = "The firewall must block what Microsoft knows."
  }

  assert {
    condition = (
      azurerm_cdn_frontdoor_route.this["all"].https_redirect_enabled
      && azurerm_cdn_frontdoor_route.this["all"].forwarding_protocol == "HttpsOnly"
      && azurerm_cdn_frontdoor_route.this["all"].link_to_default_domain
      && azurerm_cdn_frontdoor_origin.this["shop/shop"].certificate_name_check_enabled
      && azurerm_cdn_frontdoor_origin.this["shop/shop"].origin_host_header == "origin.example.com"
    )
    error_message = "All must go over TLS."
  }
}

run "everything" {
  command = plan

  variables {
    origin_groups = {
      shop = {
        origins = {
          first  = { host_name = "first.example.com", private_link = { target_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateLinkServices/shop", location = "westeurope" } }
          second = { host_name = "second.example.com", priority = 2 }
        }
        probe = { path = "/health" }
      }
    }
    domains = {
      shop = { host_name = "shop.example.com" }
      www  = { host_name = "www.example.com", certificate = { key_vault_certificate_id = "https://shop-prod.vault.azure.net/certificates/www" } }
    }
    routes = {
      all    = { origin_group = "shop" }
      assets = { origin_group = "shop", patterns = ["/assets/*"], domains = ["www"], cache = {} }
    }
    firewall = {
      managed_rules = [{ type = "Microsoft_DefaultRuleSet", version = "2.1", overrides = [{ rule_group_name = "SQLI", rules = { "942430" = {} } }], exclusions = [{ match_variable = "RequestCookieNames", operator = "Equals", selector = "session" }] }]
      custom_rules  = [{ name = "limit", priority = 1, rate_limit = { requests = 1000 }, conditions = [{ match_variable = "SocketAddr", operator = "IPMatch", match_values = ["0.0.0.0/0", "::/0"] }] }]
    }
    diagnostics = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }
  }

  assert {
    condition     = azurerm_cdn_frontdoor_custom_domain.this["shop"].tls[0].certificate_type == "ManagedCertificate" && azurerm_cdn_frontdoor_custom_domain.this["www"].tls[0].certificate_type == "CustomerCertificate"
    error_message = "A certificate is Azure's or one's own."
  }

  assert {
    condition     = !azurerm_cdn_frontdoor_route.this["all"].link_to_default_domain && length(azurerm_cdn_frontdoor_route.this["assets"].cache) == 1
    error_message = "With domains nothing is served by the name that Azure gave."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_firewall_policy.this.custom_rule[0].type == "RateLimitRule" && azurerm_cdn_frontdoor_firewall_policy.this.custom_rule[0].rate_limit_threshold == 1000
    error_message = "Who asks too often must be blocked."
  }
}
