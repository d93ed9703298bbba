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

output "url" {
  description = "What the service says of the address of the function, in JSON: the addresses are in its NetConfig. Null without url."
  value       = one([for trigger in values(tencentcloud_scf_trigger.this) : trigger.trigger_attribute if trigger.type == "http"])
}
