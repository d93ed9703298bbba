output "id" {
  description = "ID of the profile."
  value       = azurerm_cdn_frontdoor_profile.this.id
}

output "name" {
  description = "Name of the profile."
  value       = azurerm_cdn_frontdoor_profile.this.name
}

output "front_door_id" {
  description = "What the header X-Azure-FDID of each request to an origin says: let in no others there."
  value       = azurerm_cdn_frontdoor_profile.this.resource_guid
}

output "host" {
  description = "Host name of the endpoint, which the CNAME records of the domains point to."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}

output "principal_id" {
  description = "Object ID of the identity that reads certificates: Key Vault Secrets User on their vault."
  value       = azurerm_cdn_frontdoor_profile.this.identity[0].principal_id
}

output "domain_validations" {
  description = "What the TXT record _dnsauth.<domain> has to say of each domain by name, so that Azure believes whose it is."
  value       = { for name, domain in azurerm_cdn_frontdoor_custom_domain.this : name => domain.validation_token }
}

output "firewall_policy_id" {
  description = "ID of the policy of the web application firewall."
  value       = azurerm_cdn_frontdoor_firewall_policy.this.id
}
