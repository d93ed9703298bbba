# A DNS zone with its records: public, or private to virtual networks.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = one(concat(azurerm_dns_zone.this[*].id, azurerm_private_dns_zone.this[*].id))

  records = { for record in var.records : "${record.name}/${record.type}" => record }

  public_records  = { for type in local.types : type => { for key, record in local.records : key => record if record.type == type && !var.private } }
  private_records = { for type in local.types : type => { for key, record in local.records : key => record if record.type == type && var.private } }
  types           = ["A", "AAAA", "CNAME", "MX", "TXT"]

  # What others write of a mail server: its preference, then its name.
  exchanges = { for key, record in local.records : key => [for value in record.values : split(" ", value)] if record.type == "MX" }
}
