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
    condition     = tencentcloud_scf_function.this.image_config[0].image_type == "enterprise" && tencentcloud_scf_function.this.image_config[0].image_port == -1 && tencentcloud_scf_function.this.func_type == "Event"
    error_message = "It must run the image, which is no web server."
  }

  assert {
    condition     = length(tencentcloud_scf_function.this.triggers) == 0 && tencentcloud_scf_function.this.cos_bucket_region == null
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
    url               = {}
  }

  assert {
    condition     = tencentcloud_scf_function.this.image_config[0].image_type == "personal" && tencentcloud_scf_function.this.image_config[0].image_port == 9000 && !tencentcloud_scf_function.this.enable_public_net
    error_message = "It must be a web server without a way out."
  }

  assert {
    condition     = jsondecode(one(tencentcloud_scf_function.this.triggers).trigger_desc) == { AuthType = "CAM", NetConfig = { EnableIntranet = true, EnableExtranet = false } }
    error_message = "Its address must be within the network, and ask for a signature."
  }
}

run "a_package_and_what_calls_it" {
  command = plan

  variables {
    code          = { bucket = "code", object = "resize.zip", runtime = "Go1", handler = "main" }
    timers        = { nightly = { cron = "0 30 4 * * * *" } }
    bucket_events = { uploads = { bucket = "uploads-1250000000", suffix = ".png" } }
    layers        = [{ name = "fonts", version = 2 }]
  }

  assert {
    condition     = tencentcloud_scf_function.this.cos_bucket_region == "ap-guangzhou" && tencentcloud_scf_function.this.handler == "main" && length(tencentcloud_scf_function.this.image_config) == 0
    error_message = "It must run the package."
  }

  assert {
    condition     = toset(tencentcloud_scf_function.this.triggers[*].name) == toset(["nightly", "uploads-1250000000.cos.ap-guangzhou.myqcloud.com"])
    error_message = "Both must call it."
  }
}

run "an_image_without_a_tag" {
  command = plan

  variables {
    image = { uri = "shop.tencentcloudcr.com/shop/resize" }
  }

  expect_failures = [var.image]
}
