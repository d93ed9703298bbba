mock_provider "tencentcloud" {
  mock_resource "tencentcloud_eip" {
    defaults = { public_ip = "203.0.113.1" }
  }
}

variables {
  name       = "shop-prod"
  cidr_block = "10.0.0.0/16"
  zones      = ["ap-guangzhou-6", "ap-guangzhou-7"]
}

run "one_way_out_for_all" {
  command = plan

  assert {
    condition     = length(tencentcloud_nat_gateway.this) == 1 && length(tencentcloud_route_table.zone) == 0 && length(tencentcloud_eip.nat_more) == 0
    error_message = "All subnets must share one gateway with one address."
  }
}

run "a_gateway_for_each_zone" {
  command = apply

  # Each has an address of its own.
  override_resource {
    target = tencentcloud_eip.nat[0]
    values = { public_ip = "203.0.113.1" }
  }

  override_resource {
    target = tencentcloud_eip.nat[1]
    values = { public_ip = "203.0.113.2" }
  }

  override_resource {
    target = tencentcloud_eip.nat_more["0-1"]
    values = { public_ip = "203.0.113.3" }
  }

  override_resource {
    target = tencentcloud_eip.nat_more["0-2"]
    values = { public_ip = "203.0.113.4" }
  }

  override_resource {
    target = tencentcloud_eip.nat_more["1-1"]
    values = { public_ip = "203.0.113.5" }
  }

  override_resource {
    target = tencentcloud_eip.nat_more["1-2"]
    values = { public_ip = "203.0.113.6" }
  }

  variables {
    nat_gateway_per_zone = true
    nat_public_ip_count  = 3
    nat_bandwidth_mbps   = 200
    routes               = [{ destination_cidr_block = "192.168.0.0/16", next_hop_type = "VPN", next_hop_id = "vpngw-1" }]
  }

  assert {
    condition     = length(tencentcloud_nat_gateway.this) == 2 && alltrue([for gateway in tencentcloud_nat_gateway.this : length(gateway.assigned_eip_set) == 3])
    error_message = "Each gateway must have three addresses."
  }

  assert {
    condition     = tencentcloud_subnet.this["shop-prod-ap-guangzhou-7"].route_table_id == tencentcloud_route_table.zone[0].id
    error_message = "The subnet of a zone must use the gateway of that zone."
  }

  assert {
    condition     = length(tencentcloud_route_table_entry.this) == 2
    error_message = "A further route must be in the table of each zone."
  }
}

run "subnets_with_and_without_a_way_out" {
  command = apply

  variables {
    subnets = [
      { name = "nodes", cidr_block = "10.0.0.0/20", zone = "ap-guangzhou-6" },
      { name = "data", cidr_block = "10.0.16.0/24", zone = "ap-guangzhou-6", nat_enabled = false },
    ]
    network_acls = {
      data = {
        subnets = ["data"]
        ingress = [{ action = "ACCEPT", cidr_block = "10.0.0.0/16", port = "5432", protocol = "TCP" }]
        egress  = [{ action = "ACCEPT", cidr_block = "10.0.0.0/16" }]
      }
    }
    endpoints = { billing = { service_id = "vpcsvc-1a2b3c4d", subnet = "data" } }
  }

  assert {
    condition     = tencentcloud_subnet.this["data"].route_table_id == tencentcloud_route_table.internal[0].id
    error_message = "The subnet must have no way out."
  }

  assert {
    condition     = tolist(tencentcloud_vpc_acl.this["data"].ingress) == tolist(["ACCEPT#10.0.0.0/16#5432#TCP"]) && toset(keys(tencentcloud_vpc_acl_attachment.this)) == toset(["data"])
    error_message = "The rules must be those of one subnet."
  }
}

run "ipv6" {
  command = plan

  variables {
    ipv6_enabled           = true
    dns_servers            = ["10.0.0.53"]
    additional_cidr_blocks = ["10.8.0.0/16"]
  }

  assert {
    condition     = length(tencentcloud_vpc_ipv6_subnet_cidr_block.this) == 2
    error_message = "Each subnet must have a block of IPv6."
  }
}
