locals {
  # The rules that Microsoft keeps come with the Premium tier alone.
  managed_rules = var.sku_name == "Premium_AzureFrontDoor" ? var.firewall.managed_rules : []
}

resource "azurerm_cdn_frontdoor_firewall_policy" "this" {
  name                              = replace(var.name, "/[^a-zA-Z0-9]/", "")
  resource_group_name               = var.resource_group_name
  sku_name                          = var.sku_name
  enabled                           = true
  mode                              = var.firewall.mode
  request_body_check_enabled        = true
  custom_block_response_status_code = 403
  tags                              = var.tags

  dynamic "managed_rule" {
    for_each = local.managed_rules

    content {
      type    = managed_rule.value.type
      version = managed_rule.value.version
      action  = "Block"

      dynamic "exclusion" {
        for_each = managed_rule.value.exclusions

        content {
          match_variable = exclusion.value.match_variable
          operator       = exclusion.value.operator
          selector       = exclusion.value.selector
        }
      }

      dynamic "override" {
        for_each = managed_rule.value.overrides

        content {
          rule_group_name = override.value.rule_group_name

          dynamic "rule" {
            for_each = override.value.rules

            content {
              rule_id = rule.key
              action  = rule.value.action
              enabled = rule.value.enabled
            }
          }
        }
      }
    }
  }

  dynamic "custom_rule" {
    for_each = var.firewall.custom_rules

    content {
      name                           = custom_rule.value.name
      type                           = custom_rule.value.rate_limit == null ? "MatchRule" : "RateLimitRule"
      priority                       = custom_rule.value.priority
      action                         = custom_rule.value.action
      enabled                        = true
      rate_limit_threshold           = custom_rule.value.rate_limit == null ? null : custom_rule.value.rate_limit.requests
      rate_limit_duration_in_minutes = custom_rule.value.rate_limit == null ? null : custom_rule.value.rate_limit.minutes

      dynamic "match_condition" {
        for_each = custom_rule.value.conditions

        content {
          match_variable     = match_condition.value.match_variable
          selector           = match_condition.value.selector
          operator           = match_condition.value.operator
          match_values       = match_condition.value.match_values
          negation_condition = match_condition.value.negated
          transforms         = match_condition.value.transforms
        }
      }
    }
  }
}

# Nothing is reached past it: neither the domains nor the name that Azure gave the endpoint.
resource "azurerm_cdn_frontdoor_security_policy" "this" {
  name                     = "firewall"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.this.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_endpoint.this.id
        }

        dynamic "domain" {
          for_each = azurerm_cdn_frontdoor_custom_domain.this

          content {
            cdn_frontdoor_domain_id = domain.value.id
          }
        }
      }
    }
  }
}
