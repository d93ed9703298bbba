resource "azurerm_api_management_backend" "this" {
  for_each = var.backends

  name                = each.key
  description         = each.value.description
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  protocol            = "http"
  url                 = each.value.url

  tls {
    validate_certificate_chain = true
    validate_certificate_name  = true
  }

  # One that fails is left alone for a while.
  dynamic "circuit_breaker_rule" {
    for_each = each.value.breaker[*]

    content {
      name                       = "failing"
      trip_duration              = "PT${circuit_breaker_rule.value.trip_seconds}S"
      accept_retry_after_enabled = true

      failure_condition {
        count             = circuit_breaker_rule.value.failures
        interval_duration = "PT${circuit_breaker_rule.value.interval_seconds}S"

        status_code_range {
          min = 500
          max = 599
        }
      }
    }
  }
}

# APIs of which callers choose a version: in the path, in a header or in the query.
resource "azurerm_api_management_api_version_set" "this" {
  for_each = var.version_sets

  name                = each.key
  display_name        = coalesce(each.value.display_name, each.key)
  description         = each.value.description
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  versioning_scheme   = each.value.header != null ? "Header" : each.value.query != null ? "Query" : "Segment"
  version_header_name = each.value.header
  version_query_name  = each.value.query
}

resource "azurerm_api_management_api" "this" {
  for_each = var.apis

  name                  = each.key
  resource_group_name   = var.resource_group_name
  api_management_name   = azurerm_api_management.this.name
  revision              = each.value.revision
  display_name          = coalesce(each.value.display_name, each.key)
  description           = each.value.description
  path                  = each.value.path
  protocols             = ["https"]
  service_url           = each.value.service_url
  version               = each.value.version
  version_set_id        = each.value.version_set == null ? null : azurerm_api_management_api_version_set.this[each.value.version_set].id
  subscription_required = each.value.subscription_required

  dynamic "import" {
    for_each = each.value.openapi[*]

    content {
      content_format = startswith(import.value, "https://") ? "openapi-link" : "openapi"
      content_value  = import.value
    }
  }
}

resource "azurerm_api_management_api_policy" "this" {
  for_each = { for name, api in var.apis : name => api.policy if api.policy != null }

  api_name            = azurerm_api_management_api.this[each.key].name
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  xml_content         = each.value

  depends_on = [azurerm_api_management_backend.this, azurerm_api_management_named_value.this]
}
