output "vpc_id" {
  description = "ID of the VPC."
  value       = tencentcloud_vpc.this.id
}

output "cidr_block" {
  description = "Address block of the VPC."
  value       = tencentcloud_vpc.this.cidr_block
}

output "subnet_id" {
  description = "ID of the first subnet."
  value       = tencentcloud_subnet.this[local.subnets[0].name].id
}

output "subnet_ids" {
  description = "IDs of all subnets, in the order of the zones or of the explicit subnets."
  value       = [for subnet in local.subnets : tencentcloud_subnet.this[subnet.name].id]
}

output "security_group_id" {
  description = "ID of a security group that lets nothing in."
  value       = tencentcloud_security_group.closed.id
}

output "route_table_id" {
  description = "ID of the route table of the subnets."
  value       = tencentcloud_route_table.this.id
}

output "nat_public_ip" {
  description = "Public IP address from which the subnets reach the internet; null without a NAT gateway."
  value       = one(tencentcloud_eip.nat[*].public_ip)
}
