output "id" {
  description = "ID of the cluster."
  value       = tencentcloud_trocket_rocketmq_instance.this.id
}

output "endpoint" {
  description = "Where clients in the network connect, as <host>:<port>."
  value       = tencentcloud_trocket_rocketmq_instance.this.vpc_end_point
}

output "public_endpoint" {
  description = "Where clients on the internet connect; null without a public address."
  value       = var.internet == null ? null : tencentcloud_trocket_rocketmq_instance.this.public_end_point
}

output "access_keys" {
  description = "Access key of each role by its name."
  value       = { for name, role in tencentcloud_trocket_rocketmq_role.this : name => role.access_key }
  sensitive   = true
}

output "secret_keys" {
  description = "Secret key of each role by its name."
  value       = { for name, role in tencentcloud_trocket_rocketmq_role.this : name => role.secret_key }
  sensitive   = true
}
