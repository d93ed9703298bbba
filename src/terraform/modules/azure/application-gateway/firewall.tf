resource "azurerm_web_application_firewall_policy" "this" {
  count = var.sku_name == "WAF_v2" ? 1 : 0

  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags

  policy_settings {
    enabled                          = true
    mode                             = var.firewall.mode
    request_body_check               = true
    request_body_enforcement         = true
    max_request_body_size_in_kb      = var.firewall.request_body_max_kb
    request_body_inspect_limit_in_kb = var.firewall.request_body_max_kb
    file_upload_enforcement          = true
    file_upload_limit_in_mb          = var.firewall.file_upload_max_mb

    # What must not be read in logs.
    dynamic "log_scrubbing" {
      for_each = length(var.firewall.scrubbed) == 0 ? [] : [var.firewall.scrubbed]

      content {
        enabled = true

        dynamic "rule" {
          for_each = log_scrubbing.value

          content {
            enabled                 = true
            match_variable          = rule.value.match_variable
            selector_match_operator = rule.value.operator
            selector                = rule.value.selector
          }
        }
      }
    }
  }

  managed_rules {
    dynamic "managed_rule_set" {
      for_each = var.firewall.managed_rules

      content {
        type    = managed_rule_set.value.type
        version = managed_rule_set.value.version

        dynamic "rule_group_override" {
          for_each = managed_rule_set.value.overrides

          content {
            rule_group_name = rule_group_override.value.rule_group_name

            dynamic "rule" {
              for_each = rule_group_override.value.rules

              content {
                id      = rule.key
                enabled = rule.value.enabled
                action  = rule.value.enabled ? rule.value.action : null
              }
            }
          }
        }
      }
    }

    dynamic "exclusion" {
      for_each = var.firewall.exclusions

      content {
        match_variable          = exclusion.value.match_variable
        selector_match_operator = exclusion.value.operator
        selector                = exclusion.value.selector

        dynamic "excluded_rule_set" {
          for_each = exclusion.value.rule_set == null ? [] : [exclusion.value.rule_set]

          content {
            type    = excluded_rule_set.value.type
            version = excluded_rule_set.value.version

            dynamic "rule_group" {
              for_each = excluded_rule_set.value.rule_groups

              content {
                rule_group_name = rule_group.key
                excluded_rules  = rule_group.value
              }
            }
          }
        }
      }
    }
  }

  dynamic "custom_rules" {
    for_each = var.firewall.custom_rules

    content {
      name                 = custom_rules.value.name
      rule_type            = custom_rules.value.rate_limit == null ? "MatchRule" : "RateLimitRule"
      priority             = custom_rules.value.priority
      action               = custom_rules.value.action
      enabled              = true
      rate_limit_threshold = custom_rules.value.rate_limit == null ? null : custom_rules.value.rate_limit.requests
      rate_limit_duration  = custom_rules.value.rate_limit == null ? null : custom_rules.value.rate_limit.minutes == 5 ? "FiveMins" : "OneMin"
      group_rate_limit_by  = custom_rules.value.rate_limit == null ? null : custom_rules.value.rate_limit.group_by

      dynamic "match_conditions" {
        for_each = custom_rules.value.conditions

        content {
          operator           = match_conditions.value.operator
          match_values       = match_conditions.value.match_values
          negation_condition = match_conditions.value.negated
          transforms         = match_conditions.value.transforms

          match_variables {
            variable_name = match_conditions.value.match_variable
            selector      = match_conditions.value.selector
          }
        }
      }
    }
  }
}
