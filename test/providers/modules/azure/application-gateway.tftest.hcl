mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/publicIPAddresses/shop-prod" }
  }

  mock_resource "azurerm_web_application_firewall_policy" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/gateway"
  identity            = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod" }
  certificates        = { shop = { key_vault_secret_id = "https://shop-prod.vault.azure.net/secrets/shop" } }
  backends            = { shop = { host_names = ["origin.example.com"] } }
  listeners           = { shop = { priority = 10, host_names = ["shop.example.com"], certificate = "shop", backend = "shop" } }
}

run "safe_by_default" {
  command = plan

  assert {
    condition = (
      azurerm_web_application_firewall_policy.this[0].policy_settings[0].mode == "Prevention"
      && length(azurerm_web_application_firewall_policy.this[0].managed_rules[0].managed_rule_set) == 2
      && azurerm_application_gateway.this.force_firewall_policy_association
      && azurerm_application_gateway.this.sku[0].tier == "WAF_v2"
    )
    error_message = "The firewall must block what Microsoft knows."
  }

  assert {
    condition = (
      azurerm_application_gateway.this.ssl_policy[0].policy_name == "AppGwSslPolicy20220101"
      && { for listener in azurerm_application_gateway.this.http_listener : listener.name => listener.protocol } == { shop = "Https", shop-http = "Http" }
      && { for redirect in azurerm_application_gateway.this.redirect_configuration : redirect.name => redirect.target_listener_name } == { shop-http = "shop" }
      && one(azurerm_application_gateway.this.backend_http_settings[*].protocol) == "Https"
      && azurerm_application_gateway.this.rewrite_rule_set[0].rewrite_rule[0].response_header_configuration[0].header_name == "Strict-Transport-Security"
    )
    error_message = "All must go over TLS."
  }

  assert {
    condition     = azurerm_application_gateway.this.zones == toset(["1", "2", "3"]) && azurerm_public_ip.this[0].zones == toset(["1", "2", "3"]) && azurerm_application_gateway.this.autoscale_configuration[0].min_capacity == 2
    error_message = "It must outlive a zone."
  }
}

