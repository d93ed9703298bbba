# Who read and who wrote which state, and who was refused: COS writes it every five minutes, through the log service.

locals {
  # The role by which the log service writes to buckets. An account has one, so it is not made here: another bootstrap may need it, too.
  log_service_role = "CLS_QcsRole"

  # A name has 60 characters at most, with the APPID.
  access_log_bucket = "${replace(substr(trimsuffix(var.bucket, "-${local.app_id}"), 0, 45), "/-+$/", "")}-log-${local.app_id}"
}

data "tencentcloud_cam_roles" "log_service" {
  count = var.access_log_enabled ? 1 : 0

  name = local.log_service_role

  lifecycle {
    # Without the role the bucket of the states would be made, and then marked as broken.
    postcondition {
      condition     = length(self.role_list) == 1
      error_message = "The account has no role ${local.log_service_role}, by which the log service writes to buckets. Make it in the console (COS, log management of any bucket), or with tccli as the page of the estate shows; or set access_log_enabled = false in a file access-log.auto.tfvars."
    }
  }
}

resource "tencentcloud_cos_bucket" "access_log" {
  count = var.access_log_enabled ? 1 : 0

  bucket               = local.access_log_bucket
  acl                  = "private"
  versioning_enable    = true
  encryption_algorithm = "AES256"
  force_clean          = false
  tags                 = var.tags

  lifecycle_rules {
    id            = "clean-up"
    filter_prefix = ""

    expiration {
      days = var.access_log_days
    }

    non_current_expiration {
      non_current_days = 30
    }
  }

  depends_on = [data.tencentcloud_cam_roles.log_service]
}
