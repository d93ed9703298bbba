mock_provider "azurerm" {}

variables {
  name                = "shop-prod-api"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "plan" {
  command = plan

  variables {
    oidc_issuer_url       = "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000002/00000000-0000-0000-0000-000000000004/"
    service_accounts      = [{ namespace = "shop", name = "api" }]
    federated_credentials = [{ name = "github", issuer = "https://token.actions.githubusercontent.com", subject = "repo:feiyue/shop:environment:prod" }]
  }

  assert {
    condition     = { for key, credential in azurerm_federated_identity_credential.this : key => credential.subject } == { shop-api = "system:serviceaccount:shop:api", github = "repo:feiyue/shop:environment:prod" }
    error_message = "The identity must trust the service account and the job."
  }

  assert {
    condition     = azurerm_federated_identity_credential.this["shop-api"].audience == tolist(["api://AzureADTokenExchange"])
    error_message = "Entra accepts one audience."
  }
}

run "alone" {
  command = plan
}

run "refuses_a_pattern" {
  command = plan

  variables {
    federated_credentials = [{ name = "github", issuer = "https://token.actions.githubusercontent.com", subject = "repo:feiyue/shop:*" }]
  }

  expect_failures = [var.federated_credentials]
}

run "refuses_service_accounts_of_no_cluster" {
  command = plan

  variables {
    service_accounts = [{ namespace = "shop", name = "api" }]
  }

  expect_failures = [var.oidc_issuer_url]
}
