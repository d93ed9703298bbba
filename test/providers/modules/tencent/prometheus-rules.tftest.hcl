mock_provider "tencentcloud" {}

variables {
  instance_id = "prom-1"

  groups = {
    api = {
      notice_ids = ["notice-1"]
      rules = [
        { record = "api:errors:ratio", expression = "sum(rate(errors[5m])) / sum(rate(requests[5m]))" },
        { alert = "Down", expression = "up == 0", for_minutes = 5, annotations = { summary = "It is down." } },
      ]
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = length(tencentcloud_monitor_tmp_recording_rule.this) == 1 && length(tencentcloud_monitor_tmp_alert_group.this["api"].rules) == 1
    error_message = "What is recorded and what fires are resources of their own."
  }

  assert {
    condition     = tencentcloud_monitor_tmp_alert_group.this["api"].rules[0].duration == "5m" && tencentcloud_monitor_tmp_alert_group.this["api"].repeat_interval == "60m"
    error_message = "Times must be as the service writes them."
  }
}
