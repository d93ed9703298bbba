# A private COS bucket: versioned, encrypted, over HTTPS only.

resource "tencentcloud_cos_bucket" "this" {
  bucket               = "${var.name}-${var.app_id}"
  acl                  = "private"
  versioning_enable    = var.versioning_enabled
  encryption_algorithm = var.kms_key_id == null ? "AES256" : "KMS"
  kms_id               = var.kms_key_id
  multi_az             = var.multi_zone
  force_clean          = var.force_destroy
  tags                 = var.tags

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

resource "tencentcloud_cos_bucket_policy" "this" {
  bucket = tencentcloud_cos_bucket.this.id
  policy = jsonencode({
    version = "2.0"
    Statement = [{
      Effect    = "deny"
      Principal = { qcs = ["qcs::cam::anyone:anyone"] }
      Action    = ["*"]
      Resource  = ["qcs::cos:${var.region}:uid/${var.app_id}:${tencentcloud_cos_bucket.this.bucket}/*"]
      Condition = { bool_equal = { "cos:secure-transport" = "false" } }
    }]
  })
}
