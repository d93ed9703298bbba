mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = { object_id = "00000000-0000-0000-0000-000000000009" }
  }
}

variables {
  tenant_id            = "00000000-0000-0000-0000-000000000002"
  subscription_id      = "00000000-0000-0000-0000-000000000008"
  location             = "westeurope"
  resource_group_name  = "rg-shop-tfstate"
  storage_account_name = "stshoptfstate"
  environments = {
    dev  = { container = "tfstate-dev", credential_states = ["dev/cache"], scopes = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-dev"] }
    prod = { container = "tfstate-prod", scopes = ["/subscriptions/00000000-0000-0000-0000-000000000003", "/subscriptions/00000000-0000-0000-0000-000000000004"] }
  }
  identities = {
    shop-dev-plan = {
      environment = "dev"
      writes      = false
      roles       = ["Reader"]
      credentials = { github-1 = { issuer = "https://token.actions.githubusercontent.com", subject = "repo:feiyue/shop:pull_request" } }
    }
    shop-dev-drift = {
      environment       = "dev"
      writes            = false
      reads_credentials = true
      roles             = []
      credentials       = {}
    }
    shop-prod-drift = {
      environment       = "prod"
      writes            = false
      reads_credentials = true
      roles             = ["Reader", "Key Vault Secrets User"]
      actions           = ["Microsoft.DocumentDB/databaseAccounts/listKeys/action", "Microsoft.DocumentDB/databaseAccounts/readonlykeys/action"]
      credentials       = {}
    }
    shop-prod-apply = {
      environment       = "prod"
      writes            = true
      reads_credentials = true
      roles             = ["Contributor"]
      assigns_roles     = true
      credentials = {
        github-1     = { issuer = "https://token.actions.githubusercontent.com", subject = "repo:feiyue/shop:environment:prod" }
        azure-devops = { issuer = "https://vstoken.dev.azure.com/00000000-0000-0000-0000-000000000007", subject = "sc://feiyue/shop/prod" }
      }
    }
  }
}

run "plan" {
  # An apply could not be undone: nothing destroys the account.
  command = plan

  assert {
    condition = (
      !azurerm_storage_account.state.shared_access_key_enabled
      && !azurerm_storage_account.state.allow_nested_items_to_be_public
      && azurerm_storage_account.state.blob_properties[0].versioning_enabled
      && azurerm_storage_account.state.blob_properties[0].delete_retention_policy[0].days == 90
      && azurerm_management_lock.state[0].lock_level == "CanNotDelete"
    )
    error_message = "The account must keep what it holds, and to itself."
  }

  assert {
    condition     = azurerm_storage_account.state.network_rules[0].default_action == "Deny" && length(azurerm_storage_account.state.network_rules[0].ip_rules) == 0
    error_message = "No network that is not named may reach the states."
  }

  assert {
    condition = (
      toset(azurerm_monitor_diagnostic_setting.access.enabled_log[*].category) == toset(["StorageDelete", "StorageRead", "StorageWrite"])
      && azurerm_log_analytics_workspace.access.retention_in_days == 90
    )
    error_message = "Who reads or writes a state must be logged."
  }

  assert {
    condition     = toset(keys(azurerm_storage_container.state)) == toset(["bootstrap", "tfstate-dev", "tfstate-prod"])
    error_message = "Every environment must have a container."
  }

  assert {
    condition = { for name, assignment in azurerm_role_assignment.states : name => assignment.role_definition_name } == {
      shop-dev-plan   = "Storage Blob Data Reader"
      shop-dev-drift  = "Storage Blob Data Reader"
      shop-prod-drift = "Storage Blob Data Reader"
      shop-prod-apply = "Storage Blob Data Contributor"
    }
    error_message = "Who plans reads states, and who applies writes them."
  }

  assert {
    condition = { for name, assignment in azurerm_role_assignment.states : name => assignment.condition if assignment.condition != null } == {
      shop-dev-plan = "(!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] ForAnyOfAllValues:StringNotLike {'dev/cache/*'})"
    }
    error_message = "Who plans for pull requests reads no state with credentials."
  }

  assert {
    condition = toset(keys(azurerm_role_assignment.roles)) == toset(concat(
      ["shop-dev-plan/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-dev/Reader"],
      [for pair in setproduct(["3", "4"], ["drift", "apply"]) : "shop-prod-${pair[1]}/subscriptions/00000000-0000-0000-0000-00000000000${pair[0]}/${pair[1] == "drift" ? "Reader" : "Contributor"}"],
      [for id in ["3", "4"] : "shop-prod-drift/subscriptions/00000000-0000-0000-0000-00000000000${id}/Key Vault Secrets User"],
    ))
    error_message = "Every role must be given on every scope of its environment, and on no other."
  }

  assert {
    condition = (
      keys(azurerm_role_definition.actions) == ["shop-prod-drift"]
      && length(azurerm_role_assignment.actions) == 2
      && azurerm_role_definition.actions["shop-prod-drift"].assignable_scopes == tolist(var.environments.prod.scopes)
    )
    error_message = "Further actions must be a role of their own."
  }

  assert {
    condition = length(azurerm_role_assignment.assigns_roles) == 2 && alltrue([
      for assignment in azurerm_role_assignment.assigns_roles :
      length(regexall("GuidNotEquals \\{8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, f58310d9-a9f6-439a-9e8d-f62e7b41a168\\}", assignment.condition)) == 2
    ])
    error_message = "Who assigns roles must not assign those that would give him all others, nor take them away."
  }

  assert {
    condition = { for key, credential in azurerm_federated_identity_credential.ci : key => credential.subject } == {
      "shop-dev-plan/github-1"       = "repo:feiyue/shop:pull_request"
      "shop-prod-apply/github-1"     = "repo:feiyue/shop:environment:prod"
      "shop-prod-apply/azure-devops" = "sc://feiyue/shop/prod"
    }
    error_message = "Every identity must trust its jobs, and no others."
  }

  assert {
    condition     = alltrue([for credential in azurerm_federated_identity_credential.ci : credential.audience == tolist(["api://AzureADTokenExchange"])])
    error_message = "The audience must be that of the cloud."
  }

  assert {
    condition     = keys(azurerm_role_assignment.administrators) == ["00000000-0000-0000-0000-000000000009"]
    error_message = "Whoever applies must be able to write the state."
  }
}

run "in_china" {
  command = plan

  variables {
    cloud                    = "china"
    location                 = "chinanorth3"
    administrator_object_ids = ["00000000-0000-0000-0000-00000000000a"]
    allowed_ip_ranges        = ["203.0.113.7", "198.51.100.0/24"]
    allowed_subnet_ids       = ["/subscriptions/00000000-0000-0000-0000-000000000008/resourceGroups/rg-runners/providers/Microsoft.Network/virtualNetworks/runners/subnets/runners"]
    deletion_protection      = false
  }

  assert {
    condition     = alltrue([for credential in azurerm_federated_identity_credential.ci : credential.audience == tolist(["api://AzureADTokenExchangeChina"])])
    error_message = "The audience must be that of the cloud."
  }

  assert {
    condition     = azurerm_storage_account.state.network_rules[0].default_action == "Deny" && length(azurerm_management_lock.state) == 0
    error_message = "Only the given addresses may reach the states."
  }

  assert {
    condition     = keys(azurerm_role_assignment.administrators) == ["00000000-0000-0000-0000-00000000000a"]
    error_message = "The administrators must be those that are given."
  }
}

run "opens_to_all_networks_when_told" {
  command = plan

  variables {
    open_to_all_networks = true
  }

  assert {
    condition     = azurerm_storage_account.state.network_rules[0].default_action == "Allow"
    error_message = "Runners without fixed addresses must reach the states."
  }
}

run "refuses_networks_beside_all" {
  command = plan

  variables {
    open_to_all_networks = true
    allowed_ip_ranges    = ["203.0.113.7"]
  }

  expect_failures = [var.open_to_all_networks]
}

run "warns_of_states_within_reach" {
  command = plan

  variables {
    subscription_id = "00000000-0000-0000-0000-000000000003"
  }

  expect_failures = [check.states_out_of_reach]
}

run "refuses_a_plan_identity_that_could_write" {
  command = plan

  variables {
    identities = { shop-dev-plan = { environment = "dev", writes = false, roles = ["Contributor"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_a_plan_identity_that_reads_secrets" {
  command = plan

  variables {
    identities = { shop-dev-plan = { environment = "dev", writes = false, roles = ["Reader", "Key Vault Secrets User"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_a_plan_identity_that_lists_keys" {
  command = plan

  variables {
    identities = { shop-dev-plan = { environment = "dev", writes = false, roles = ["Reader"], actions = ["Microsoft.Cache/redisEnterprise/databases/listKeys/action"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_an_action_that_writes" {
  command = plan

  variables {
    identities = { shop-dev-plan = { environment = "dev", writes = false, roles = ["Reader"], actions = ["Microsoft.Cache/redis/regenerateKey/action"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_all_actions" {
  command = plan

  variables {
    identities = { shop-dev-apply = { environment = "dev", writes = true, reads_credentials = true, roles = [], actions = ["Microsoft.Cache/*"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_an_owner" {
  command = plan

  variables {
    identities = { shop-dev-apply = { environment = "dev", writes = true, reads_credentials = true, roles = ["Owner"], credentials = {} } }
  }

  expect_failures = [var.identities]
}

run "refuses_a_subject_that_is_a_pattern" {
  command = plan

  variables {
    identities = { shop-dev-apply = { environment = "dev", writes = true, reads_credentials = true, roles = ["Contributor"], credentials = { github-1 = { issuer = "https://token.actions.githubusercontent.com", subject = "repo:feiyue/*" } } } }
  }

  expect_failures = [var.identities]
}

run "refuses_a_shared_container" {
  command = plan

  variables {
    environments = {
      dev  = { container = "tfstate", scopes = ["/subscriptions/00000000-0000-0000-0000-000000000001"] }
      prod = { container = "tfstate", scopes = ["/subscriptions/00000000-0000-0000-0000-000000000003"] }
    }
    identities = {}
  }

  expect_failures = [var.environments]
}

run "refuses_a_management_group" {
  command = plan

  variables {
    environments = { dev = { container = "tfstate-dev", scopes = ["/providers/Microsoft.Management/managementGroups/all"] } }
    identities   = {}
  }

  expect_failures = [var.environments]
}
