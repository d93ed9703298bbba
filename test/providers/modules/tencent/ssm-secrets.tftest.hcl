mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name   = "shop-prod"
  values = { api-key = "one", api-host = "two" }
}

run "one_secret_for_each_value" {
  command = plan

  assert {
    condition     = output.secret_names == { api-key = "shop-prod-api-key", api-host = "shop-prod-api-host" }
    error_message = "Each value must have a secret of its name."
  }

  assert {
    condition     = alltrue([for secret in tencentcloud_ssm_secret.this : secret.recovery_window_in_days == 7 && secret.is_enabled])
    error_message = "A secret that is deleted must be there for a week."
  }

  assert {
    condition     = alltrue([for version in tencentcloud_ssm_secret_version_v2.this : version.secret_string_wo == null && version.secret_string == null])
    error_message = "No plan must hold a value."
  }
}
