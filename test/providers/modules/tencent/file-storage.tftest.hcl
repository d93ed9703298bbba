mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }
}

variables {
  name      = "shop-prod-uploads"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"
  zones     = ["ap-guangzhou-6", "ap-guangzhou-7"]
}

run "for_the_network" {
  command = plan

  assert {
    condition     = length(tencentcloud_cfs_access_rule.this) == 1 && tencentcloud_cfs_access_rule.this["network"].auth_client_ip == "10.0.0.0/16" && tencentcloud_cfs_access_rule.this["network"].user_permission == "root_squash"
    error_message = "The network alone must mount it, and root be nobody there."
  }

  assert {
    condition     = tencentcloud_cfs_file_system.this.protocol == "NFS" && tencentcloud_cfs_file_system.this.availability_zone == "ap-guangzhou-6" && tencentcloud_cfs_file_system.this.net_interface == "VPC"
    error_message = "It must live in the first zone."
  }

  assert {
    condition     = tencentcloud_cfs_auto_snapshot_policy.this[0].interval_days == 1 && tencentcloud_cfs_auto_snapshot_policy.this[0].hour == "3" && tencentcloud_cfs_auto_snapshot_policy.this[0].alive_days == 14
    error_message = "There must be a snapshot of every night."
  }
}

run "turbo" {
  command = apply

  variables {
    subnet_id    = null
    storage_type = "TP"
    capacity_gb  = 20480
    ccn          = { id = "ccn-1", cidr_block = "10.200.0.0/24" }
    rules = {
      pods  = { cidr_block = "10.0.0.0/16" }
      admin = { cidr_block = "10.0.9.9", user_mapping = "no_root_squash", priority = 1 }
      web   = { cidr_block = "10.1.0.0/16", read_only = true }
    }
    snapshots = { week_days = [6, 7], hours = [1, 13], retention_days = 0 }
  }

  assert {
    condition     = tencentcloud_cfs_file_system.this.protocol == "TURBO" && tencentcloud_cfs_file_system.this.net_interface == "CCN" && tencentcloud_cfs_file_system.this.capacity == 20480
    error_message = "A Turbo file system must be reached through the CCN."
  }

  assert {
    condition     = tencentcloud_cfs_access_rule.this["web"].rw_permission == "RO" && tencentcloud_cfs_access_rule.this["admin"].user_permission == "no_root_squash" && length(data.tencentcloud_vpc_instances.this) == 0
    error_message = "Who may mount it must be as it is said."
  }

  assert {
    condition     = tencentcloud_cfs_auto_snapshot_policy.this[0].day_of_week == "6,7" && tencentcloud_cfs_auto_snapshot_policy.this[0].interval_days == null && tencentcloud_cfs_auto_snapshot_policy.this[0].hour == "1,13"
    error_message = "Snapshots must be made at the weekend."
  }
}

run "without_snapshots" {
  command = plan

  variables {
    snapshots_enabled = false
  }

  assert {
    condition     = length(tencentcloud_cfs_auto_snapshot_policy.this) == 0 && output.snapshot_policy_id == null
    error_message = "No snapshots must be made where it is said."
  }
}

run "for_everybody" {
  command = plan

  variables {
    rules = { all = { cidr_block = "0.0.0.0/0" } }
  }

  expect_failures = [var.rules]
}
