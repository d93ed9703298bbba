mock_provider "tencentcloud" {}

variables {
  name   = "shop-prod"
  region = "ap-guangzhou"
  topics = { audit = {} }
}

run "kept_and_searched" {
  command = plan

  assert {
    condition     = tencentcloud_cls_topic.this["audit"].period == 30 && tencentcloud_cls_topic.this["audit"].storage_type == "hot" && !tencentcloud_cls_topic.this["audit"].is_web_tracking
    error_message = "Logs must be kept for a month, and nobody write without saying who they are."
  }

  assert {
    condition     = tencentcloud_cls_index.this["audit"].rule[0].full_text[0].contain_z_h && try(length(tencentcloud_cls_index.this["audit"].rule[0].key_value), 0) == 0
    error_message = "The whole text must be searched."
  }

  assert {
    condition     = length(tencentcloud_cls_cos_shipper.this) == 0 && tencentcloud_cls_topic.this["audit"].topic_name == "shop-prod-audit"
    error_message = "Nothing may be copied elsewhere."
  }
}

run "with_everything" {
  command = apply

  variables {
    encryption_enabled = true
    kms_key_id         = "key-1"
    alarms = {
      errors = {
        queries    = [{ topic = "web", query = "status:>500 | select count(*) as errors" }, { topic = "audit", query = "*", minutes = 5 }]
        condition  = "$1.errors > 10"
        level      = "critical"
        notice_ids = ["notice-1", "notice-2"]
      }
    }
    topics = {
      audit = { retention_days = 3640, standard_days = 30, archive = { bucket = "logs-1250000000" } }
      old   = { infrequent_access = true, retention_days = 180, index_enabled = false }
      web = {
        partitions     = 4
        partitions_max = 4
        index          = { full_text_enabled = false, fields_found = true, fields = { status = { type = "long" }, url = {} } }
      }
    }
  }

  assert {
    condition     = tencentcloud_cls_topic.this["audit"].period == 3640 && tencentcloud_cls_topic.this["audit"].hot_period == 30 && tencentcloud_cls_topic.this["audit"].encryption == 1 && tencentcloud_cls_topic.this["audit"].custom_kms_info[0].kms_region == "ap-guangzhou"
    error_message = "Logs must be kept for ever, in cheaper storage after a month, encrypted with the key."
  }

  assert {
    condition     = tencentcloud_cls_topic.this["old"].storage_type == "cold" && toset(keys(tencentcloud_cls_index.this)) == toset(["audit", "web"]) && !tencentcloud_cls_topic.this["web"].auto_split
    error_message = "A topic must have no index where it is said."
  }

  assert {
    condition     = try(length(tencentcloud_cls_index.this["web"].rule[0].full_text), 0) == 0 && length(tencentcloud_cls_index.this["web"].rule[0].key_value[0].key_values) == 2 && tencentcloud_cls_index.this["web"].rule[0].dynamic_index[0].status
    error_message = "Fields must be searched."
  }

  assert {
    condition     = tencentcloud_cls_cos_shipper.this["audit"].prefix == "shop-prod/audit/" && tencentcloud_cls_cos_shipper.this["audit"].topic_id == output.topic_ids["audit"]
    error_message = "All must be copied to the bucket."
  }

  assert {
    condition     = [for target in tencentcloud_cls_alarm.this["errors"].alarm_targets : "${target.number} ${target.start_time_offset}"] == ["1 -15", "2 -5"] && tencentcloud_cls_alarm.this["errors"].alarm_targets[0].topic_id == output.topic_ids["web"] && tencentcloud_cls_alarm.this["errors"].alarm_level == 2
    error_message = "The condition must find the queries by their numbers."
  }

  assert {
    condition     = [for notice in tencentcloud_cls_alarm.this["errors"].monitor_notice[0].notices : notice.notice_id] == ["notice-1", "notice-2"]
    error_message = "Both notices must be sent."
  }
}

run "an_index_of_nothing" {
  command = plan

  variables {
    topics = { audit = { index = { full_text_enabled = false } } }
  }

  expect_failures = [var.topics]
}

run "an_alarm_of_which_nobody_is_told" {
  command = plan

  variables {
    alarms = { errors = { queries = [{ topic = "audit", query = "*" }], condition = "$1.__QUERYCOUNT__ > 0", notice_ids = [] } }
  }

  expect_failures = [var.alarms]
}
