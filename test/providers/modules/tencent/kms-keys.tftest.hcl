mock_provider "tencentcloud" {}

variables {
  name = "shop-prod"
  keys = {
    data    = {}
    signing = { usage = "ASYMMETRIC_SIGN_VERIFY_ECC", description = "Signs releases" }
    old     = { enabled = false, rotation_enabled = false }
  }
}

run "keys_that_can_be_used" {
  command = plan

  assert {
    condition     = tencentcloud_kms_key.this["data"].is_enabled && tencentcloud_kms_key.this["data"].key_rotation_enabled && tencentcloud_kms_key.this["data"].alias == "shop-prod-data"
    error_message = "A key must be enabled, and get new versions."
  }

  assert {
    condition     = tencentcloud_kms_key.this["data"].pending_delete_window_in_days == 30
    error_message = "A deleted key must be kept as long as it can be."
  }

  assert {
    condition     = tencentcloud_kms_key.this["signing"].is_enabled && tencentcloud_kms_key.this["signing"].key_rotation_enabled != true
    error_message = "A key that signs has no new versions."
  }

  assert {
    condition     = !tencentcloud_kms_key.this["old"].is_enabled && !tencentcloud_kms_key.this["old"].key_rotation_enabled
    error_message = "A key must be disabled where it is said."
  }
}

run "a_short_window" {
  command = plan

  variables {
    deletion_window_days = 6
  }

  expect_failures = [var.deletion_window_days]
}
