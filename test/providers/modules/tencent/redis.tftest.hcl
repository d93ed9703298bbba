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
  zones     = ["ap-guangzhou-6"]
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = tencentcloud_redis_ssl.this.ssl_config == "enabled"
    error_message = "Clients must be able to connect over TLS."
  }

  assert {
    condition     = tencentcloud_redis_instance.this.wan_address_switch == "close"
    error_message = "Nothing but the network may reach the instance."
  }
}

run "without_tls" {
  command = plan

  variables {
    tls_enabled = false
  }

  assert {
    condition     = tencentcloud_redis_ssl.this.ssl_config == "disabled" && !output.tls_enabled
    error_message = "TLS must be off where it is said."
  }
}

run "changes_in_the_window" {
  command = plan

  assert {
    condition     = tencentcloud_redis_instance.this.wait_switch == 1 && tencentcloud_redis_maintenance_window.this.start_time == "04:00"
    error_message = "Another version must wait for the maintenance window."
  }
}

run "in_several_zones" {
  command = plan

  variables {
    zones         = ["ap-guangzhou-6", "ap-guangzhou-7"]
    multi_zone    = true
    replica_count = 2
  }

  override_data {
    target = data.tencentcloud_availability_zones_by_product.redis
    values = { zones = [{ name = "ap-guangzhou-6", id = "100006" }, { name = "ap-guangzhou-7", id = "100007" }] }
  }

  assert {
    condition     = tolist(tencentcloud_redis_instance.this.replica_zone_ids) == tolist([100007, 100006])
    error_message = "The first replica must live in another zone than the master."
  }
}

run "in_shards" {
  command = plan

  variables {
    shard_count = 3
    parameters  = { maxmemory-policy = "allkeys-lru" }
  }

  assert {
    condition     = tencentcloud_redis_instance.this.type_id == 18 && tencentcloud_redis_instance.this.redis_shard_num == 3
    error_message = "The instance must be a cluster."
  }
}
