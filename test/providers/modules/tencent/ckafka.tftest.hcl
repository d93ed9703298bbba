mock_provider "tencentcloud" {
  mock_data "tencentcloud_availability_zones_by_product" {
    defaults = { zones = [{ name = "ap-guangzhou-6", id = "100006" }, { name = "ap-guangzhou-7", id = "100007" }] }
  }
}

mock_provider "random" {}

variables {
  name      = "shop-prod"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"
  zones     = ["ap-guangzhou-6", "ap-guangzhou-7"]
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = tencentcloud_ckafka_instance.this.delete_protection_enable == 1 && !tencentcloud_ckafka_instance.this.config[0].auto_create_topic_enable && tencentcloud_ckafka_instance.this.charge_type == "POSTPAID_BY_HOUR"
    error_message = "Nobody may delete it by mistake, or make topics by writing to them."
  }

  assert {
    condition     = tencentcloud_ckafka_instance.this.zone_id == 100006 && tencentcloud_ckafka_instance.this.multi_zone_flag && tencentcloud_ckafka_instance.this.zone_ids == toset([100006, 100007])
    error_message = "It must live in all zones."
  }

  assert {
    condition     = length(tencentcloud_ckafka_route.sasl) == 0 && output.bootstrap_servers == null
    error_message = "Without users there is nowhere to log in."
  }
}

run "with_everything" {
  command = apply

  variables {
    multi_zone      = false
    prepaid_months  = 12
    retention_hours = 48
    early_expiry    = {}
    users           = { api = {}, reports = { password_version = 2 } }
    topics = {
      orders   = { partitions = 6, writers = ["api"], readers = ["api", "reports"], retention_hours = 168 }
      prices   = { replicas = 2, cleanup_policy = "compact", readers = ["api"] }
      publicly = { open = true, allowed_addresses = ["10.0.0.8"] }
    }
    prefix_rules = { team = { prefix = "team-", readers = ["reports"], writers = ["api"] } }
  }

  assert {
    condition     = tencentcloud_ckafka_instance.this.multi_zone_flag == null && tencentcloud_ckafka_instance.this.renew_flag == 1 && tencentcloud_ckafka_instance.this.dynamic_retention_config[0].bottom_retention == 1440
    error_message = "It must live in one zone, be renewed, and let messages go early."
  }

  assert {
    condition     = tencentcloud_ckafka_route.sasl[0].access_type == 3 && output.user_names["api"] == "${tencentcloud_ckafka_instance.this.id}#api"
    error_message = "Users must log in over TLS, by the name that the service asks for."
  }

  assert {
    condition     = tencentcloud_ckafka_topic.this["orders"].retention == 604800000 && tencentcloud_ckafka_topic.this["orders"].sync_replica_min_num == 2 && tencentcloud_ckafka_topic.this["prices"].sync_replica_min_num == 1 && tencentcloud_ckafka_topic.this["prices"].retention == 172800000
    error_message = "A message must be on all replicas but one before it is taken, and be kept for its time."
  }

  assert {
    condition     = toset(keys(tencentcloud_ckafka_acl.topic)) == toset(["orders/api/READ", "orders/api/WRITE", "orders/reports/READ", "prices/api/READ"])
    error_message = "Each user must have what is said, and nothing else."
  }

  assert {
    condition     = !tencentcloud_ckafka_topic.this["orders"].enable_white_list && tencentcloud_ckafka_topic.this["publicly"].enable_white_list
    error_message = "Addresses must be asked for where it is said."
  }

  assert {
    condition     = [for rule in tencentcloud_ckafka_acl_rule.prefix["team"].rule_list : "${rule.principal} ${rule.operation}"] == ["User:reports Read", "User:api Write"]
    error_message = "A rule for a prefix must name its users."
  }
}

run "a_topic_that_is_open_by_oversight" {
  command = plan

  variables {
    topics = { orders = {} }
  }

  expect_failures = [var.topics]
}

run "a_reader_who_is_no_user" {
  command = plan

  variables {
    topics = { orders = { readers = ["api"] } }
  }

  expect_failures = [var.topics]
}
