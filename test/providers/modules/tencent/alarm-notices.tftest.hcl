mock_provider "tencentcloud" {
  mock_data "tencentcloud_ssm_secret_versions" {
    defaults = {
      secret_version_list = [
        { version_id = "v2", secret_string = "{\"bridge\":\"https://bridge.example.com/new\"}" },
        { version_id = "v1", secret_string = "{\"bridge\":\"https://bridge.example.com/old\"}" },
      ]
    }
  }
}

variables {
  name                 = "shop-prod"
  webhook_secret_names = ["alerts"]

  notices = {
    platform = { user_groups = [{ ids = [1] }], webhooks = [{ secret_name = "alerts", key = "bridge" }] }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = tencentcloud_monitor_alarm_notice.this["platform"].url_notices[0].url == "https://bridge.example.com/new"
    error_message = "The address must come from the last version of the secret."
  }
}

run "refuses_a_secret_that_is_not_named" {
  command = plan

  variables {
    webhook_secret_names = []
  }

  expect_failures = [var.notices]
}
