# A block of /56 that the cloud gives to the VPC, and one of /64 for each subnet. What has an IPv6 address reaches the internet, and is reached
# from there, only once bandwidth was bought for that address.
resource "tencentcloud_vpc_ipv6_cidr_block" "this" {
  count = var.ipv6_enabled ? 1 : 0

  vpc_id = tencentcloud_vpc.this.id
}

resource "tencentcloud_vpc_ipv6_subnet_cidr_block" "this" {
  for_each = var.ipv6_enabled ? { for index, subnet in local.subnets : subnet.name => index } : {}

  vpc_id = tencentcloud_vpc.this.id

  ipv6_subnet_cidr_blocks {
    subnet_id       = tencentcloud_subnet.this[each.key].id
    ipv6_cidr_block = cidrsubnet(tencentcloud_vpc_ipv6_cidr_block.this[0].ipv6_cidr_block, 8, each.value)
  }
}
