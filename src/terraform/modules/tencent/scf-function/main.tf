# A function of SCF: an image or a package, in a network, with what calls it.

locals {
  # What calls the function, as the triggers of SCF.
  triggers = merge(
    { for name, timer in var.timers : name => { type = "timer", name = name, desc = timer.cron, argument = timer.argument } },
    { for name, event in var.bucket_events : name => {
      type     = "cos"
      name     = "${event.bucket}.cos.${coalesce(event.region, var.region)}.myqcloud.com"
      desc     = jsonencode({ event = event.event, filter = { Prefix = event.prefix, Suffix = event.suffix } })
      argument = null
    } },
    { for name, topic in var.kafka_topics : name => {
      type     = "ckafka"
      name     = "${topic.instance_id}-${topic.topic}"
      desc     = jsonencode({ maxMsgNum = topic.messages_max, offset = topic.offset, retry = topic.retries, timeOut = topic.wait_seconds })
      argument = null
    } },
    { for name in var.url == null ? [] : ["url"] : name => {
      type     = "http"
      name     = null
      desc     = jsonencode(merge({ AuthType = var.url.authenticated ? "CAM" : "NONE", NetConfig = { EnableIntranet = true, EnableExtranet = var.url.public } }, local.cors))
      argument = null
    } },
  )

  cors = one(var.url[*].cors) == null ? {} : { CorsConfig = {
    Enable      = true
    Origins     = var.url.cors.origins
    Methods     = var.url.cors.methods
    Headers     = var.url.cors.headers
    MaxAge      = var.url.cors.max_age_seconds
    Credentials = var.url.cors.credentials_allowed
  } }
}

resource "tencentcloud_scf_function" "this" {
  name        = var.name
  namespace   = var.namespace
  description = var.description
  func_type   = var.type == "http" ? "HTTP" : "Event"
  mem_size    = var.memory_mb
  timeout     = var.timeout_seconds
  role        = var.role_name
  environment = var.environment_variables

  runtime           = var.code == null ? "CustomImage" : var.code.runtime # so the service calls that of an image
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

  dynamic "cfs_config" {
    for_each = var.file_systems

    content {
      cfs_id           = cfs_config.value.id
      mount_ins_id     = cfs_config.value.id
      local_mount_dir  = cfs_config.key
      remote_mount_dir = cfs_config.value.remote_path
      user_id          = tostring(cfs_config.value.user_id)
      user_group_id    = tostring(cfs_config.value.group_id)
    }
  }

  tags = var.tags
}

resource "tencentcloud_scf_trigger" "this" {
  for_each = local.triggers

  function_name   = tencentcloud_scf_function.this.name
  namespace       = var.namespace
  type            = each.value.type
  trigger_name    = each.value.name
  trigger_desc    = each.value.desc
  custom_argument = each.value.argument
  qualifier       = "$LATEST"
  enable          = "OPEN"
}

# How often a call that nobody waits for is tried again, and how long it waits for its turn.
resource "tencentcloud_scf_function_event_invoke_config" "this" {
  count = var.type == "event" ? 1 : 0

  function_name = tencentcloud_scf_function.this.name
  namespace     = var.namespace

  async_trigger_config {
    msg_ttl = var.retries.hours * 3600

    retry_config {
      retry_num = var.retries.count
    }
  }
}

# Neither less than that for this function, nor more.
resource "tencentcloud_scf_reserved_concurrency_config" "this" {
  count = var.reserved_instances == null ? 0 : 1

  function_name            = tencentcloud_scf_function.this.name
  namespace                = var.namespace
  reserved_concurrency_mem = var.reserved_instances * var.memory_mb
}
