# A private COS bucket: versioned, encrypted, over HTTPS only.

locals {
  resource = "qcs::cos:${var.region}:uid/${var.app_id}:${var.name}-${var.app_id}"
}

resource "tencentcloud_cos_bucket" "this" {
  bucket               = "${var.name}-${var.app_id}"
  acl                  = "private"
  versioning_enable    = var.versioning_enabled
  encryption_algorithm = var.kms_key_id == null ? "AES256" : "KMS"
  kms_id               = var.kms_key_id
  multi_az             = var.multi_zone
  acceleration_enable  = var.acceleration_enabled
  force_clean          = var.force_destroy
  tags                 = var.tags

  log_enable        = var.access_log != null ? true : null
  log_target_bucket = one(var.access_log[*].bucket)
  log_prefix        = one(var.access_log[*].prefix)

  enable_intelligent_tiering = var.intelligent_tiering_days != null ? true : null
  intelligent_tiering_days   = var.intelligent_tiering_days

  replica_role = one(var.replication[*].role)

  dynamic "replica_rules" {
    for_each = flatten(var.replication[*].rules)

    content {
      id                        = replica_rules.value.id
      status                    = "Enabled"
      prefix                    = replica_rules.value.prefix
      destination_bucket        = replica_rules.value.destination_bucket
      destination_storage_class = replica_rules.value.storage_class
    }
  }

  dynamic "object_lock_configuration" {
    for_each = var.object_lock_days[*]

    content {
      enabled = true

      rule {
        days = object_lock_configuration.value
      }
    }
  }

  lifecycle_rules {
    id            = "clean-up"
    filter_prefix = ""

    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_multipart_upload_days
    }

    non_current_expiration {
      non_current_days = var.noncurrent_version_expiration_days
    }
  }

  dynamic "lifecycle_rules" {
    for_each = var.expiration_days == null ? [] : [var.expiration_days]

    content {
      id            = "expire"
      filter_prefix = ""

      expiration {
        days = lifecycle_rules.value
      }
    }
  }

  dynamic "lifecycle_rules" {
    for_each = var.lifecycle_rules

    content {
      id            = lifecycle_rules.value.id
      filter_prefix = lifecycle_rules.value.prefix

      dynamic "transition" {
        for_each = lifecycle_rules.value.transitions

        content {
          days          = transition.value.days
          storage_class = transition.value.storage_class
        }
      }

      dynamic "expiration" {
        for_each = lifecycle_rules.value.expiration_days[*]

        content {
          days = expiration.value
        }
      }

      dynamic "non_current_transition" {
        for_each = lifecycle_rules.value.noncurrent_transitions

        content {
          non_current_days = non_current_transition.value.days
          storage_class    = non_current_transition.value.storage_class
        }
      }
    }
  }

  dynamic "cors_rules" {
    for_each = var.cors_rules

    content {
      allowed_origins = cors_rules.value.allowed_origins
      allowed_methods = cors_rules.value.allowed_methods
      allowed_headers = cors_rules.value.allowed_headers
      expose_headers  = cors_rules.value.expose_headers
      max_age_seconds = cors_rules.value.max_age_seconds
    }
  }
}

# The whole policy of the bucket: statements that are not given here, such as those that were made in the console, are taken away.
resource "tencentcloud_cos_bucket_policy" "this" {
  bucket = tencentcloud_cos_bucket.this.id
  policy = jsonencode({
    version = "2.0"
    Statement = concat([{
      Effect    = "deny"
      Principal = { qcs = ["qcs::cam::anyone:anyone"] }
      Action    = ["*"]
      Resource  = ["${local.resource}/*"]
      Condition = { bool_equal = { "cos:secure-transport" = "false" } }
      }], [
      for statement in var.policy_statements : merge({
        Effect    = statement.effect
        Principal = { qcs = statement.principals }
        Action    = statement.actions
        Resource  = [for path in statement.paths : "${local.resource}/${path}"]
      }, length(statement.conditions) > 0 ? { Condition = statement.conditions } : {})
    ])
  })
}
