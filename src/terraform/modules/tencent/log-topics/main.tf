# A log set of the Cloud Log Service (CLS) with topics, which keep what is logged for so many days, and indexes, by which it is searched.

resource "tencentcloud_cls_logset" "this" {
  logset_name = var.name
  tags        = var.tags
}

resource "tencentcloud_cls_topic" "this" {
  for_each = var.topics

  logset_id  = tencentcloud_cls_logset.this.id
  topic_name = "${var.name}-${each.key}"
  describes  = each.value.description

  period       = each.value.retention_days
  storage_type = each.value.infrequent_access ? "cold" : "hot"
  hot_period   = each.value.infrequent_access ? null : each.value.standard_days

  partition_count      = each.value.partitions
  auto_split           = each.value.partitions_max > each.value.partitions
  max_split_partitions = each.value.partitions_max

  # Nobody writes without saying who they are.
  is_web_tracking = false

  # Regions without encryption refuse to be told that there is none.
  encryption = var.encryption_enabled ? 1 : null

  dynamic "custom_kms_info" {
    for_each = var.kms_key_id[*]

    content {
      kms_key_id = custom_kms_info.value
      kms_region = var.region
    }
  }

  tags = var.tags
}

# Without an index what is in a topic can be downloaded, and not searched.
resource "tencentcloud_cls_index" "this" {
  for_each = { for name, topic in var.topics : name => topic.index if topic.index_enabled }

  topic_id                = tencentcloud_cls_topic.this[each.key].id
  status                  = true
  include_internal_fields = each.value.internal_fields_included
  metadata_flag           = each.value.metadata_included ? 1 : 0

  # A value to Terraform: others can be dynamic in it only where it is so itself.
  dynamic "rule" {
    for_each = [each.value]

    content {
      dynamic "full_text" {
        for_each = rule.value.full_text_enabled ? [rule.value] : []

        content {
          case_sensitive = full_text.value.case_sensitive
          tokenizer      = full_text.value.delimiters
          contain_z_h    = full_text.value.chinese_included
        }
      }

      dynamic "key_value" {
        for_each = length(rule.value.fields) > 0 ? [rule.value] : []

        content {
          case_sensitive = key_value.value.case_sensitive

          dynamic "key_values" {
            for_each = key_value.value.fields

            content {
              key = key_values.key

              value {
                type        = key_values.value.type
                alias       = key_values.value.alias
                tokenizer   = key_values.value.type == "text" ? key_value.value.delimiters : null
                sql_flag    = key_values.value.statistics_enabled
                contain_z_h = key_values.value.type == "text" ? key_value.value.chinese_included : null
              }
            }
          }
        }
      }

      dynamic "dynamic_index" {
        for_each = rule.value.fields_found ? [true] : []

        content {
          status = dynamic_index.value
        }
      }
    }
  }
}

# What has to be kept for longer than anybody searches in it.
resource "tencentcloud_cls_cos_shipper" "this" {
  for_each = { for name, topic in var.topics : name => topic.archive if topic.archive != null }

  topic_id     = tencentcloud_cls_topic.this[each.key].id
  shipper_name = "${var.name}-${each.key}"
  bucket       = each.value.bucket
  prefix       = coalesce(each.value.prefix, "${var.name}/${each.key}/")
  partition    = "/%Y/%m/%d/%H/"
  interval     = 300
  max_size     = 256
  storage_type = each.value.storage_class

  compress {
    format = "gzip"
  }

  content {
    format = "json"

    json {
      enable_tag  = true
      meta_fields = ["__FILENAME__", "__SOURCE__", "__TIMESTAMP__"]
    }
  }
}
