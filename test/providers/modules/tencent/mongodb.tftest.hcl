mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }
}

mock_provider "random" {}

variables {
  name      = "shop-prod"
  region    = "ap-guangzhou"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"
  zones     = ["ap-guangzhou-6"]
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = tencentcloud_mongodb_instance_ssl.this.enable && tencentcloud_mongodb_instance.this.data_encryption == "TDE" && tencentcloud_mongodb_instance.this.encryption_key_source == "auto"
    error_message = "It must be encrypted on the way and on disk."
  }

  assert {
    condition     = length(tencentcloud_security_group_rule_set.this.ingress) == 1 && tencentcloud_security_group_rule_set.this.ingress[0].cidr_block == "10.0.0.0/16" && tencentcloud_security_group_rule_set.this.ingress[0].port == "27017"
    error_message = "The network alone must come in."
  }

  assert {
    condition     = tencentcloud_mongodb_instance.this.in_maintenance == 1 && tencentcloud_mongodb_instance_backup_rule.this.backup_retention_period == 7 && tencentcloud_mongodb_instance.this.engine_version == "MONGO_70_WT"
    error_message = "Another size must wait for the window, and backups be kept."
  }
}

run "everything" {
  command = apply

  variables {
    zones               = ["ap-guangzhou-4", "ap-guangzhou-6", "ap-guangzhou-7"]
    multi_zone          = true
    node_count          = 5
    prepaid_months      = 12
    kms_key_id          = "key-1"
    machine_type        = "GE.LD.T1"
    backup_method       = "snapshot"
    long_term_backups   = { unit = "monthly", days = [1, 15], retention_days = 365 }
    allowed_cidr_blocks = ["10.0.1.0/24"]
    parameters          = { "operationProfiling.slowOpThresholdMs" = "200" }
    accounts            = { orders = { access = { orders = "read_write", "*" = "read" } } }
  }

  assert {
    condition     = tolist(tencentcloud_mongodb_instance.this.availability_zone_list) == tolist(["ap-guangzhou-4", "ap-guangzhou-6", "ap-guangzhou-7", "ap-guangzhou-4", "ap-guangzhou-6"]) && tencentcloud_mongodb_instance.this.hidden_zone == "ap-guangzhou-6"
    error_message = "No zone must have most of the nodes."
  }

  assert {
    condition     = tencentcloud_mongodb_instance_backup_rule.this.long_term_active_days == "1,15" && tencentcloud_mongodb_instance_backup_rule.this.long_term_expired_days == 365 && tencentcloud_mongodb_instance_backup_rule.this.backup_method == 3
    error_message = "Some backups must be kept for longer."
  }

  assert {
    condition     = tencentcloud_mongodb_instance.this.charge_type == "PREPAID" && tencentcloud_mongodb_instance.this.encryption_key_source == "manual" && tencentcloud_mongodb_instance.this.kms_region == "ap-guangzhou"
    error_message = "It must be paid in advance, with the key that is named."
  }

  assert {
    condition     = { for role in tencentcloud_mongodb_instance_account.this["orders"].auth_role : role.namespace => role.mask } == { orders = 3, "*" = 1 }
    error_message = "An account must have the access that is said."
  }

  assert {
    condition     = toset(keys(output.account_passwords)) == toset(["orders"]) && output.user == "mongouser"
    error_message = "Passwords must be put out."
  }
}

run "two_zones_are_none" {
  command = plan

  variables {
    zones      = ["ap-guangzhou-6", "ap-guangzhou-7"]
    multi_zone = true
  }

  expect_failures = [var.multi_zone]
}
