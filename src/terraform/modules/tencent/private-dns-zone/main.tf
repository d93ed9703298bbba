# A private zone (Private DNS) with records, which the networks that it is attached to resolve, and nobody else.

resource "tencentcloud_private_dns_zone" "this" {
  domain = var.domain
  remark = var.remark

  # Names that the zone does not have are looked for in the public zone of the same domain, or are not there.
  dns_forward_status   = var.public_names_visible ? "ENABLED" : "DISABLED"
  cname_speedup_status = var.cname_acceleration_enabled ? "ENABLED" : "DISABLED"

  tags = var.tags
}

resource "tencentcloud_private_dns_record" "this" {
  for_each = var.records

  zone_id      = tencentcloud_private_dns_zone.this.id
  sub_domain   = each.value.name
  record_type  = each.value.type
  record_value = each.value.value
  ttl          = each.value.ttl
  mx           = each.value.type == "MX" ? each.value.priority : null
  weight       = each.value.weight
  status       = each.value.enabled ? "enabled" : "disabled"
}

resource "tencentcloud_private_dns_zone_vpc_attachment" "this" {
  for_each = var.networks

  zone_id = tencentcloud_private_dns_zone.this.id

  dynamic "vpc_set" {
    for_each = each.value.account_uin == null ? [each.value] : []

    content {
      uniq_vpc_id = vpc_set.value.vpc_id
      region      = coalesce(vpc_set.value.region, var.region)
    }
  }

  dynamic "account_vpc_set" {
    for_each = each.value.account_uin == null ? [] : [each.value]

    content {
      uniq_vpc_id = account_vpc_set.value.vpc_id
      region      = coalesce(account_vpc_set.value.region, var.region)
      uin         = account_vpc_set.value.account_uin
    }
  }

  # Nobody asks for names that are not there yet, and remembers that.
  depends_on = [tencentcloud_private_dns_record.this]
}
