# A VPN gateway with its tunnels (IPsec, IKE 2): of a VPC, or of a Cloud Connect Network. Their keys are generated.

locals {
  # Routes on the gateway, one for each block on the other side of a tunnel; tunnels with BGP learn theirs.
  routes = merge([
    for name, tunnel in var.tunnels : { for block in tunnel.remote_cidr_blocks : "${name}/${block}" => { tunnel = name, block = block, priority = tunnel.is_standby ? 100 : 0 } }
  ]...)
  remote_cidr_blocks = distinct(flatten([for tunnel in values(var.tunnels) : tunnel.remote_cidr_blocks]))

  # Generated, unless the other side has said one.
  keys = { for name, password in random_password.key : name => lookup(var.keys, name, password.result) }

  # What of the VPC goes to the gateway.
  table_routes = { for pair in setproduct(keys(var.route_table_ids), local.remote_cidr_blocks) : "${pair[0]}/${pair[1]}" => { table = pair[0], block = pair[1] } }
}

resource "tencentcloud_vpn_gateway" "this" {
  name               = var.name
  type               = var.vpc_id == null ? "CCN" : "IPSEC"
  vpc_id             = var.vpc_id
  zone               = var.zone
  bandwidth          = var.bandwidth_mbps
  bgp_asn            = var.bgp_asn
  charge_type        = var.prepaid_months == null ? "POSTPAID_BY_HOUR" : "PREPAID"
  prepaid_period     = var.prepaid_months
  prepaid_renew_flag = var.prepaid_months == null ? null : "NOTIFY_AND_AUTO_RENEW"
  tags               = var.tags
}

resource "tencentcloud_vpn_customer_gateway" "this" {
  for_each = var.tunnels

  name              = "${var.name}-${each.key}"
  public_ip_address = each.value.remote_address
  bgp_asn           = one(each.value.bgp[*].remote_asn)
  tags              = var.tags
}

resource "random_password" "key" {
  for_each = var.tunnels

  length  = 64
  special = false

  keepers = {
    version = each.value.key_version
  }
}

resource "tencentcloud_vpn_connection" "this" {
  for_each = var.tunnels

  name                = "${var.name}-${each.key}"
  vpc_id              = var.vpc_id
  vpn_gateway_id      = tencentcloud_vpn_gateway.this.id
  customer_gateway_id = tencentcloud_vpn_customer_gateway.this[each.key].id
  pre_share_key       = local.keys[each.key]
  negotiation_type    = each.value.initiator ? "active" : "passive"
  route_type          = each.value.bgp == null ? "StaticRoute" : "Bgp"

  # The strongest that gateways of others speak, too.
  ike_version                = "IKEV${each.value.ike_version}"
  ike_exchange_mode          = "MAIN"
  ike_proto_encry_algorithm  = each.value.encryption
  ike_proto_authen_algorithm = "SHA-256"
  ike_dh_group_name          = "GROUP${each.value.dh_group}"
  ike_sa_lifetime_seconds    = each.value.ike_lifetime_seconds
  ike_local_identity         = "ADDRESS"
  ike_local_address          = tencentcloud_vpn_gateway.this.public_ip_address
  ike_remote_identity        = "ADDRESS"
  ike_remote_address         = coalesce(each.value.remote_identity, each.value.remote_address)
  ipsec_encrypt_algorithm    = each.value.encryption
  ipsec_integrity_algorithm  = "SHA-256"
  ipsec_pfs_dh_group         = "DH-GROUP${each.value.dh_group}"
  ipsec_sa_lifetime_seconds  = each.value.ipsec_lifetime_seconds

  dpd_enable  = 1
  dpd_action  = "restart"
  dpd_timeout = 30

  enable_health_check    = each.value.health_check != null
  health_check_local_ip  = one(each.value.health_check[*].local_address)
  health_check_remote_ip = one(each.value.health_check[*].remote_address)

  dynamic "bgp_config" {
    for_each = each.value.bgp[*]

    content {
      tunnel_cidr   = bgp_config.value.tunnel_cidr_block
      local_bgp_ip  = bgp_config.value.local_address
      remote_bgp_ip = bgp_config.value.remote_address
    }
  }

  tags = var.tags
}

# Where tunnels lead to the same addresses, the gateway takes one that is no standby as long as it is up.
resource "tencentcloud_vpn_gateway_route" "this" {
  for_each = local.routes

  vpn_gateway_id         = tencentcloud_vpn_gateway.this.id
  destination_cidr_block = each.value.block
  instance_type          = "VPNCONN"
  instance_id            = tencentcloud_vpn_connection.this[each.value.tunnel].id
  priority               = each.value.priority
  status                 = "ENABLE"
}

resource "tencentcloud_route_table_entry" "this" {
  for_each = local.table_routes

  route_table_id         = var.route_table_ids[each.value.table]
  destination_cidr_block = each.value.block
  next_type              = "VPN"
  next_hub               = tencentcloud_vpn_gateway.this.id
  description            = "VPN ${var.name}"
}
