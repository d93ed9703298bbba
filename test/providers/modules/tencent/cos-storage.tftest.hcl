mock_provider "tencentcloud" {}

variables {
  name   = "shop-prod-uploads"
  app_id = "1250000000"
  region = "ap-guangzhou"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = length(jsondecode(tencentcloud_cos_bucket_policy.this.policy).Statement) == 1 && length(tencentcloud_cos_bucket.this.lifecycle_rules) == 1
    error_message = "Nothing but HTTPS must be asked for, and nothing but old versions cleaned up."
  }

  assert {
    condition     = tencentcloud_cos_bucket.this.acl == "private" && tencentcloud_cos_bucket.this.versioning_enable && tencentcloud_cos_bucket.this.log_enable != true
    error_message = "The bucket must be private and keep versions."
  }
}

run "with_everything" {
  command = plan

  variables {
    policy_statements = [{
      principals = ["qcs::cam::uin/100000000001:uin/100000000002"]
      actions    = ["name/cos:GetObject"]
      paths      = ["public/*"]
      conditions = { ip_equal = { "qcs:ip" = ["203.0.113.0/24"] } }
    }]
    lifecycle_rules = [{
      id                     = "logs"
      prefix                 = "logs/"
      expiration_days        = 365
      transitions            = [{ days = 30, storage_class = "STANDARD_IA" }, { days = 90, storage_class = "ARCHIVE" }]
      noncurrent_transitions = [{ days = 7, storage_class = "STANDARD_IA" }]
    }]
    replication              = { role = "qcs::cam::uin/1:uin/2", rules = [{ id = "all", destination_bucket = "qcs::cos:ap-shanghai::backup-1250000000" }] }
    access_log               = { bucket = "logs-1250000000", prefix = "uploads/" }
    object_lock_days         = 30
    intelligent_tiering_days = 30
    acceleration_enabled     = true
  }

  assert {
    condition     = jsondecode(tencentcloud_cos_bucket_policy.this.policy).Statement[1].Resource == ["qcs::cos:ap-guangzhou:uid/1250000000:shop-prod-uploads-1250000000/public/*"]
    error_message = "The statement must be about the path in this bucket."
  }

  assert {
    condition     = length(tencentcloud_cos_bucket.this.lifecycle_rules) == 2 && tencentcloud_cos_bucket.this.log_target_bucket == "logs-1250000000"
    error_message = "The rules of the user must stand beside those of the module."
  }
}
