mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name           = "shop-prod"
  vpc_id         = "vpc-1"
  subnet_ids     = ["subnet-1"]
  prometheus_ids = { main = "prom-1" }
}

run "plan" {
  command = plan

  assert {
    condition     = !tencentcloud_monitor_grafana_instance.this.enable_internet && length(tencentcloud_monitor_tmp_manage_grafana_attachment.this) == 1
    error_message = "It must be reached from inside alone, and read the instance."
  }
}

run "refuses_to_open_to_nobody_in_particular" {
  command = plan

  variables {
    public_access_enabled = true
  }

  expect_failures = [var.allowed_cidr_blocks]
}
