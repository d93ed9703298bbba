output "zone_id" {
  description = "ID of the zone."
  value       = tencentcloud_private_dns_zone.this.id
}

output "domain" {
  description = "Domain of the zone."
  value       = tencentcloud_private_dns_zone.this.domain
}

output "record_hosts" {
  description = "Whole host name of each record by its name."
  value       = { for name, record in var.records : name => record.name == "@" ? var.domain : "${record.name}.${var.domain}" }

  # Who is told of a name can ask for it.
  depends_on = [tencentcloud_private_dns_record.this, tencentcloud_private_dns_zone_vpc_attachment.this]
}
