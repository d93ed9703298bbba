output "id" {
  description = "ID of the registry."
  value       = tencentcloud_tcr_instance.this.id
}

output "address" {
  description = "Host name of the registry, with which the names of its images begin."
  value       = "${tencentcloud_tcr_instance.this.name}.tencentcloudcr.com"
}

output "private_addresses" {
  description = "Private address in each network by its name."
  value       = { for name, attachment in tencentcloud_tcr_vpc_attachment.this : name => attachment.access_ip }
}

output "service_account_users" {
  description = "User name of each account by its name, as docker login wants it."
  value       = { for name in keys(tencentcloud_tcr_service_account.this) : name => join("$", ["tcr", name]) }
}

output "service_account_passwords" {
  description = "Generated password of each account by its name."
  value       = { for name, account in tencentcloud_tcr_service_account.this : name => account.password }
  sensitive   = true
}
