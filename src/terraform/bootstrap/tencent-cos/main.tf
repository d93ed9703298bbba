# Makes the bucket that holds the state of every root module, and the roles that the workflows assume (identities.tf).
# The script bootstrap.sh applies it, once per account and region and again whenever terraform.tfvars changes; nothing
# happens when all is as it should be. With roles, fetch the public keys of GitHub first:
#
#   curl --fail --output github-jwks.json https://token.actions.githubusercontent.com/.well-known/jwks
#
# Its own state starts as a file, because the bucket is not there yet; the script then moves it into the bucket and leaves
# backend.hcl and backend.tf, to be committed.

locals {
  app_id = regex("[0-9]{10}$", var.bucket)
}

resource "tencentcloud_cos_bucket" "state" {
  bucket               = var.bucket
  acl                  = "private"
  versioning_enable    = true
  encryption_algorithm = "AES256"
  force_clean          = false
  log_enable           = var.access_log_enabled
  log_target_bucket    = one(tencentcloud_cos_bucket.access_log[*].id)
  log_prefix           = var.access_log_enabled ? "states/" : null
  tags                 = var.tags

  lifecycle_rules {
    id            = "clean-up"
    filter_prefix = ""

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    non_current_expiration {
      non_current_days = var.state_history_days
    }
  }

  # Without the states, Terraform no longer knows what it has made.
  lifecycle {
    prevent_destroy = true
  }
}

resource "tencentcloud_cos_bucket_policy" "https_only" {
  bucket = tencentcloud_cos_bucket.state.id
  policy = jsonencode({
    version = "2.0"
    Statement = [{
      Effect    = "deny"
      Principal = { qcs = ["qcs::cam::anyone:anyone"] }
      Action    = ["*"]
      Resource  = ["qcs::cos:${var.region}:uid/${local.app_id}:${tencentcloud_cos_bucket.state.bucket}/*"]
      Condition = { bool_equal = { "cos:secure-transport" = "false" } }
    }]
  })
}
