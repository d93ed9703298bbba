output "id" {
  description = "ID of the gateway, as a CCN takes it."
  value       = tencentcloud_vpn_gateway.this.id
}

output "public_address" {
  description = "Public address of the gateway, to which the other sides lead their tunnels."
  value       = tencentcloud_vpn_gateway.this.public_ip_address
}

output "connection_ids" {
  description = "ID of each tunnel by its name."
  value       = { for name, connection in tencentcloud_vpn_connection.this : name => connection.id }
}

output "keys" {
  description = "Key of each tunnel by its name, for the other side."
  value       = local.keys
  sensitive   = true
}
