output "zone_id" {
  description = "ID of the site."
  value       = local.zone_id
}

output "name_servers" {
  description = "Name servers that the registrar is told of a site of access_type full."
  value       = one(tencentcloud_teo_zone.this[*].name_servers)
}

output "ownership_record" {
  description = "The record in DNS that verifies a site of access_type partial before it has domains, as subdomain, record_type and record_value."
  value       = one(flatten(tencentcloud_teo_zone.this[*].ownership_verification[*].dns_verification))
}

output "cnames" {
  description = "What each domain leads to in DNS (CNAME), by its name."
  value       = { for name, domain in tencentcloud_teo_acceleration_domain.this : name => domain.cname }
}
