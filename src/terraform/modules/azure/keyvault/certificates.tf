resource "azurerm_key_vault_certificate" "this" {
  for_each = var.certificates

  name         = each.key
  key_vault_id = azurerm_key_vault.this.id
  tags         = var.tags

  certificate_policy {
    issuer_parameters {
      name = each.value.issuer
    }

    key_properties {
      exportable = each.value.exportable
      key_type   = "RSA"
      key_size   = each.value.key_size
      reuse_key  = false
    }

    secret_properties {
      content_type = each.value.content_type
    }

    lifetime_action {
      action {
        action_type = each.value.issuer == "Unknown" ? "EmailContacts" : "AutoRenew"
      }

      trigger {
        lifetime_percentage = 80
      }
    }

    x509_certificate_properties {
      subject            = "CN=${each.value.dns_names[0]}"
      key_usage          = ["digitalSignature", "keyEncipherment"]
      extended_key_usage = ["1.3.6.1.5.5.7.3.1"] # of servers
      validity_in_months = each.value.validity_months

      subject_alternative_names {
        dns_names = each.value.dns_names
      }
    }
  }

  # The vault is reached at the private address.
  depends_on = [azurerm_private_endpoint.this]
}

# The service writes to them before a certificate is renewed, when it was or could not be, and when somebody has to renew one by hand.
resource "azurerm_key_vault_certificate_contacts" "this" {
  count = length(var.certificate_contacts) > 0 ? 1 : 0

  key_vault_id = azurerm_key_vault.this.id

  dynamic "contact" {
    for_each = sort(var.certificate_contacts)

    content {
      email = contact.value
    }
  }

  depends_on = [azurerm_private_endpoint.this]
}
