# A load balancer (CLB) with listeners, rules and targets, reached from the network alone unless it is told otherwise.

locals {
  is_public           = var.internet != null
  allowed_cidr_blocks = coalesce(var.allowed_cidr_blocks, data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block)
  ports               = distinct([for listener in var.listeners : "${listener.protocol == "UDP" || listener.protocol == "QUIC" ? "UDP" : "TCP"}:${listener.port}"])

  # HTTP and HTTPS have rules, which say how targets are checked and chosen.
  is_layer_4 = { for name, listener in var.listeners : name => !contains(["HTTP", "HTTPS"], listener.protocol) }

  # Rules of listeners that speak HTTP, by the name of the listener and theirs.
  rules = merge([
    for name, listener in var.listeners : { for rule, settings in listener.rules : "${name}/${rule}" => merge(settings, { listener = name, rule = rule }) }
  ]...)
  # What receives connections: of a listener, or of a rule.
  attached_listeners = { for name, listener in var.listeners : name => listener.targets if length(listener.targets) > 0 }
  attached_rules     = { for key, rule in local.rules : key => rule.targets if length(rule.targets) > 0 && rule.redirect_to == null }
  redirected_rules   = { for key, rule in local.rules : key => rule if rule.redirect_to != null }
}

# Read only where the caller does not say who may connect.
data "tencentcloud_vpc_instances" "this" {
  count = var.allowed_cidr_blocks == null ? 1 : 0

  vpc_id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = length(self.instance_list) == 1
      error_message = "There is no VPC ${var.vpc_id} in this region."
    }
  }
}

resource "tencentcloud_security_group" "this" {
  name        = var.name
  description = "Load balancer ${var.name}"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "this" {
  security_group_id = tencentcloud_security_group.this.id

  dynamic "ingress" {
    for_each = [for pair in setproduct(local.allowed_cidr_blocks, local.ports) : { cidr_block = pair[0], protocol = split(":", pair[1])[0], port = split(":", pair[1])[1] }]

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value.cidr_block
      protocol    = ingress.value.protocol
      port        = ingress.value.port
      description = "Clients of listeners"
    }
  }

  # A listener that something else opens, such as TKE, is reached on its port from the same addresses.
  dynamic "ingress" {
    for_each = [for pair in setproduct(local.allowed_cidr_blocks, var.further_ports) : { cidr_block = pair[0], port = pair[1] }]

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value.cidr_block
      protocol    = "TCP"
      port        = tostring(ingress.value.port)
      description = "Clients of listeners from elsewhere"
    }
  }
}

resource "tencentcloud_clb_instance" "this" {
  clb_name        = var.name
  network_type    = local.is_public ? "OPEN" : "INTERNAL"
  vpc_id          = var.vpc_id
  subnet_id       = local.is_public ? null : var.subnet_id
  security_groups = [tencentcloud_security_group.this.id]
  sla_type        = var.capacity
  delete_protect  = var.deletion_protection

  # The group above decides who comes in, not those of the targets as well.
  load_balancer_pass_to_target = true

  internet_charge_type       = one(var.internet[*].charge_type)
  internet_bandwidth_max_out = one(var.internet[*].bandwidth_mbps)
  bandwidth_package_id       = one(var.internet[*].bandwidth_package_id)
  address_ip_version         = one(var.internet[*].ip_version)

  # The standby takes over in another zone.
  master_zone_id = local.is_public && var.multi_zone ? var.zones[0] : null
  slave_zone_id  = local.is_public && var.multi_zone ? var.zones[1] : null

  log_set_id   = one(var.access_log[*].log_set_id)
  log_topic_id = one(var.access_log[*].topic_id)

  tags = var.tags

  depends_on = [tencentcloud_security_group_rule_set.this]
}

