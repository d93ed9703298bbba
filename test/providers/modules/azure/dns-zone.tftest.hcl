mock_provider "azurerm" {}

variables {
  zone_name           = "shop.example.com"
  resource_group_name = "rg-shop-prod"
  records = [
    { name = "@", type = "A", values = ["203.0.113.7", "203.0.113.8"] },
    { name = "@", type = "AAAA", values = ["2001:db8::7"] },
    { name = "www", type = "CNAME", values = ["shop.example.com"], ttl_seconds = 3600 },
    { name = "@", type = "MX", values = ["10 mail1.example.com", "20 mail2.example.com"] },
    { name = "@", type = "TXT", values = ["v=spf1 -all"] },
  ]
}

run "public" {
  command = plan

  assert {
    condition     = azurerm_dns_a_record.this["@/A"].records == toset(["203.0.113.7", "203.0.113.8"]) && azurerm_dns_cname_record.this["www/CNAME"].ttl == 3600
    error_message = "The records must be made."
  }

  assert {
    condition     = toset([for record in azurerm_dns_mx_record.this["@/MX"].record : "${record.preference} ${record.exchange}"]) == toset(["10 mail1.example.com", "20 mail2.example.com"])
    error_message = "Mail servers have preferences."
  }

  assert {
    condition     = length(azurerm_private_dns_zone.this) + length(azurerm_private_dns_a_record.this) == 0
    error_message = "A public zone is not private."
  }
}

run "private" {
  command = plan

  variables {
    private             = true
    virtual_network_ids = { shop-prod = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod" }
  }

  assert {
    condition     = length(azurerm_dns_zone.this) + length(azurerm_dns_a_record.this) == 0 && length(output.name_servers) == 0
    error_message = "A private zone is not public."
  }

  assert {
    condition = (
      azurerm_private_dns_aaaa_record.this["@/AAAA"].records == toset(["2001:db8::7"])
      && [for record in azurerm_private_dns_txt_record.this["@/TXT"].record : record.value] == ["v=spf1 -all"]
      && keys(azurerm_private_dns_zone_virtual_network_link.this) == ["shop-prod"]
    )
    error_message = "The network must resolve the records."
  }
}

run "refuses_a_private_zone_that_nobody_knows" {
  command = plan

  variables {
    private = true
  }

  expect_failures = [var.virtual_network_ids]
}

run "refuses_a_mail_server_without_preference" {
  command = plan

  variables {
    records = [{ name = "@", type = "MX", values = ["mail.example.com"] }]
  }

  expect_failures = [var.records]
}

run "refuses_a_zone_of_one_label" {
  command = plan

  variables {
    zone_name = "example"
  }

  expect_failures = [var.zone_name]
}
