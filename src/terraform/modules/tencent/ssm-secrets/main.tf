# Secrets in the Secrets Manager (SSM), whose values get a version of their own whenever they change.

locals {
  # Their names are no secret.
  names = nonsensitive(toset(keys(var.values)))
}

# Another name for every value, which says nothing about it.
resource "random_id" "version" {
  for_each = local.names

  byte_length = 8
  prefix      = "v-"
  keepers = {
    value = sha256(var.values[each.key])
  }
}

resource "tencentcloud_ssm_secret" "this" {
  for_each = local.names

  secret_name             = "${var.name}-${each.key}"
  description             = "Written by Terraform"
  kms_key_id              = var.kms_key_id
  recovery_window_in_days = var.recovery_window_days
  is_enabled              = true
  tags                    = var.tags
}

resource "tencentcloud_ssm_secret_version_v2" "this" {
  for_each = local.names

  secret_name      = tencentcloud_ssm_secret.this[each.key].secret_name
  version_id       = random_id.version[each.key].hex
  secret_string_wo = var.values[each.key]

  lifecycle {
    # Whoever names the former version finds it until the new one is there.
    create_before_destroy = true
    # The provider (1.83.25) reads the value back into the state, and would take it away again in every plan.
    ignore_changes = [secret_string]
  }
}
