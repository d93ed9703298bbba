output "key_ids" {
  description = "ID of each key by its name: what inputs such as kms_key_id take."
  value       = { for name, key in tencentcloud_kms_key.this : name => key.id }
}

output "aliases" {
  description = "Alias of each key by its name."
  value       = { for name, key in tencentcloud_kms_key.this : name => key.alias }
}

output "key_states" {
  description = "State of each key by its name, such as Enabled."
  value       = { for name, key in tencentcloud_kms_key.this : name => key.key_state }
}
