mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name       = "shop-prod"
  app_id     = "1250000000"
  notice_ids = ["notice-1"]
}

run "what_suits_most" {
  command = apply

  variables {
    policies = {
      caches    = { service = "redis", instances = { main = { id = "crs-1" } } }
      databases = { service = "postgresql", instances = { main = { id = "postgres-1", uid = 7 }, other = { id = "postgres-2", uid = 8, region = "ap-shanghai" } } }
      documents = { service = "mongodb", instances = { main = { id = "cmgo-1" } } }
      web       = { service = "load-balancer", instances = { main = { id = "lb-1" } } }
    }
  }

  assert {
    condition     = tencentcloud_monitor_alarm_policy.this["caches"].namespace == "redis_mem_edition" && length(tencentcloud_monitor_alarm_policy.this["caches"].conditions[0].rules) == 3
    error_message = "A service must have its rules."
  }

  assert {
    condition     = tencentcloud_monitor_alarm_policy.this["databases"].conditions[0].rules[0].metric_name == "StorageRate" && tencentcloud_monitor_alarm_policy.this["databases"].conditions[0].rules[0].value == "80"
    error_message = "Databases must be watched for space."
  }

  assert {
    condition     = toset(tencentcloud_monitor_policy_binding_object.this["databases"].dimensions[*].dimensions_json) == toset([jsonencode({ resourceId = "postgres-1", uid = 7 }), jsonencode({ resourceId = "postgres-2", uid = 8 })])
    error_message = "Databases must be bound by their two names."
  }

  assert {
    condition     = one(tencentcloud_monitor_policy_binding_object.this["web"].dimensions).dimensions_json == jsonencode({ appid = "1250000000", lbid = "lb-1" })
    error_message = "Load balancers must be bound by account and ID."
  }

  assert {
    condition     = contains(tencentcloud_monitor_alarm_policy.this["documents"].event_conditions[*].metric_name, "instance_out_of_disk")
    error_message = "Events must be watched, too."
  }
}

run "anything" {
  command = apply

  variables {
    policies = {
      machines = { namespace = "cvm_device", rules = [{ metric = "CpuUsage", threshold = 89.5, operator = "gt" }], match = "all", tag = { key = "environment", value = "prod" }, enabled = false }
      disks    = { namespace = "BS", rules = [{ metric = "DiskUtil", threshold = 90 }], objects = [{ dimensions = { diskid = "disk-1" } }], notice_ids = ["notice-2"] }
    }
  }

  assert {
    condition     = tencentcloud_monitor_alarm_policy.this["machines"].policy_tag[0].value == "prod" && toset(keys(tencentcloud_monitor_policy_binding_object.this)) == toset(["disks"])
    error_message = "What has a tag must be bound by it alone."
  }

  assert {
    condition     = tencentcloud_monitor_alarm_policy.this["machines"].enable == 0 && tencentcloud_monitor_alarm_policy.this["machines"].conditions[0].is_union_rule == 1 && tencentcloud_monitor_alarm_policy.this["machines"].conditions[0].rules[0].value == "89.5"
    error_message = "It must be as it is said."
  }

  assert {
    condition     = tencentcloud_monitor_alarm_policy.this["disks"].notice_ids[0] == "notice-2" && length(tencentcloud_monitor_alarm_policy.this["disks"].conditions) == 1
    error_message = "A policy must have its own notices."
  }
}

run "a_database_without_its_number" {
  command = plan

  variables {
    policies = { databases = { service = "postgresql", instances = { main = { id = "postgres-1" } } } }
  }

  expect_failures = [var.policies]
}