resource "tencentcloud_clb_listener" "this" {
  for_each = var.listeners

  clb_id        = tencentcloud_clb_instance.this.id
  listener_name = each.key
  protocol      = each.value.protocol
  port          = each.value.port

  certificate_ssl_mode = each.value.certificate_id == null ? null : each.value.client_ca_certificate_id == null ? "UNIDIRECTIONAL" : "MUTUAL"
  certificate_id       = each.value.certificate_id
  certificate_ca_id    = each.value.client_ca_certificate_id
  sni_switch           = each.value.protocol == "HTTPS" ? each.value.certificate_id == null : null

  scheduler                  = local.is_layer_4[each.key] ? each.value.scheduler : null
  session_expire_time        = contains(["TCP", "UDP"], each.value.protocol) ? each.value.session_seconds : null
  health_check_switch        = local.is_layer_4[each.key] ? each.value.health_check.enabled : null
  health_check_type          = local.is_layer_4[each.key] ? each.value.health_check.type : null
  health_check_http_path     = local.is_layer_4[each.key] ? each.value.health_check.path : null
  health_check_interval_time = local.is_layer_4[each.key] ? each.value.health_check.interval_seconds : null
  health_check_time_out      = local.is_layer_4[each.key] ? each.value.health_check.timeout_seconds : null
  health_check_health_num    = local.is_layer_4[each.key] ? each.value.health_check.healthy_after : null
  health_check_unhealth_num  = local.is_layer_4[each.key] ? each.value.health_check.unhealthy_after : null
}

resource "tencentcloud_clb_listener_rule" "this" {
  for_each = local.rules

  clb_id      = tencentcloud_clb_instance.this.id
  listener_id = tencentcloud_clb_listener.this[each.value.listener].listener_id
  domain      = each.value.domain
  url         = each.value.path

  certificate_ssl_mode = each.value.certificate_id == null ? null : "UNIDIRECTIONAL"
  certificate_id       = each.value.certificate_id
  http2_switch         = var.listeners[each.value.listener].protocol == "HTTPS" ? true : null
  forward_type         = each.value.forward_type
  scheduler            = each.value.scheduler
  session_expire_time  = each.value.session_seconds

  health_check_switch        = each.value.health_check.enabled
  health_check_type          = each.value.health_check.type
  health_check_http_path     = each.value.health_check.path
  health_check_http_domain   = each.value.health_check.domain
  health_check_http_method   = each.value.health_check.method
  health_check_http_code     = each.value.health_check.codes
  health_check_interval_time = each.value.health_check.interval_seconds
  health_check_time_out      = each.value.health_check.timeout_seconds
  health_check_health_num    = each.value.health_check.healthy_after
  health_check_unhealth_num  = each.value.health_check.unhealthy_after
}

# Sends those who come by HTTP to HTTPS, for instance.
resource "tencentcloud_clb_redirection" "this" {
  for_each = local.redirected_rules

  clb_id             = tencentcloud_clb_instance.this.id
  source_listener_id = tencentcloud_clb_listener.this[each.value.listener].listener_id
  source_rule_id     = tencentcloud_clb_listener_rule.this[each.key].rule_id
  source_domian      = each.value.domain # so it is spelt by the provider
  target_listener_id = tencentcloud_clb_listener.this[split("/", each.value.redirect_to)[0]].listener_id
  target_rule_id     = tencentcloud_clb_listener_rule.this[each.value.redirect_to].rule_id
  rewrite_code       = 301
  take_url           = true
}

resource "tencentcloud_clb_attachment" "listener" {
  for_each = local.attached_listeners

  clb_id      = tencentcloud_clb_instance.this.id
  listener_id = tencentcloud_clb_listener.this[each.key].listener_id

  dynamic "targets" {
    for_each = each.value

    content {
      instance_id = targets.value.instance_id
      eni_ip      = targets.value.address
      port        = targets.value.port
      weight      = targets.value.weight
    }
  }
}

resource "tencentcloud_clb_attachment" "rule" {
  for_each = local.attached_rules

  clb_id      = tencentcloud_clb_instance.this.id
  listener_id = tencentcloud_clb_listener.this[local.rules[each.key].listener].listener_id
  rule_id     = tencentcloud_clb_listener_rule.this[each.key].rule_id

  dynamic "targets" {
    for_each = each.value

    content {
      instance_id = targets.value.instance_id
      eni_ip      = targets.value.address
      port        = targets.value.port
      weight      = targets.value.weight
    }
  }
}
