# Makes the bucket that holds the state of every root module, and the roles that the workflows assume (identities.tf).
# Run it once per account and region, and again whenever terraform.tfvars changes; nothing happens when all is as it
# should be. With roles, fetch the public keys of GitHub first:
#
#   curl --fail --output github-jwks.json https://token.actions.githubusercontent.com/.well-known/jwks
#   terraform init && terraform apply
#
# Its own state starts as the file terraform.tfstate here, because the bucket is not there yet. Move it into the
# bucket afterwards, so that it is not lost with this directory:
#
#   terraform output -raw backend_config > backend.hcl
#   printf 'terraform {\n  backend "cos" {}\n}\n' > backend.tf
#   terraform init -migrate-state -backend-config=backend.hcl
#   rm -f terraform.tfstate terraform.tfstate.backup
#
# and commit backend.hcl and backend.tf. From then on, init here is like everywhere else:
#
#   terraform init -backend-config=backend.hcl

locals {
  app_id = regex("[0-9]{10}$", var.bucket)
}

resource "tencentcloud_cos_bucket" "state" {
  bucket               = var.bucket
  acl                  = "private"
  versioning_enable    = true
  encryption_algorithm = "AES256"
  force_clean          = false
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
