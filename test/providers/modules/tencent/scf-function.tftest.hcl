mock_provider "tencentcloud" {}

variables {
  name   = "shop-prod-resize"
  region = "ap-guangzhou"
}

run "an_image" {
  command = plan

  variables {
    image = { uri = "shop.tencentcloudcr.com/shop/resize:1.4", registry_id = "tcr-1" }
  }

  assert {
    condition     = tencentcloud_scf_function.this.image_config[0].image_type == "enterprise" && tencentcloud_scf_function.this.image_config[0].image_port == -1 && tencentcloud_scf_function.this.runtime == "CustomImage" && tencentcloud_scf_function.this.func_type == "Event"
    error_message = "It must run the image, which is no web server."
  }

  assert {
    condition     = length(tencentcloud_scf_trigger.this) == 0 && tencentcloud_scf_function.this.cos_bucket_region == null && output.url == null
    error_message = "Nothing must call it."
  }
}

run "a_web_server_in_the_network" {
  command = plan

  variables {
    type              = "http"
    image             = { uri = "ccr.ccs.tencentyun.com/shop/web:1.4" }
    vpc_id            = "vpc-1"
    subnet_id         = "subnet-1"
    internet_enabled  = false
    instance_requests = 10
    url               = { cors = { origins = ["https://www.example.com"] } }
    file_systems      = { "/mnt/files" = { id = "cfs-1" } }
  }

  assert {
    condition     = tencentcloud_scf_function.this.image_config[0].image_type == "personal" && tencentcloud_scf_function.this.image_config[0].image_port == 9000 && !tencentcloud_scf_function.this.enable_public_net
    error_message = "It must be a web server without a way out."
  }

  assert {
    condition     = jsondecode(tencentcloud_scf_trigger.this["url"].trigger_desc).AuthType == "CAM" && jsondecode(tencentcloud_scf_trigger.this["url"].trigger_desc).NetConfig == { EnableIntranet = true, EnableExtranet = false }
    error_message = "Its address must be within the network, and ask for a signature."
  }

  assert {
    condition     = jsondecode(tencentcloud_scf_trigger.this["url"].trigger_desc).CorsConfig.Origins == ["https://www.example.com"] && tencentcloud_scf_function.this.cfs_config[0].local_mount_dir == "/mnt/files" && length(tencentcloud_scf_function_event_invoke_config.this) == 0
    error_message = "The site must be let in, the files be there, and nothing be tried again."
  }
}

run "a_package_and_what_calls_it" {
  command = plan

  variables {
    code          = { bucket = "code", object = "resize.zip", runtime = "Go1", handler = "main" }
    timers        = { nightly = { cron = "0 30 4 * * * *" } }
    bucket_events = { uploads = { bucket = "uploads-1250000000", suffix = ".png" } }
    layers        = [{ name = "fonts", version = 2 }]
    kafka_topics  = { orders = { instance_id = "ckafka-1", topic = "orders", offset = "earliest" } }

    reserved_instances = 10
  }

  assert {
    condition     = tencentcloud_scf_function.this.cos_bucket_region == "ap-guangzhou" && tencentcloud_scf_function.this.handler == "main" && length(tencentcloud_scf_function.this.image_config) == 0
    error_message = "It must run the package."
  }

  assert {
    condition     = { for name, trigger in tencentcloud_scf_trigger.this : name => trigger.trigger_name } == { nightly = "nightly", uploads = "uploads-1250000000.cos.ap-guangzhou.myqcloud.com", orders = "ckafka-1-orders" } && jsondecode(tencentcloud_scf_trigger.this["orders"].trigger_desc).offset == "earliest"
    error_message = "All three must call it."
  }

  assert {
    condition     = tencentcloud_scf_reserved_concurrency_config.this[0].reserved_concurrency_mem == 5120 && tencentcloud_scf_function_event_invoke_config.this[0].async_trigger_config[0].msg_ttl == 21600
    error_message = "It must have ten instances, and six hours."
  }
}

run "an_image_without_a_tag" {
  command = plan

  variables {
    image = { uri = "shop.tencentcloudcr.com/shop/resize" }
  }

  expect_failures = [var.image]
}
