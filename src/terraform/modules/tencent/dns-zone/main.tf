# A public zone of DNSPod and its records.

locals {
  domain = var.zone_managed ? tencentcloud_dnspod_domain_instance.this[0].domain : var.domain
}

resource "tencentcloud_dnspod_domain_instance" "this" {
  count = var.zone_managed ? 1 : 0

  domain = var.domain
  remark = var.remark
  status = "enable"
}

resource "tencentcloud_dnspod_record" "this" {
  for_each = var.records

  domain      = local.domain
  sub_domain  = each.value.name
  record_type = each.value.type
  record_line = coalesce(each.value.line, var.default_line)
  value       = each.value.value
  ttl         = each.value.ttl
  mx          = each.value.type == "MX" ? each.value.priority : null
  weight      = each.value.weight
  remark      = each.value.remark
  status      = each.value.enabled ? "ENABLE" : "DISABLE"
}
