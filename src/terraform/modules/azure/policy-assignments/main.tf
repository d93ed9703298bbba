# Policies of Azure that are assigned to subscriptions and resource groups, ready-made ones and one's own: what they refuse, look for and mend, and what is exempted for a while.

locals {
  assignments = merge(
    { for name, assignment in var.subscription_assignments : name => merge(assignment, { scope = assignment.subscription_id }) },
    { for name, assignment in var.resource_group_assignments : name => merge(assignment, { scope = assignment.resource_group_id }) },
  )

  # Azure wants every value of a parameter in an object of its own.
  parameters = {
    for name, assignment in local.assignments : name => assignment.parameters == null ? null : jsonencode({ for parameter, value in jsondecode(assignment.parameters) : parameter => { value = value } })
  }

  definition_ids = {
    for name, assignment in local.assignments : name => (
      assignment.definition != null ? azurerm_policy_definition.this[assignment.definition].id
      : assignment.set != null ? azurerm_policy_set_definition.this[assignment.set].id
      : assignment.definition_id
    )
  }

  assignment_ids = merge(
    { for name, assignment in azurerm_subscription_policy_assignment.this : name => assignment.id },
    { for name, assignment in azurerm_resource_group_policy_assignment.this : name => assignment.id },
  )

  principal_ids = merge(
    { for name, assignment in azurerm_subscription_policy_assignment.this : name => try(assignment.identity[0].principal_id, null) },
    { for name, assignment in azurerm_resource_group_policy_assignment.this : name => try(assignment.identity[0].principal_id, null) },
  )

  roles = merge([
    for name, assignment in local.assignments : { for role in assignment.remediation_roles : "${name}/${role}" => { assignment = name, role = role, scope = assignment.scope } }
  ]...)
}

resource "azurerm_policy_definition" "this" {
  for_each = var.definitions

  name         = "${var.name}-${each.key}"
  policy_type  = "Custom"
  mode         = each.value.mode
  display_name = coalesce(each.value.display_name, each.key)
  description  = each.value.description
  policy_rule  = each.value.rule
  parameters   = each.value.parameters
  metadata     = jsonencode({ category = each.value.category })
}

# Policies that are assigned together, each with its parameters, which may be those of the set.
resource "azurerm_policy_set_definition" "this" {
  for_each = var.sets

  name         = "${var.name}-${each.key}"
  policy_type  = "Custom"
  display_name = coalesce(each.value.display_name, each.key)
  description  = each.value.description
  parameters   = each.value.parameters
  metadata     = jsonencode({ category = each.value.category })

  dynamic "policy_definition_reference" {
    for_each = each.value.policies

    content {
      reference_id         = policy_definition_reference.key
      policy_definition_id = policy_definition_reference.value.definition == null ? policy_definition_reference.value.definition_id : azurerm_policy_definition.this[policy_definition_reference.value.definition].id
      parameter_values = policy_definition_reference.value.parameters == null ? null : jsonencode({
        for parameter, value in jsondecode(policy_definition_reference.value.parameters) : parameter => { value = value }
      })
    }
  }
}

# What mends resources does it with an identity, which has these roles and no others.
resource "azurerm_role_assignment" "remediation" {
  for_each = local.roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = local.principal_ids[each.value.assignment]
  principal_type       = "ServicePrincipal"
}

resource "azurerm_resource_group_policy_exemption" "this" {
  for_each = var.exemptions

  name                            = "${var.name}-${each.key}"
  resource_group_id               = each.value.resource_group_id
  policy_assignment_id            = local.assignment_ids[each.value.assignment]
  policy_definition_reference_ids = each.value.references
  exemption_category              = each.value.category
  expires_on                      = each.value.expires_on
  display_name                    = each.key
  description                     = each.value.reason
}
