# Secrets in a Key Vault. Their values are write-only, so that the state keeps none of them, and each value that changes gets a version of its own.

locals {
  # Their names are no secret.
  names = nonsensitive(toset(keys(var.values)))
}

# Another number for every value, which says nothing about it.
resource "random_id" "version" {
  for_each = local.names

  byte_length = 4
  keepers = {
    value = sha256(var.values[each.key])
  }
}

resource "azurerm_key_vault_secret" "this" {
  for_each = local.names

  name             = each.key
  key_vault_id     = var.key_vault_id
  value_wo         = var.values[each.key]
  value_wo_version = tonumber(random_id.version[each.key].dec)
  content_type     = "text/plain"
  tags             = var.tags
}
