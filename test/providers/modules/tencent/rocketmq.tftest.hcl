mock_provider "tencentcloud" {}

variables {
  name      = "shop-prod"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"
}

run "within_the_network" {
  command = plan

  assert {
    condition     = !tencentcloud_trocket_rocketmq_instance.this.enable_public && tencentcloud_trocket_rocketmq_instance.this.pay_mode == 0 && output.public_endpoint == null
    error_message = "It must have no public address."
  }
}

run "everything" {
  command = apply

  variables {
    internet        = { bandwidth_mbps = 10, allowed_cidr_blocks = ["203.0.113.0/24"] }
    prepaid_months  = 12
    topics          = { orders = { type = "FIFO", queue_count = 3 }, events = {} }
    consumer_groups = { billing = { ordered = true, retries_max = 3 } }
    roles           = { api = { write = true }, billing = { read = true } }
  }

  assert {
    condition     = tencentcloud_trocket_rocketmq_instance.this.ip_rules[0].ip == "203.0.113.0/24" && tencentcloud_trocket_rocketmq_instance.this.bandwidth == 10 && tencentcloud_trocket_rocketmq_instance.this.renew_flag == 1
    error_message = "Those who are named must come in, and it must renew itself."
  }

  assert {
    condition     = tencentcloud_trocket_rocketmq_topic.this["orders"].topic_type == "FIFO" && tencentcloud_trocket_rocketmq_topic.this["events"].queue_num == 8 && tencentcloud_trocket_rocketmq_consumer_group.this["billing"].consume_message_orderly
    error_message = "Topics and groups must be as they are said."
  }

  assert {
    condition     = tencentcloud_trocket_rocketmq_role.this["api"].perm_write && !tencentcloud_trocket_rocketmq_role.this["api"].perm_read && toset(keys(output.secret_keys)) == toset(["api", "billing"])
    error_message = "A role must have its rights, and keys."
  }
}

run "a_size_of_another_edition" {
  command = plan

  variables {
    edition = "BASIC"
  }

  expect_failures = [var.sku]
}
