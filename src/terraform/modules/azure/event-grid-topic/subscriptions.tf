resource "azurerm_eventgrid_event_subscription" "this" {
  for_each = var.subscriptions

  name                                 = each.key
  scope                                = azurerm_eventgrid_topic.this.id
  event_delivery_schema                = var.event_schema
  included_event_types                 = each.value.event_types
  labels                               = each.value.labels
  expiration_time_utc                  = each.value.expiration_time
  advanced_filtering_on_arrays_enabled = true
  service_bus_queue_endpoint_id        = each.value.service_bus_queue == null ? null : each.value.service_bus_queue.id
  service_bus_topic_endpoint_id        = each.value.service_bus_topic == null ? null : each.value.service_bus_topic.id
  eventhub_endpoint_id                 = each.value.event_hub == null ? null : each.value.event_hub.id

  dynamic "storage_queue_endpoint" {
    for_each = each.value.storage_queue == null ? [] : [each.value.storage_queue]

    content {
      storage_account_id                    = storage_queue_endpoint.value.storage_account_id
      queue_name                            = storage_queue_endpoint.value.queue_name
      queue_message_time_to_live_in_seconds = storage_queue_endpoint.value.message_ttl_seconds
    }
  }

  dynamic "azure_function_endpoint" {
    for_each = each.value.function == null ? [] : [each.value.function]

    content {
      function_id                       = azure_function_endpoint.value.id
      max_events_per_batch              = azure_function_endpoint.value.batch_events_max
      preferred_batch_size_in_kilobytes = azure_function_endpoint.value.batch_size_kb
    }
  }

  dynamic "webhook_endpoint" {
    for_each = each.value.webhook == null ? [] : [each.value.webhook]

    content {
      url                               = webhook_endpoint.value.url
      active_directory_app_id_or_uri    = webhook_endpoint.value.entra_application
      active_directory_tenant_id        = webhook_endpoint.value.entra_tenant_id
      max_events_per_batch              = webhook_endpoint.value.batch_events_max
      preferred_batch_size_in_kilobytes = webhook_endpoint.value.batch_size_kb
    }
  }

  # Queues and hubs are delivered to as somebody with a role there, functions and webhooks by Event Grid itself.
  dynamic "delivery_identity" {
    for_each = each.value.function == null && each.value.webhook == null ? [var.identity.user_assigned_identity_id] : []

    content {
      type                   = "UserAssigned"
      user_assigned_identity = delivery_identity.value
    }
  }

  dynamic "storage_blob_dead_letter_destination" {
    for_each = each.value.dead_letter == null ? [] : [each.value.dead_letter]

    content {
      storage_account_id          = storage_blob_dead_letter_destination.value.storage_account_id
      storage_blob_container_name = storage_blob_dead_letter_destination.value.container_name
    }
  }

  dynamic "dead_letter_identity" {
    for_each = each.value.dead_letter == null ? [] : [var.identity.user_assigned_identity_id]

    content {
      type                   = "UserAssigned"
      user_assigned_identity = dead_letter_identity.value
    }
  }

  retry_policy {
    max_delivery_attempts = each.value.attempts_max
    event_time_to_live    = each.value.event_ttl_minutes
  }

  dynamic "subject_filter" {
    for_each = each.value.subject_begins_with == null && each.value.subject_ends_with == null ? [] : [each.value]

    content {
      subject_begins_with = subject_filter.value.subject_begins_with
      subject_ends_with   = subject_filter.value.subject_ends_with
      case_sensitive      = subject_filter.value.subject_case_sensitive
    }
  }

  dynamic "advanced_filter" {
    for_each = length(each.value.filters) == 0 ? [] : [each.value.filters]

    content {
      dynamic "bool_equals" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "bool_equals"]

        content {
          key   = bool_equals.value.key
          value = tobool(bool_equals.value.values[0])
        }
      }

      dynamic "is_not_null" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "is_not_null"]

        content {
          key = is_not_null.value.key
        }
      }

      dynamic "is_null_or_undefined" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "is_null_or_undefined"]

        content {
          key = is_null_or_undefined.value.key
        }
      }

      dynamic "number_greater_than" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_greater_than"]

        content {
          key   = number_greater_than.value.key
          value = tonumber(number_greater_than.value.values[0])
        }
      }

      dynamic "number_greater_than_or_equals" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_greater_than_or_equals"]

        content {
          key   = number_greater_than_or_equals.value.key
          value = tonumber(number_greater_than_or_equals.value.values[0])
        }
      }

      dynamic "number_less_than" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_less_than"]

        content {
          key   = number_less_than.value.key
          value = tonumber(number_less_than.value.values[0])
        }
      }

      dynamic "number_less_than_or_equals" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_less_than_or_equals"]

        content {
          key   = number_less_than_or_equals.value.key
          value = tonumber(number_less_than_or_equals.value.values[0])
        }
      }

      dynamic "number_in" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_in"]

        content {
          key    = number_in.value.key
          values = [for value in number_in.value.values : tonumber(value)]
        }
      }

      dynamic "number_not_in" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_not_in"]

        content {
          key    = number_not_in.value.key
          values = [for value in number_not_in.value.values : tonumber(value)]
        }
      }

      dynamic "number_in_range" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_in_range"]

        content {
          key    = number_in_range.value.key
          values = [for range in number_in_range.value.ranges : [range.min, range.max]]
        }
      }

      dynamic "number_not_in_range" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "number_not_in_range"]

        content {
          key    = number_not_in_range.value.key
          values = [for range in number_not_in_range.value.ranges : [range.min, range.max]]
        }
      }

      dynamic "string_begins_with" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_begins_with"]

        content {
          key    = string_begins_with.value.key
          values = string_begins_with.value.values
        }
      }

      dynamic "string_contains" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_contains"]

        content {
          key    = string_contains.value.key
          values = string_contains.value.values
        }
      }

      dynamic "string_ends_with" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_ends_with"]

        content {
          key    = string_ends_with.value.key
          values = string_ends_with.value.values
        }
      }

      dynamic "string_in" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_in"]

        content {
          key    = string_in.value.key
          values = string_in.value.values
        }
      }

      dynamic "string_not_begins_with" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_not_begins_with"]

        content {
          key    = string_not_begins_with.value.key
          values = string_not_begins_with.value.values
        }
      }

      dynamic "string_not_contains" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_not_contains"]

        content {
          key    = string_not_contains.value.key
          values = string_not_contains.value.values
        }
      }

      dynamic "string_not_ends_with" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_not_ends_with"]

        content {
          key    = string_not_ends_with.value.key
          values = string_not_ends_with.value.values
        }
      }

      dynamic "string_not_in" {
        for_each = [for filter in advanced_filter.value : filter if filter.kind == "string_not_in"]

        content {
          key    = string_not_in.value.key
          values = string_not_in.value.values
        }
      }
    }
  }

  dynamic "delivery_property" {
    for_each = each.value.headers

    content {
      header_name  = delivery_property.key
      type         = delivery_property.value.source == null ? "Static" : "Dynamic"
      value        = delivery_property.value.value
      source_field = delivery_property.value.source
      secret       = delivery_property.value.source == null ? false : null
    }
  }
}
