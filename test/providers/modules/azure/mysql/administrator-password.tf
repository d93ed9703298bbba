# Terraform cannot mock the ephemeral resource that reads the Key Vault.
locals {
  administrator_password = ephemeral.random_password.administrator.result
}
