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
