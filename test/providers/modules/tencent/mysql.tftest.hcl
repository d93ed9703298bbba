mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
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
    condition     = tencentcloud_mysql_ssl.this.status == "ON" && tencentcloud_mysql_backup_encryption_status.this[0].encryption_status == "on" && length(tencentcloud_mysql_instance_encryption_operation.this) == 1
    error_message = "Clients must be able to connect over TLS, and what is stored to be encrypted."
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.internet_service == 0 && tencentcloud_mysql_instance.this.destroy_protect == "on"
    error_message = "Nothing but the network may reach the instance, and nobody may delete it by mistake."
  }

  assert {
    condition     = length(tencentcloud_security_group_rule_set.this.ingress) == 1 && tencentcloud_security_group_rule_set.this.ingress[0].cidr_block == "10.0.0.0/16" && tencentcloud_security_group_rule_set.this.ingress[0].port == "3306"
    error_message = "The network alone must come in, on one port."
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.slave_deploy_mode == 1 && tencentcloud_mysql_instance.this.first_slave_zone == "ap-guangzhou-7" && tencentcloud_mysql_instance.this.second_slave_zone == null && tencentcloud_mysql_instance.this.slave_sync_mode == 1
    error_message = "The standby must live in the other zone, and have what was written."
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.parameters.character_set_server == "utf8mb4" && tencentcloud_mysql_instance.this.charge_type == "POSTPAID"
    error_message = "Texts of all languages must fit in, and the instance be paid by the hour."
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.wait_switch == 1 && tencentcloud_mysql_time_window.this.time_ranges == toset(["04:00-06:00"]) && !contains(tencentcloud_mysql_time_window.this.weekdays, "sunday")
    error_message = "Another size must wait for the maintenance window, which has no day that is not read back."
  }

  assert {
    condition     = tencentcloud_mysql_backup_policy.this.retention_period == 7 && tencentcloud_mysql_backup_policy.this.binlog_period == 7
    error_message = "Backups and logs must be kept."
  }
}

run "within_one_zone" {
  command = plan

  variables {
    zones              = ["ap-guangzhou-6"]
    tls_enabled        = false
    encryption_enabled = false
    standby_count      = 2
    replication_mode   = "strong_sync"
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.slave_deploy_mode == 0 && tencentcloud_mysql_instance.this.second_slave_zone == "ap-guangzhou-6" && tencentcloud_mysql_instance.this.slave_sync_mode == 2
    error_message = "Both standbys must live in the zone of the primary."
  }

  assert {
    condition     = tencentcloud_mysql_ssl.this.status == "OFF" && output.ca_certificate_url == null && length(tencentcloud_mysql_instance_encryption_operation.this) + length(tencentcloud_mysql_backup_encryption_status.this) == 0
    error_message = "TLS and encryption must be off where it is said."
  }
}

run "with_everything" {
  command = plan

  variables {
    zones                        = ["ap-guangzhou-3", "ap-guangzhou-4", "ap-guangzhou-6"]
    region                       = "ap-guangzhou"
    kms_key_id                   = "key-1"
    standby_count                = 2
    exclusive_resources          = true
    prepaid_months               = 12
    switch_in_maintenance_window = false
    maintenance_window           = { start = "21:30", hours = 2, week_days = ["saturday"] }
    parameters                   = { character_set_server = "gbk", max_connections = "1000" }
    audit                        = { retention_days = 365 }
    remote_backup                = { regions = ["ap-shanghai"], retention_days = 30 }
    logs                         = { log_set_id = "set-1", topic_ids = { slow_query = "topic-1" } }
    accounts = {
      monitoring = { max_connections = 10, global_privileges = ["PROCESS", "REPLICATION CLIENT"] }
      reports    = { database_privileges = { orders = ["SELECT", "SHOW VIEW"] } }
      spare      = {}
    }
    read_replicas = { reports = { zone = "ap-guangzhou-4", subnet_id = "subnet-2", memory_mb = 8000, cpu = 4 } }
  }

  assert {
    condition     = tencentcloud_mysql_instance.this.second_slave_zone == "ap-guangzhou-6" && tencentcloud_mysql_instance.this.device_type == "EXCLUSIVE" && tencentcloud_mysql_instance.this.auto_renew_flag == 1
    error_message = "The second standby must live in the third zone."
  }

  assert {
    condition     = tencentcloud_mysql_time_window.this.time_ranges == toset(["21:30-23:30"]) && tencentcloud_mysql_instance.this.parameters.character_set_server == "gbk"
    error_message = "What was said must be so."
  }

  assert {
    condition     = tencentcloud_mysql_instance_encryption_operation.this[0].key_region == "ap-guangzhou" && tencentcloud_mysql_audit_service.this[0].audit_all && tencentcloud_mysql_audit_service.this[0].log_expire_day == 365
    error_message = "The key must be looked for in its region, and every statement be recorded."
  }

  assert {
    condition     = tencentcloud_mysql_remote_backup_config.this[0].remote_binlog_save == "on" && length(tencentcloud_mysql_cls_log_attachment.this) == 1 && tencentcloud_mysql_cls_log_attachment.this["slow_query"].log_type == "slowlog" && tencentcloud_mysql_cls_log_attachment.this["slow_query"].log_topic == "topic-1"
    error_message = "Backups must be copied elsewhere, and slow queries be logged."
  }

  assert {
    condition     = toset(keys(tencentcloud_mysql_account.this)) == toset(["monitoring", "reports", "spare"]) && toset(keys(tencentcloud_mysql_privilege.this)) == toset(["monitoring", "reports"])
    error_message = "Accounts must have the privileges that are said, and no others."
  }

  assert {
    condition     = tencentcloud_mysql_readonly_instance.this["reports"].volume_size == 50 && tencentcloud_mysql_readonly_instance.this["reports"].mem_size == 8000 && tencentcloud_mysql_ssl.read["reports"].status == "ON" && tencentcloud_mysql_time_window.read["reports"].time_ranges == toset(["21:30-23:30"])
    error_message = "A replica must have its own size, the disk and the window of the primary, and TLS."
  }
}

run "no_copies_any_more" {
  command = plan

  variables {
    remote_backup = { enabled = false, regions = ["ap-shanghai"] }
  }

  assert {
    condition     = tencentcloud_mysql_remote_backup_config.this[0].remote_backup_save == "off" && tencentcloud_mysql_remote_backup_config.this[0].remote_binlog_save == "off"
    error_message = "Backups must be copied no more where it is said."
  }
}

run "a_lost_standby_would_stop_it" {
  command = plan

  variables {
    replication_mode = "strong_sync"
  }

  expect_failures = [var.replication_mode]
}
