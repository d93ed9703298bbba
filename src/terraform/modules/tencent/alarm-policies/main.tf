# Alarms on metrics and events of the services of Tencent Cloud: of databases, caches, load balancers, and whatever else Cloud Monitor measures.

locals {
  # What is watched where a policy names a service alone. Names of policy types and dimensions: https://cloud.tencent.com/document/product/248/50397
  services = {
    load-balancer = {
      namespace = "clb_lb"
      rules     = [{ metric = "OuttrafficVipRatio", threshold = 80 }, { metric = "IntrafficVipRatio", threshold = 80 }]
      events    = []
    }
    mongodb = {
      namespace = "cmongo_instance"
      rules     = [{ metric = "ClusterDiskusage", threshold = 80 }, { metric = "Connper", threshold = 80 }, { metric = "MonogdMaxCpuUsage", threshold = 90 }] # so it is spelt by the service
      events    = ["connection_overlimit", "instance_out_of_disk", "mongodb:ErrorEvent:BackupFailed", "mongodb:ErrorEvent:NodeOom"]
    }
    mysql = {
      namespace = "cdb_detail"
      rules     = [{ metric = "VolumeRate", threshold = 80 }, { metric = "ConnectionUseRate", threshold = 80 }, { metric = "CpuUseRate", threshold = 90 }]
      events    = []
    }
    postgresql = {
      namespace = "POSTGRESQL"
      rules     = [{ metric = "StorageRate", threshold = 80 }, { metric = "Cpu", threshold = 90 }]
      events    = []
    }
    redis = {
      namespace = "redis_mem_edition"
      rules     = [{ metric = "MemMaxUtil", threshold = 80 }, { metric = "ConnectionsUtil", threshold = 80 }, { metric = "CpuMaxUtil", threshold = 90 }]
      events    = ["redis_master_slave_switched", "redis_service_not_available"]
    }
  }

  namespaces = { for name, policy in var.policies : name => policy.service == null ? policy.namespace : local.services[policy.service].namespace }
  events     = { for name, policy in var.policies : name => policy.events != null ? policy.events : policy.service == null ? [] : local.services[policy.service].events }
  rules = {
    for name, policy in var.policies : name => policy.rules != null ? policy.rules : [
      for rule in policy.service == null ? [] : local.services[policy.service].rules : { metric = rule.metric, threshold = rule.threshold, operator = "ge", period_seconds = 60, periods = 5 }
    ]
  }

  # How Cloud Monitor calls what a policy watches, and the region that it is in, by the name of the policy.
  instances = {
    for name, policy in var.policies : name => [
      for instance in policy.instances : {
        region = instance.region
        dimensions = {
          load-balancer = jsonencode({ appid = var.app_id, lbid = instance.id })
          mongodb       = jsonencode({ target = instance.id })
          mysql         = jsonencode({ uInstanceId = instance.id })
          postgresql    = jsonencode({ resourceId = instance.id, uid = instance.uid })
          redis         = jsonencode({ AppId = var.app_id, instanceid = instance.id })
        }[policy.service]
      }
    ]
  }
  others  = { for name, policy in var.policies : name => [for object in policy.objects : { region = object.region, dimensions = jsonencode(object.dimensions) }] }
  objects = { for name, policy in var.policies : name => concat(local.instances[name], local.others[name]) if policy.tag == null }
}

resource "tencentcloud_monitor_alarm_policy" "this" {
  for_each = var.policies

  policy_name  = "${var.name}-${each.key}"
  monitor_type = "MT_QCE"
  namespace    = local.namespaces[each.key]
  project_id   = each.value.project_id
  enable       = each.value.enabled ? 1 : 0
  notice_ids   = each.value.notice_ids == null ? var.notice_ids : each.value.notice_ids

  dynamic "conditions" {
    for_each = length(local.rules[each.key]) > 0 ? [each.value.match == "all" ? 1 : 0] : []

    content {
      is_union_rule = conditions.value

      dynamic "rules" {
        for_each = local.rules[each.key]

        content {
          metric_name      = rules.value.metric
          operator         = rules.value.operator
          value            = tostring(rules.value.threshold)
          period           = rules.value.period_seconds
          continue_period  = rules.value.periods
          notice_frequency = each.value.repeated_after_seconds
        }
      }
    }
  }

  dynamic "event_conditions" {
    for_each = sort(local.events[each.key])

    content {
      metric_name = event_conditions.value
    }
  }

  dynamic "policy_tag" {
    for_each = each.value.tag[*]

    content {
      key   = policy_tag.value.key
      value = policy_tag.value.value
    }
  }
}

# Another when something else is watched.
resource "random_id" "objects" {
  for_each = local.objects

  byte_length = 4

  keepers = {
    objects = join("\n", [for object in each.value : "${coalesce(object.region, "here")} ${object.dimensions}"])
  }
}

resource "tencentcloud_monitor_policy_binding_object" "this" {
  for_each = local.objects

  policy_id = tencentcloud_monitor_alarm_policy.this[each.key].id

  dynamic "dimensions" {
    for_each = each.value

    content {
      dimensions_json = dimensions.value.dimensions
      region          = dimensions.value.region
    }
  }

  lifecycle {
    # The service hands them back in an order and with keys of its own, which would be another binding in every plan.
    ignore_changes       = [dimensions]
    replace_triggered_by = [random_id.objects[each.key]]
  }
}
