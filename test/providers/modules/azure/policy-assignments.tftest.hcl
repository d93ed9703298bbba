mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_policy_definition" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/policyDefinitions/tagged" }
  }

  mock_resource "azurerm_policy_set_definition" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/policySetDefinitions/basics" }
  }

  mock_resource "azurerm_subscription_policy_assignment" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/policyAssignments/locations" }
  }

  mock_resource "azurerm_resource_group_policy_assignment" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Authorization/policyAssignments/tagged" }
  }
}

variables {
  name     = "shop-prod"
  location = "westeurope"

  subscription_assignments = {
    locations = {
      subscription_id = "/subscriptions/00000000-0000-0000-0000-000000000000"
      definition_id   = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c"
      parameters      = "{\"listOfAllowedLocations\":[\"westeurope\"]}"
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition = (
      azurerm_subscription_policy_assignment.this["locations"].parameters == jsonencode({ listOfAllowedLocations = { value = ["westeurope"] } })
      && azurerm_subscription_policy_assignment.this["locations"].enforce
      && length(azurerm_subscription_policy_assignment.this["locations"].identity) == 0
    )
    error_message = "A policy must be enforced, with its parameters as Azure writes them."
  }

  assert {
    condition     = length(azurerm_role_assignment.remediation) == 0 && length(azurerm_policy_definition.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    definitions = { tagged = { rule = "{\"if\":{\"field\":\"tags[owner]\",\"exists\":\"false\"},\"then\":{\"effect\":\"modify\"}}", category = "Tags" } }
    sets = {
      basics = {
        policies = {
          tagged    = { definition = "tagged" }
          locations = { definition_id = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c", parameters = "{\"listOfAllowedLocations\":[\"westeurope\"]}" }
        }
      }
    }
    subscription_assignments = {
      basics = { subscription_id = "/subscriptions/00000000-0000-0000-0000-000000000000", set = "basics" }
      security = {
        subscription_id   = "/subscriptions/00000000-0000-0000-0000-000000000000"
        definition_id     = "/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8"
        identity          = true
        remediation_roles = ["Contributor"]
        remediated        = ["diagnostics"]
        not_scopes        = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old"]
        locations         = ["westeurope"]
        resource_types    = ["Microsoft.Storage/storageAccounts"]
        effect            = "Audit"
        message           = "Ask the platform team."
      }
    }
    resource_group_assignments = {
      tagged = {
        resource_group_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod"
        definition        = "tagged"
        identity          = true
        remediation_roles = ["Reader"]
        remediated        = ["*"]
      }
    }
    exemptions = { old = { assignment = "security", resource_group_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod", reason = "It moves.", expires_on = "2030-01-31T00:00:00Z" } }
  }

  assert {
    condition     = azurerm_role_assignment.remediation["security/Contributor"].scope == "/subscriptions/00000000-0000-0000-0000-000000000000" && endswith(azurerm_role_assignment.remediation["tagged/Reader"].scope, "/rg-shop-prod")
    error_message = "What mends resources must have its roles where it does."
  }

  assert {
    condition     = azurerm_subscription_policy_remediation.this["security/diagnostics"].policy_definition_reference_id == "diagnostics" && azurerm_resource_group_policy_remediation.this["tagged/*"].name == "shop-prod-tagged"
    error_message = "What is there already must be mended."
  }

  assert {
    condition     = azurerm_subscription_policy_assignment.this["security"].overrides[0].value == "Audit" && length(azurerm_subscription_policy_assignment.this["security"].resource_selectors[0].selectors) == 2
    error_message = "An assignment must say what it is for, and what it does."
  }

  assert {
    condition = [for policy in azurerm_policy_set_definition.this["basics"].policy_definition_reference : policy.parameter_values if policy.reference_id == "locations"] == [
      jsonencode({ listOfAllowedLocations = { value = ["westeurope"] } })
    ]
    error_message = "A policy of a set must have its parameters as Azure writes them."
  }

  assert {
    condition     = azurerm_resource_group_policy_exemption.this["old"].exemption_category == "Waiver" && jsondecode(azurerm_policy_definition.this["tagged"].metadata).category == "Tags"
    error_message = "An exemption must end."
  }
}

run "refuses_roles_by_which_one_rises" {
  command = plan

  variables {
    subscription_assignments = {
      all = { subscription_id = "/subscriptions/00000000-0000-0000-0000-000000000000", definition_id = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c", identity = true, remediation_roles = ["Owner"] }
    }
  }

  expect_failures = [var.subscription_assignments]
}
