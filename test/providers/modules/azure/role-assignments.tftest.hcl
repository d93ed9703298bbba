mock_provider "azurerm" {}

variables {
  assignments = {
    api-reads-secrets = {
      scope        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop"
      role         = "Key Vault Secrets User"
      principal_id = "00000000-0000-0000-0000-000000000005"
    }
    developers-look = {
      scope          = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod"
      role           = "Reader"
      principal_id   = "00000000-0000-0000-0000-000000000006"
      principal_type = "Group"
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = { for name, assignment in azurerm_role_assignment.this : name => assignment.principal_type } == { api-reads-secrets = "ServicePrincipal", developers-look = "Group" }
    error_message = "Every assignment must be made."
  }
}

run "refuses_an_owner" {
  command = plan

  variables {
    assignments = { x = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", role = "owner", principal_id = "00000000-0000-0000-0000-000000000005" } }
  }

  expect_failures = [var.assignments]
}

run "refuses_whoever_assigns_roles" {
  command = plan

  variables {
    assignments = { x = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", role = "Role Based Access Control Administrator", principal_id = "00000000-0000-0000-0000-000000000005" } }
  }

  expect_failures = [var.assignments]
}

run "refuses_a_management_group" {
  command = plan

  variables {
    assignments = { x = { scope = "/providers/Microsoft.Management/managementGroups/all", role = "Reader", principal_id = "00000000-0000-0000-0000-000000000005" } }
  }

  expect_failures = [var.assignments]
}

run "refuses_a_wildcard" {
  command = plan

  variables {
    assignments = { x = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/*", role = "Reader", principal_id = "00000000-0000-0000-0000-000000000005" } }
  }

  expect_failures = [var.assignments]
}

run "refuses_a_role_of_all" {
  command = plan

  variables {
    assignments = { x = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001", role = "*", principal_id = "00000000-0000-0000-0000-000000000005" } }
  }

  expect_failures = [var.assignments]
}
