mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name = "shop-prod"
}

run "of_a_network" {
  command = apply

  variables {
    vpc_id          = "vpc-1"
    route_table_ids = { main = "rtb-1" }
    keys            = { backup = "said-by-the-other-side" }
    tunnels = {
      office = { remote_address = "203.0.113.7", remote_cidr_blocks = ["192.168.0.0/16", "172.16.0.0/16"] }
      backup = { remote_address = "203.0.113.8", remote_identity = "10.1.0.1", ike_version = 1, remote_cidr_blocks = ["192.168.0.0/16"], is_standby = true, health_check = { local_address = "169.254.128.1", remote_address = "169.254.128.2" } }
    }
  }

  assert {
    condition     = tencentcloud_vpn_connection.this["office"].ike_version == "IKEV2" && tencentcloud_vpn_connection.this["office"].ike_proto_encry_algorithm == "AES-CBC-256" && tencentcloud_vpn_connection.this["office"].ipsec_pfs_dh_group == "DH-GROUP14" && tencentcloud_vpn_connection.this["office"].ipsec_integrity_algorithm == "SHA-256"
    error_message = "The tunnel must be a strong one."
  }

  assert {
    condition     = tencentcloud_vpn_gateway_route.this["office/192.168.0.0/16"].priority == 0 && tencentcloud_vpn_gateway_route.this["backup/192.168.0.0/16"].priority == 100 && length(tencentcloud_vpn_gateway_route.this) == 3
    error_message = "The standby must come second."
  }

  assert {
    condition     = toset(keys(tencentcloud_route_table_entry.this)) == toset(["main/192.168.0.0/16", "main/172.16.0.0/16"]) && tencentcloud_route_table_entry.this["main/172.16.0.0/16"].next_type == "VPN"
    error_message = "The network must lead there, once for each block."
  }

  assert {
    condition     = tencentcloud_vpn_connection.this["backup"].enable_health_check && !tencentcloud_vpn_connection.this["office"].enable_health_check && toset(keys(output.keys)) == toset(["backup", "office"])
    error_message = "Each tunnel must have a key of its own."
  }

  assert {
    condition     = tencentcloud_vpn_connection.this["backup"].pre_share_key == "said-by-the-other-side" && tencentcloud_vpn_connection.this["backup"].ike_remote_address == "10.1.0.1" && tencentcloud_vpn_connection.this["backup"].ike_version == "IKEV1" && output.keys["office"] == random_password.key["office"].result
    error_message = "What the other side says must be right."
  }
}

run "of_a_ccn_with_bgp" {
  command = plan

  variables {
    bgp_asn = 64512
    tunnels = { office = { remote_address = "203.0.113.7", bgp = { remote_asn = 64513, tunnel_cidr_block = "169.254.128.0/30", local_address = "169.254.128.1", remote_address = "169.254.128.2" } } }
  }

  assert {
    condition     = tencentcloud_vpn_gateway.this.type == "CCN" && tencentcloud_vpn_connection.this["office"].route_type == "Bgp" && tencentcloud_vpn_customer_gateway.this["office"].bgp_asn == 64513 && tencentcloud_vpn_connection.this["office"].bgp_config[0].tunnel_cidr == "169.254.128.0/30"
    error_message = "The tunnel must learn its routes."
  }
}

run "weak_encryption" {
  command = plan

  variables {
    vpc_id  = "vpc-1"
    tunnels = { office = { remote_address = "203.0.113.7", remote_cidr_blocks = ["192.168.0.0/16"], encryption = "DES-CBC" } }
  }

  expect_failures = [var.tunnels]
}
