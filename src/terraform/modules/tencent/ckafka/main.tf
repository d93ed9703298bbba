# A Kafka (CKafka) inside of a VPC: topics in several zones, users with generated passwords, and who may read and write what.

locals {
  multi_zone = coalesce(var.multi_zone, length(var.zones) >= 2)

  # The service knows zones by their numbers.
  zone_numbers = { for zone in data.tencentcloud_availability_zones_by_product.ckafka.zones : zone.name => tonumber(zone.id) }

  # Who may do what with which topic: a topic that somebody is named for is closed to everybody else.
  topic_grants = merge([
    for topic, settings in var.topics : merge(
      { for user in settings.readers : "${topic}/${user}/READ" => { topic = topic, user = user, operation = "READ" } },
      { for user in settings.writers : "${topic}/${user}/WRITE" => { topic = topic, user = user, operation = "WRITE" } },
    )
  ]...)
}

data "tencentcloud_availability_zones_by_product" "ckafka" {
  product = "ckafka"

  lifecycle {
    postcondition {
      condition     = alltrue([for zone in var.zones : contains(self.zones[*].name, zone)])
      error_message = "CKafka is not on sale in all of ${join(", ", var.zones)}: give other zones."
    }
  }
}

resource "tencentcloud_ckafka_instance" "this" {
  instance_name       = var.name
  zone_id             = local.zone_numbers[var.zones[0]]
  multi_zone_flag     = local.multi_zone ? true : null
  zone_ids            = local.multi_zone ? [for zone in var.zones : local.zone_numbers[zone]] : null
  vpc_id              = var.vpc_id
  subnet_id           = var.subnet_id
  charge_type         = var.prepaid_months == null ? "POSTPAID_BY_HOUR" : "PREPAID"
  period              = var.prepaid_months
  renew_flag          = var.prepaid_months == null ? null : 1
  specifications_type = "profession"
  instance_type       = 1

  kafka_version      = var.kafka_version
  band_width         = var.bandwidth_mb_per_second
  partition          = var.partition_quota
  disk_size          = var.storage_gb
  disk_type          = var.storage_type
  msg_retention_time = var.retention_hours * 60
  max_message_byte   = var.max_message_kb * 1024
  custom_ssl_cert_id = var.certificate_id

  delete_protection_enable = var.deletion_protection ? 1 : 0

  # A topic that nobody declared has no rules: whoever reaches the instance could read and write it.
  config {
    auto_create_topic_enable   = var.topics_created_automatically
    default_num_partitions     = 3
    default_replication_factor = 3
  }

  # Without it a disk that is full takes no more messages.
  dynamic "dynamic_retention_config" {
    for_each = var.early_expiry[*]

    content {
      enable                  = 1
      disk_quota_percentage   = dynamic_retention_config.value.disk_percent
      step_forward_percentage = dynamic_retention_config.value.step_percent
      bottom_retention        = dynamic_retention_config.value.retention_hours_min * 60
    }
  }

  tag_set = var.tags
}

# Where users log in, over TLS. The address that the instance comes with knows no users.
resource "tencentcloud_ckafka_route" "sasl" {
  count = length(var.users) > 0 ? 1 : 0

  instance_id = tencentcloud_ckafka_instance.this.id
  vip_type    = 3
  vpc_id      = var.vpc_id
  subnet_id   = var.subnet_id
  access_type = var.tls_enabled ? 3 : 1
}

resource "tencentcloud_ckafka_topic" "this" {
  for_each = var.topics

  instance_id                    = tencentcloud_ckafka_instance.this.id
  topic_name                     = each.key
  note                           = each.value.note
  partition_num                  = each.value.partitions
  replica_num                    = each.value.replicas
  sync_replica_min_num           = coalesce(each.value.replicas_in_sync_min, max(1, each.value.replicas - 1))
  unclean_leader_election_enable = false
  clean_up_policy                = replace(each.value.cleanup_policy, ",", ", ")
  retention                      = coalesce(each.value.retention_hours, var.retention_hours) * 3600000
  max_message_bytes              = coalesce(each.value.max_message_kb, var.max_message_kb) * 1024

  # What the service takes as well, said so that no plan takes it away.
  segment = each.value.segment_hours * 3600000

  enable_white_list = each.value.allowed_addresses == null ? false : true
  ip_white_list     = each.value.allowed_addresses
}
