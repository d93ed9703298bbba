mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  instance_id  = "crs-1"
  host         = "10.0.0.3"
  account_name = "orders"
}

run "reads_and_writes" {
  command = plan

  assert {
    condition     = tencentcloud_redis_account.this.privilege == "rw" && output.host == "10.0.0.3" && output.port == 6379
    error_message = "The account must read and write, and what clients need must be handed on."
  }
}

run "reads_alone" {
  command = plan

  variables {
    read_only = true
  }

  assert {
    condition     = tencentcloud_redis_account.this.privilege == "r"
    error_message = "The account must only read."
  }
}
