terraform {
  required_version = ">= 1.11"

  required_providers {
    # The first release with databases of PostgreSQL.
    tencentcloud = {
      source  = "tencentcloudstack/tencentcloud"
      version = "~> 1.83, >= 1.83.23"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }
}
