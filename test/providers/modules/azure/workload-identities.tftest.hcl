mock_provider "azurerm" {}

variables {
  name                = "shop-prod-workloads"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  oidc_issuer_url     = "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000002/00000000-0000-0000-0000-000000000004/"
  workloads = {
    api = {
      namespace       = "shop"
      service_account = "api"
      roles = {
        "storage/uploads/storage-blob-data-contributor" = {
          scope = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/uploads"
          role  = "Storage Blob Data Contributor"
        }
      }
      cosmos_roles = {
        "data/account/reader" = {
          account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.DocumentDB/databaseAccounts/chat"
          role       = "Reader"
        }
      }
    }
    mailer = {
      namespace       = "shop"
      service_account = "mailer"
      redis_ids       = { "data/cache/default" = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Cache/redisEnterprise/cache" }
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = { for name, identity in azurerm_user_assigned_identity.this : name => identity.name } == { api = "shop-prod-workloads-api", mailer = "shop-prod-workloads-mailer" }
    error_message = "Every workload must have an identity of its own."
  }

  assert {
    condition = { for name, credential in azurerm_federated_identity_credential.this : name => credential.subject } == {
      api    = "system:serviceaccount:shop:api"
      mailer = "system:serviceaccount:shop:mailer"
    }
    error_message = "Each identity must be for exactly one service account."
  }

  assert {
    condition     = alltrue([for credential in azurerm_federated_identity_credential.this : credential.issuer == var.oidc_issuer_url && credential.audience == tolist(["api://AzureADTokenExchange"])])
    error_message = "Each identity must trust the cluster alone."
  }

  assert {
    condition = { for key, assignment in azurerm_role_assignment.this : key => assignment.role_definition_name } == {
      "api/storage/uploads/storage-blob-data-contributor" = "Storage Blob Data Contributor"
    }
    error_message = "What was granted must be assigned, and nothing else."
  }

  assert {
    condition = { for key, assignment in azurerm_cosmosdb_sql_role_assignment.this : key => [assignment.resource_group_name, assignment.account_name, assignment.scope] } == {
      "api/data/account/reader" = ["rg-shop-prod", "chat", "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.DocumentDB/databaseAccounts/chat"]
    }
    error_message = "The role on the data of an account must be on that account."
  }

  assert {
    condition     = keys(azurerm_managed_redis_access_policy_assignment.this) == ["mailer/data/cache/default"]
    error_message = "The instance of Redis must let in who was granted it."
  }
}

run "nothing_is_granted" {
  command = plan

  variables {
    workloads = {}
  }

  assert {
    condition     = length(azurerm_user_assigned_identity.this) + length(azurerm_role_assignment.this) == 0
    error_message = "Without a grant there must be no identity."
  }
}

run "refuses_a_role_on_more_than_a_resource" {
  command = plan

  variables {
    workloads = {
      api = { namespace = "shop", service_account = "api", roles = { x = { scope = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod", role = "Reader" } } }
    }
  }

  expect_failures = [var.workloads]
}
