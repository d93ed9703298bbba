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

output "subnet_ids_by_name" {
  description = "ID of each subnet by its name."
  value       = { for name, subnet in tencentcloud_subnet.this : name => subnet.id }
}

output "security_group_id" {
  description = "ID of a security group that lets nothing in."
  value       = tencentcloud_security_group.closed.id
}

output "route_table_id" {
  description = "ID of the route table of the subnets; of those in the first zone, where every zone has a NAT gateway."
  value       = tencentcloud_route_table.this.id
}

output "route_table_ids" {
  description = "IDs of all route tables: those of the zones, then that of subnets without a way out."
  value       = local.all_route_table_ids
}

output "nat_public_ip" {
  description = "Public IP address from which the subnets reach the internet, the first of them; null without a NAT gateway."
  value       = length(local.nat_zones) > 0 ? tencentcloud_eip.nat[0].public_ip : null
}

output "nat_public_ips" {
  description = "All public IP addresses from which the subnets reach the internet."
  value       = concat(tencentcloud_eip.nat[*].public_ip, [for address in tencentcloud_eip.nat_more : address.public_ip])
}

output "ipv6_cidr_block" {
  description = "IPv6 address block of the VPC; null without ipv6_enabled."
  value       = one(tencentcloud_vpc_ipv6_cidr_block.this[*].ipv6_cidr_block)
}

output "endpoint_addresses" {
  description = "Address in the network of each endpoint by its name."
  value       = { for name, endpoint in tencentcloud_vpc_end_point.this : name => endpoint.end_point_vip }
}
