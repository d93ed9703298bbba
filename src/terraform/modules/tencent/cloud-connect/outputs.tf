output "id" {
  description = "ID of the CCN, which calls in other environments take as ccn_id."
  value       = local.ccn_id
}

output "route_table_ids" {
  description = "ID of each route table by its name, which calls in other environments take as route_table of a network."
  value       = { for name, table in tencentcloud_ccn_route_table.this : name => table.id }
}

output "cidr_blocks" {
  description = "Addresses of each network by its name."
  value       = { for name, attachment in tencentcloud_ccn_attachment_v2.this : name => attachment.cidr_block }
}

output "states" {
  description = "State of each network by its name: ACTIVE, or PENDING until the account of the CCN accepts it."
  value       = { for name, attachment in tencentcloud_ccn_attachment_v2.this : name => attachment.state }
}
