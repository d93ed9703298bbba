# A Service Bus namespace with its queues, topics and subscriptions: identities instead of keys, no public access.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_servicebus_namespace.this.id
  diagnosed_id = local.resource_id

  is_premium = var.sku == "Premium"

  subscriptions = merge([
    for topic, settings in var.topics : {
      for name, subscription in settings.subscriptions : "${topic}/${name}" => merge(subscription, { topic = topic, name = name })
    }
  ]...)

  is_open_to_all = var.public_network_access_enabled && length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
}

resource "azurerm_servicebus_namespace" "this" {
  name                         = var.name
  location                     = var.location
  resource_group_name          = var.resource_group_name
  sku                          = var.sku
  capacity                     = local.is_premium ? var.capacity : 0
  premium_messaging_partitions = local.is_premium ? var.partitions : 0

  local_auth_enabled            = var.local_auth_enabled
  minimum_tls_version           = "1.2"
  public_network_access_enabled = var.public_network_access_enabled

  # Only Premium has rules for the network. Always written down there: what stands here no longer would stay as it was.
  dynamic "network_rule_set" {
    for_each = local.is_premium ? [local.is_open_to_all ? "Allow" : "Deny"] : []

    content {
      default_action                = network_rule_set.value
      public_network_access_enabled = var.public_network_access_enabled
      trusted_services_allowed      = true
      ip_rules                      = var.allowed_ip_ranges

      dynamic "network_rules" {
        for_each = var.allowed_subnet_ids

        content {
          subnet_id = network_rules.value
        }
      }
    }
  }

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "customer_managed_key" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key]

    content {
      key_vault_key_id = customer_managed_key.value.key_vault_key_id
      identity_id      = customer_managed_key.value.user_assigned_identity_id
    }
  }

  tags = var.tags

  # The messages go with the namespace. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name                                    = each.key
  namespace_id                            = azurerm_servicebus_namespace.this.id
  lock_duration                           = each.value.lock_duration
  default_message_ttl                     = each.value.message_ttl
  max_delivery_count                      = each.value.max_delivery_count
  dead_lettering_on_message_expiration    = true
  requires_session                        = each.value.requires_session
  requires_duplicate_detection            = each.value.duplicate_detection_window != null
  duplicate_detection_history_time_window = each.value.duplicate_detection_window
  partitioning_enabled                    = local.is_premium && var.partitions > 1
}

resource "azurerm_servicebus_topic" "this" {
  for_each = var.topics

  name                                    = each.key
  namespace_id                            = azurerm_servicebus_namespace.this.id
  default_message_ttl                     = each.value.message_ttl
  support_ordering                        = each.value.support_ordering
  requires_duplicate_detection            = each.value.duplicate_detection_window != null
  duplicate_detection_history_time_window = each.value.duplicate_detection_window
  partitioning_enabled                    = local.is_premium && var.partitions > 1
}

resource "azurerm_servicebus_subscription" "this" {
  for_each = local.subscriptions

  name                                      = each.value.name
  topic_id                                  = azurerm_servicebus_topic.this[each.value.topic].id
  lock_duration                             = each.value.lock_duration
  default_message_ttl                       = each.value.message_ttl
  max_delivery_count                        = each.value.max_delivery_count
  dead_lettering_on_message_expiration      = true
  dead_lettering_on_filter_evaluation_error = true
  requires_session                          = each.value.requires_session
}

resource "azurerm_servicebus_subscription_rule" "this" {
  for_each = { for name, subscription in local.subscriptions : name => subscription if subscription.sql_filter != null }

  name            = "filter"
  subscription_id = azurerm_servicebus_subscription.this[each.key].id
  filter_type     = "SqlFilter"
  sql_filter      = each.value.sql_filter
}
