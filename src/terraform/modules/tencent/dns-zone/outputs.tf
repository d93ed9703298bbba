output "domain" {
  description = "Domain of the zone."
  value       = local.domain
}

output "zone_id" {
  description = "Number of the zone in DNSPod; null where it was there already."
  value       = one(tencentcloud_dnspod_domain_instance.this[*].domain_id)
}

output "record_ids" {
  description = "Number of each record by its name."
  value       = { for name, record in tencentcloud_dnspod_record.this : name => record.record_id }
}

output "record_hosts" {
  description = "Whole host name of each record by its name."
  value       = { for name, record in var.records : name => record.name == "@" ? local.domain : "${record.name}.${local.domain}" }
}
