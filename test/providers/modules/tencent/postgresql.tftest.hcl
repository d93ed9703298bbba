mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }
}

mock_provider "random" {}

variables {
  name      = "shop-prod"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"
  zones     = ["ap-guangzhou-6", "ap-guangzhou-7"]
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = tencentcloud_postgresql_instance_ssl_config.this.ssl_enabled
    error_message = "Clients must be able to connect over TLS."
  }

  assert {
    condition     = !tencentcloud_postgresql_instance.this.public_access_switch && tencentcloud_postgresql_instance.this.delete_protection
    error_message = "Nothing but the network may reach the instance, and nobody may delete it by mistake."
  }
}

run "without_tls" {
  command = plan

  variables {
    tls_enabled = false
  }

  assert {
    condition     = !tencentcloud_postgresql_instance_ssl_config.this.ssl_enabled && output.ca_certificate_url == null
    error_message = "TLS must be off where it is said."
  }
}

run "resizes_in_the_window" {
  command = plan

  assert {
    condition     = tencentcloud_postgresql_instance.this.wait_switch == 2 && tencentcloud_postgresql_time_window.this.maintain_start_time == "04:00"
    error_message = "Another size must wait for the maintenance window."
  }
}

run "with_everything" {
  command = plan

  variables {
    switch_in_maintenance_window = false
    storage_type                 = "CLOUD_HSSD"
    prepaid_months               = 12
    parameters                   = { max_connections = "500" }
    accounts                     = { monitoring = {} }
    read_replicas                = { reports = { spec_code = "pg.it.small2", zone = "ap-guangzhou-7" } }
  }

  assert {
    condition     = tencentcloud_postgresql_instance.this.wait_switch == 0 && tencentcloud_postgresql_instance.this.charge_type == "PREPAID"
    error_message = "What was said must be so."
  }

  assert {
    condition     = tencentcloud_postgresql_readonly_instance_v2.this["reports"].storage == 20 && toset(keys(tencentcloud_postgresql_account.this)) == toset(["monitoring"])
    error_message = "There must be a replica as large as the primary, and an account."
  }
}