run "everything" {
  command = plan

  variables {
    zones                       = ["1"]
    capacity_min                = 0
    capacity_max                = 40
    domain_name_label           = "shop-prod"
    private_address             = "10.0.4.10"
    tls_policy_name             = "AppGwSslPolicy20220101S"
    trusted_client_certificates = { partners = "Q0E=" }
    trusted_root_certificates   = { own = "Q0E=" }

    backends = {
      shop = { host_names = ["origin.example.com"], session_affinity_enabled = true, probe = { path = "/health" } }
      api  = { ip_addresses = ["10.0.8.4"], host_header = "api.example.com", port = 8443, trusted_root_certificates = ["own"] }
    }

    listeners = {
      shop     = { priority = 10, host_names = ["shop.example.com"], certificate = "shop", backend = "shop", paths = { api = { patterns = ["/api/*"], backend = "api" }, blog = { patterns = ["/blog/*"], redirect_url = "https://blog.example.com" } }, error_pages = { "502" = "https://pages.example.com/502.html" }, rewrites = [{ conditions = [{ variable = "var_uri_path", pattern = "^/v1/(.*)$" }], path = "/api/{var_uri_path_1}", rerouted = true }] }
      partners = { priority = 20, host_names = ["partners.example.com"], certificate = "shop", backend = "api", trusted_client_certificates = ["partners"], request_headers = { "X-Client" = "{var_client_ip}" } }
      old      = { priority = 30, host_names = ["old.example.com"], certificate = "shop", redirect_url = "https://shop.example.com" }
      inside   = { priority = 40, frontend = "private", port = 8080, plain_http = true, backend = "api" }
    }

    firewall = {
      managed_rules = [{ type = "Microsoft_DefaultRuleSet", version = "2.1", overrides = [{ rule_group_name = "SQLI", rules = { "942430" = {}, "942440" = { enabled = false } } }] }]
      exclusions    = [{ match_variable = "RequestCookieNames", operator = "Equals", selector = "session", rule_set = { type = "Microsoft_DefaultRuleSet", version = "2.1", rule_groups = { SQLI = ["942440"] } } }]
      scrubbed      = [{ match_variable = "RequestHeaderNames", selector = "Authorization" }]
      custom_rules  = [{ name = "limit", priority = 1, rate_limit = { requests = 1000, minutes = 5 }, conditions = [{ match_variable = "RemoteAddr", operator = "IPMatch", match_values = ["0.0.0.0/0"] }] }]
    }

    diagnostics = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }
  }

  assert {
    condition = { for rule in azurerm_application_gateway.this.request_routing_rule : rule.name => "${rule.priority} ${rule.rule_type}" } == {
      shop          = "10 PathBasedRouting"
      shop-http     = "10010 Basic"
      partners      = "20 Basic"
      partners-http = "10020 Basic"
      old           = "30 Basic"
      old-http      = "10030 Basic"
      inside        = "40 Basic"
    }
    error_message = "Each listener must lead somewhere, in its order."
  }

  assert {
    condition     = azurerm_application_gateway.this.url_path_map[0].path_rule[0].backend_address_pool_name == "api" && azurerm_application_gateway.this.url_path_map[0].default_backend_address_pool_name == "shop"
    error_message = "Paths must lead elsewhere."
  }

  assert {
    condition = (
      { for rule in one(azurerm_application_gateway.this.url_path_map).path_rule : rule.name => rule.redirect_configuration_name if rule.redirect_configuration_name != null } == { blog = "shop-blog" }
      && { for redirect in azurerm_application_gateway.this.redirect_configuration : redirect.name => redirect.target_url if redirect.target_url != null } == { old = "https://shop.example.com", shop-blog = "https://blog.example.com" }
      && [for rule in azurerm_application_gateway.this.rewrite_rule_set[index(azurerm_application_gateway.this.rewrite_rule_set[*].name, "shop")].rewrite_rule : rule.rule_sequence] == [100, 101]
      && azurerm_application_gateway.this.rewrite_rule_set[index(azurerm_application_gateway.this.rewrite_rule_set[*].name, "shop")].rewrite_rule[1].url[0].components == "path_only"
      && one(flatten(azurerm_application_gateway.this.http_listener[*].custom_error_configuration)).status_code == "HttpStatus502"
    )
    error_message = "Paths must be sent on, rewritten and told what is wrong."
  }

  assert {
    condition = (
      azurerm_web_application_firewall_policy.this[0].managed_rules[0].exclusion[0].excluded_rule_set[0].rule_group[0].excluded_rules == tolist(["942440"])
      && azurerm_web_application_firewall_policy.this[0].policy_settings[0].log_scrubbing[0].rule[0].selector == "Authorization"
    )
    error_message = "One rule must leave one cookie alone, and no token be in logs."
  }

  assert {
    condition     = azurerm_application_gateway.this.ssl_profile[0].name == "partners" && azurerm_application_gateway.this.ssl_profile[0].verify_client_certificate_issuer_dn
    error_message = "Partners must show who they are."
  }

  assert {
    condition     = { for port in azurerm_application_gateway.this.frontend_port : port.name => port.port } == { port-80 = 80, port-443 = 443, port-8080 = 8080 } && azurerm_application_gateway.this.frontend_ip_configuration[1].private_ip_address == "10.0.4.10"
    error_message = "It must be reached at both addresses."
  }

  assert {
    condition     = azurerm_web_application_firewall_policy.this[0].custom_rules[0].rate_limit_duration == "FiveMins" && azurerm_web_application_firewall_policy.this[0].custom_rules[0].rule_type == "RateLimitRule"
    error_message = "Who asks too often must be blocked."
  }
}

run "without_a_firewall_and_without_a_public_address" {
  command = plan

  variables {
    location               = "westus"
    sku_name               = "Standard_v2"
    public_address_enabled = false
    private_address        = "10.0.4.10"
    listeners              = { shop = { priority = 10, frontend = "private", certificate = "shop", backend = "shop", redirect_http_enabled = false } }
  }

  assert {
    condition = (
      length(azurerm_web_application_firewall_policy.this) == 0
      && length(azurerm_public_ip.this) == 0
      && length(azurerm_application_gateway.this.http_listener) == 1
      && length(azurerm_application_gateway.this.zones) == 0
      && output.public_address == null
    )
    error_message = "There is what is asked for."
  }
}
