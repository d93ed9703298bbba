# Application Insights, which follows requests through services, on a Log Analytics workspace: identities send to it, keys do not, and it tries addresses from outside.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_application_insights.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_application_insights" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  workspace_id        = var.log_analytics_workspace_id
  application_type    = var.application_type

  local_authentication_enabled = var.local_authentication_enabled
  ip_masking_enabled           = var.ip_masking_enabled
  internet_ingestion_enabled   = var.internet_ingestion_enabled
  internet_query_enabled       = var.internet_query_enabled

  sampling_percentage                  = var.sampling_percentage
  daily_data_cap_in_gb                 = var.daily_quota_gb
  daily_data_cap_notifications_enabled = true

  tags = var.tags
}

resource "azurerm_application_insights_standard_web_test" "this" {
  for_each = var.web_tests

  name                    = "${var.name}-${each.key}"
  location                = var.location
  resource_group_name     = var.resource_group_name
  application_insights_id = azurerm_application_insights.this.id
  geo_locations           = each.value.geo_locations
  frequency               = each.value.frequency_seconds
  timeout                 = each.value.timeout_seconds
  enabled                 = true
  retry_enabled           = true
  tags                    = var.tags

  request {
    url                              = each.value.url
    http_verb                        = "GET"
    follow_redirects_enabled         = true
    parse_dependent_requests_enabled = false
  }

  validation_rules {
    expected_status_code        = each.value.expected_status_code
    ssl_check_enabled           = startswith(each.value.url, "https://")
    ssl_cert_remaining_lifetime = startswith(each.value.url, "https://") ? each.value.certificate_days_left : null

    dynamic "content" {
      for_each = each.value.expected_text == null ? [] : [each.value.expected_text]

      content {
        content_match      = content.value
        ignore_case        = false
        pass_if_text_found = true
      }
    }
  }
}
