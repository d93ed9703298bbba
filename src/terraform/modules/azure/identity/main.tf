# An identity for an application, which its pods take on with a token of their cluster: no secret is stored anywhere.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = azurerm_user_assigned_identity.this.id

  service_accounts = {
    for account in var.service_accounts : "${account.namespace}-${account.name}" => {
      issuer  = var.oidc_issuer_url
      subject = "system:serviceaccount:${account.namespace}:${account.name}"
    }
  }
  federated_credentials = { for credential in var.federated_credentials : credential.name => { issuer = credential.issuer, subject = credential.subject } }
}

resource "azurerm_user_assigned_identity" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "this" {
  for_each = merge(local.service_accounts, local.federated_credentials)

  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  audience                  = [var.audience]
  issuer                    = each.value.issuer
  subject                   = each.value.subject
}
