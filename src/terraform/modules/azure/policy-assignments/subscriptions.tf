resource "azurerm_subscription_policy_assignment" "this" {
  for_each = var.subscription_assignments

  name                 = "${var.name}-${each.key}"
  subscription_id      = each.value.subscription_id
  display_name         = coalesce(each.value.display_name, each.key)
  description          = each.value.description
  policy_definition_id = local.definition_ids[each.key]
  parameters           = local.parameters[each.key]
  enforce              = each.value.enforce
  not_scopes           = each.value.not_scopes
  location             = each.value.identity ? var.location : null

  dynamic "identity" {
    for_each = range(each.value.identity ? 1 : 0)

    content {
      type = "SystemAssigned"
    }
  }

  dynamic "non_compliance_message" {
    for_each = each.value.message[*]

    content {
      content = non_compliance_message.value
    }
  }

  dynamic "overrides" {
    for_each = each.value.effect[*]

    content {
      value = overrides.value
    }
  }

  dynamic "resource_selectors" {
    for_each = range(each.value.locations == null && each.value.resource_types == null ? 0 : 1)

    content {
      name = "selected"

      dynamic "selectors" {
        for_each = each.value.locations == null ? [] : [each.value.locations]

        content {
          kind = "resourceLocation"
          in   = selectors.value
        }
      }

      dynamic "selectors" {
        for_each = each.value.resource_types == null ? [] : [each.value.resource_types]

        content {
          kind = "resourceType"
          in   = selectors.value
        }
      }
    }
  }
}

# What was there before is mended, too: a policy of its own, or one of a set at a time.
resource "azurerm_subscription_policy_remediation" "this" {
  for_each = merge([
    for name, assignment in var.subscription_assignments : { for reference in assignment.remediated : "${name}/${reference}" => merge(assignment, { name = name, reference = reference }) }
  ]...)

  name                           = trimsuffix(lower(replace("${var.name}-${each.key}", "/[^-a-zA-Z0-9]+/", "-")), "-")
  subscription_id                = each.value.subscription_id
  policy_assignment_id           = azurerm_subscription_policy_assignment.this[each.value.name].id
  policy_definition_reference_id = each.value.reference == "*" ? null : each.value.reference

  depends_on = [azurerm_role_assignment.remediation]
}
