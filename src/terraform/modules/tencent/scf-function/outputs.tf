output "id" {
  description = "ID of the function."
  value       = tencentcloud_scf_function.this.function_id
}

output "name" {
  description = "Name of the function."
  value       = tencentcloud_scf_function.this.name
}

output "public_addresses" {
  description = "Addresses with which the function comes out on the internet, where they stay."
  value       = tencentcloud_scf_function.this.eips
}

output "triggers" {
  description = "What each trigger is, by its name; that of an address (type http) says it in JSON."
  value       = { for trigger in tencentcloud_scf_function.this.trigger_info : trigger.name => trigger.trigger_desc }
}
