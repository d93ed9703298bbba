terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.81"
    }
  }
}

provider "azurerm" {
  environment                     = var.cloud
  tenant_id                       = var.tenant_id
  subscription_id                 = var.subscription_id
  storage_use_azuread             = true
  resource_provider_registrations = "none"

  features {
    # The account may be closed to the address of whoever runs this; what is made here needs no access to its data.
    storage {
      data_plane_available = false
    }
  }
}
