# Who is told of alerts of Azure Monitor: groups of mailboxes, phones, roles of the subscription and webhooks, which the rules for alerts name.

locals {
  # Which secrets there are is no secret.
  secret_names = toset(flatten([for group in values(var.groups) : [for webhook in values(group.webhooks) : webhook.secret_name]]))
}

# An address by which anybody may write is a secret. The service needs it as text, so that the state holds it, too.
data "azurerm_key_vault_secret" "webhook" {
  for_each = local.secret_names

  name         = each.value
  key_vault_id = var.key_vault_id
}

resource "azurerm_monitor_action_group" "this" {
  for_each = var.groups

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.processing_location
  short_name          = coalesce(each.value.short_name, trim(substr(each.key, 0, 12), "-_ "))
  enabled             = true
  tags                = var.tags

  dynamic "email_receiver" {
    for_each = each.value.emails

    content {
      name                    = email_receiver.key
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  dynamic "sms_receiver" {
    for_each = each.value.phones

    content {
      name         = sms_receiver.key
      country_code = sms_receiver.value.country_code
      phone_number = sms_receiver.value.number
    }
  }

  dynamic "arm_role_receiver" {
    for_each = each.value.role_ids

    content {
      name                    = arm_role_receiver.key
      role_id                 = arm_role_receiver.value
      use_common_alert_schema = true
    }
  }

  dynamic "webhook_receiver" {
    for_each = each.value.webhooks

    content {
      name = webhook_receiver.key
      service_uri = (
        webhook_receiver.value.key == null
        ? data.azurerm_key_vault_secret.webhook[webhook_receiver.value.secret_name].value
        : jsondecode(data.azurerm_key_vault_secret.webhook[webhook_receiver.value.secret_name].value)[webhook_receiver.value.key]
      )
      use_common_alert_schema = true
    }
  }

  dynamic "webhook_receiver" {
    for_each = each.value.entra_webhooks

    content {
      name                    = webhook_receiver.key
      service_uri             = webhook_receiver.value.uri
      use_common_alert_schema = true

      aad_auth {
        object_id      = webhook_receiver.value.object_id
        identifier_uri = webhook_receiver.value.identifier_uri
      }
    }
  }
}
