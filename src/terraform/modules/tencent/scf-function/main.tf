# A function of SCF: an image or a package, in a network, with what calls it.

locals {
  triggers = merge(
    { for name, trigger in var.timers : name => { type = "timer", desc = trigger.cron, region = null } },
    { for name, trigger in var.bucket_events : "${trigger.bucket}.cos.${coalesce(trigger.region, var.region)}.myqcloud.com" => {
      type   = "cos"
      region = coalesce(trigger.region, var.region)
      desc   = jsonencode({ event = trigger.event, filter = { Prefix = trigger.prefix, Suffix = trigger.suffix } })
    } },
    var.url == null ? {} : { url = {
      type   = "http"
      region = null
      desc   = jsonencode({ AuthType = var.url.authenticated ? "CAM" : "NONE", NetConfig = { EnableIntranet = true, EnableExtranet = var.url.public } })
    } },
  )
}

resource "tencentcloud_scf_function" "this" {
  name        = var.name
  namespace   = var.namespace
  description = var.description
  func_type   = var.type == "http" ? "HTTP" : "Event"
  mem_size    = var.memory_mb
  timeout     = var.timeout_seconds
  role        = var.role_name
  environment = var.environment

  runtime           = one(var.code[*].runtime)
  handler           = one(var.code[*].handler)
  cos_bucket_name   = one(var.code[*].bucket)
  cos_bucket_region = var.code == null ? null : coalesce(var.code.region, var.region)
  cos_object_name   = one(var.code[*].object)

  dynamic "image_config" {
    for_each = var.image[*]

    content {
      image_type                 = image_config.value.registry_id == null ? "personal" : "enterprise"
      registry_id                = image_config.value.registry_id
      image_uri                  = image_config.value.uri
      image_port                 = var.type == "http" ? image_config.value.port : -1
      entry_point                = image_config.value.entry_point
      command                    = image_config.value.command
      args                       = image_config.value.args
      container_image_accelerate = image_config.value.acceleration_enabled
    }
  }

  vpc_id            = var.vpc_id
  subnet_id         = var.subnet_id
  enable_public_net = var.internet_enabled
  enable_eip_config = var.fixed_public_address
  async_run_enable  = var.long_running ? "TRUE" : null

  cls_logset_id = one(var.log[*].log_set_id)
  cls_topic_id  = one(var.log[*].topic_id)

  dynamic "layers" {
    for_each = var.layers

    content {
      layer_name    = layers.value.name
      layer_version = layers.value.version
    }
  }

  dynamic "instance_concurrency_config" {
    for_each = var.instance_requests == null ? [] : [var.instance_requests]

    content {
      dynamic_enabled = "FALSE"
      max_concurrency = instance_concurrency_config.value
    }
  }

  dynamic "triggers" {
    for_each = local.triggers

    content {
      name         = triggers.key
      type         = triggers.value.type
      trigger_desc = triggers.value.desc
      cos_region   = triggers.value.region
    }
  }

  tags = var.tags
}
