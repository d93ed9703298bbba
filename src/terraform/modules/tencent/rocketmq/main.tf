# A cluster of RocketMQ 5 that only the network reaches, with its topics, its groups of consumers, and a role for each client.

resource "tencentcloud_trocket_rocketmq_instance" "this" {
  name          = var.name
  instance_type = var.edition
  sku_code      = var.sku
  remark        = var.remark
  vpc_id        = var.vpc_id
  subnet_id     = var.subnet_id
  zone_ids      = length(var.zone_ids) > 0 ? var.zone_ids : null

  message_retention = var.retention_hours
  max_topic_num     = var.topic_count_max

  enable_public = var.internet != null
  bandwidth     = one(var.internet[*].bandwidth_mbps)

  # Who is not on the list does not come in.
  dynamic "ip_rules" {
    for_each = var.internet == null ? [] : var.internet.allowed_cidr_blocks

    content {
      ip     = ip_rules.value
      allow  = true
      remark = "Client"
    }
  }

  pay_mode   = var.prepaid_months == null ? 0 : 1
  renew_flag = var.prepaid_months == null ? null : 1
  time_span  = var.prepaid_months

  tags = var.tags

  lifecycle {
    # They count when the cluster is bought; the provider refuses other values afterwards.
    ignore_changes = [renew_flag, time_span]
  }
}

resource "tencentcloud_trocket_rocketmq_topic" "this" {
  for_each = var.topics

  instance_id = tencentcloud_trocket_rocketmq_instance.this.id
  topic       = each.key
  topic_type  = each.value.type
  queue_num   = each.value.queue_count
  remark      = each.value.remark
  tags        = var.tags
}

resource "tencentcloud_trocket_rocketmq_consumer_group" "this" {
  for_each = var.consumer_groups

  instance_id             = tencentcloud_trocket_rocketmq_instance.this.id
  consumer_group          = each.key
  consume_enable          = each.value.enabled
  consume_message_orderly = each.value.ordered
  max_retry_times         = each.value.retries_max
  remark                  = each.value.remark
  tags                    = var.tags
}

# The service makes its keys, and the state holds them.
resource "tencentcloud_trocket_rocketmq_role" "this" {
  for_each = var.roles

  instance_id = tencentcloud_trocket_rocketmq_instance.this.id
  role        = each.key
  perm_read   = each.value.read
  perm_write  = each.value.write
  remark      = each.value.remark
}
