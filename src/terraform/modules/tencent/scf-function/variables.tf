variable "name" {
  type        = string
  description = "Name of the function."

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$", var.name))
    error_message = "The name must have 2 to 60 letters, digits, hyphens and underscores, begin with a letter, and end with a letter or a digit."
  }
}

variable "region" {
  type        = string
  description = "Region of the buckets that name no other."
}

variable "namespace" {
  type        = string
  default     = "default"
  description = "Namespace of the function, which has to be there. Another one is another function."
}

variable "description" {
  type        = string
  default     = null
  description = "What the function does."
}

variable "type" {
  type        = string
  default     = "event"
  description = "What the function is: event (it is given what happened) or http (it is a web server). The provider refuses another type afterwards."

  validation {
    condition     = contains(["event", "http"], var.type)
    error_message = "The type must be event or http."
  }
}

variable "image" {
  type = object({
    uri                  = string
    registry_id          = optional(string)
    port                 = optional(number, 9000)
    entry_point          = optional(string)
    command              = optional(string)
    args                 = optional(string)
    acceleration_enabled = optional(bool, false)
  })
  default     = null
  description = "The image that runs: its address with a tag or a digest, and the ID of the instance of TCR that it is in (by default it is one of the personal registry), the port of its web server, and what runs in the place of its own entry point."

  validation {
    condition     = var.image == null ? true : can(regex("^[^\\s:@/]+(/[^\\s:@]+)+(:[^\\s@/]+)?(@sha256:[a-f0-9]{64})?$", var.image.uri)) && can(regex("[:@][^/]+$", var.image.uri))
    error_message = "The image must be an address with a tag or a digest, such as shop.tencentcloudcr.com/shop/resize:1.4."
  }

  validation {
    condition     = (var.image == null) != (var.code == null)
    error_message = "A function runs an image or a package."
  }
}

variable "code" {
  type = object({
    bucket  = string
    object  = string
    region  = optional(string)
    runtime = string
    handler = string
  })
  default     = null
  description = "The package that runs, as a file of type .zip or .jar in a bucket: the runtime (CustomRuntime, Go1 or Nodejs16.13, for instance), and the handler in it. Another file needs another name to be seen."

  validation {
    condition     = var.code == null ? true : can(regex("\\.(zip|jar)$", var.code.object))
    error_message = "The object must end with .zip or .jar."
  }
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of an instance in MB: a multiple of 128 up to 3072."

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 3072 && var.memory_mb % 128 == 0
    error_message = "The memory must be a multiple of 128 MB up to 3072."
  }
}

variable "timeout_seconds" {
  type        = number
  default     = 30
  description = "Seconds after which a call is ended, 1 to 900."

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "A call is ended after 1 to 900 seconds."
  }
}

variable "instance_requests" {
  type        = number
  default     = null
  description = "Requests that an instance of a web server answers at once, up to 100. By default one."

  validation {
    condition     = var.instance_requests == null ? true : var.instance_requests >= 1 && var.instance_requests <= 100 && var.type == "http"
    error_message = "An instance answers 1 to 100 requests at once, if the function is of type http."
  }
}

variable "long_running" {
  type        = bool
  default     = false
  description = "Whether calls run on their own, and are not waited for. Another value is another function."

  validation {
    condition     = !var.long_running || var.type == "event"
    error_message = "A web server is waited for: only a function of type event runs on its own."
  }
}

variable "environment_variables" {
  type        = map(string)
  default     = {}
  description = "Environment variables. No secrets: who may read the function sees them, and the state holds them. The function reads those from SSM with its role."
}

variable "role_name" {
  type        = string
  default     = null
  description = "Name of the CAM role that the function has, with keys in its environment that end by themselves. Who applies this has to be allowed to pass it on (cam:PassRole)."
}

variable "vpc_id" {
  type        = string
  default     = null
  description = "ID of the VPC that the function reaches. By default none."

  validation {
    condition     = (var.vpc_id == null) == (var.subnet_id == null)
    error_message = "A function in a network needs the VPC and a subnet."
  }
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "ID of the subnet that instances get their addresses from."
}

variable "internet_enabled" {
  type        = bool
  default     = true
  description = "Whether the function reaches the internet by itself. A function in a network may be without."

  validation {
    condition     = var.internet_enabled || var.vpc_id != null
    error_message = "A function without a network reaches the internet: give vpc_id and subnet_id to leave that to the network."
  }
}

variable "fixed_public_address" {
  type        = bool
  default     = false
  description = "Whether the function comes out on the internet with an address that stays."

  validation {
    condition     = !var.fixed_public_address || var.internet_enabled
    error_message = "An address that stays needs internet_enabled."
  }
}

variable "log" {
  type = object({
    log_set_id = string
    topic_id   = string
  })
  default     = null
  description = "The log set and the topic in CLS that keep what the function writes. By default the service's own."
}

variable "file_systems" {
  type = map(object({
    id          = string
    remote_path = optional(string, "/")
    user_id     = optional(number, 10000)
    group_id    = optional(number, 10000)
  }))
  default     = {}
  description = "File systems of CFS in the network of the function, by the path at which it sees them (such as /mnt/files), and the user that it is to them."

  validation {
    condition     = length(var.file_systems) == 0 || var.vpc_id != null
    error_message = "A file system is reached through its network: give vpc_id and subnet_id."
  }

  validation {
    condition     = alltrue([for path in keys(var.file_systems) : startswith(path, "/mnt/") && length(path) > 5])
    error_message = "A file system is seen below /mnt/."
  }
}

variable "retries" {
  type = object({
    count = optional(number, 2)
    hours = optional(number, 6)
  })
  default     = {}
  description = "How often a call that nobody waits for is tried again when the function fails (0 to 2 times), and for how many hours it waits for its turn (1 to 6)."

  validation {
    condition     = contains([0, 1, 2], var.retries.count) && contains([1, 2, 3, 4, 5, 6], var.retries.hours)
    error_message = "A call is tried again 0 to 2 times, and waits for 1 to 6 hours."
  }
}

variable "reserved_instances" {
  type        = number
  default     = null
  description = "How many instances are kept free for this function, which are also the most that it has: so that it overruns nothing behind it. By default it shares those of the account."

  validation {
    condition     = var.reserved_instances == null ? true : var.reserved_instances >= 1 && floor(var.reserved_instances) == var.reserved_instances
    error_message = "A function has a whole number of instances, 1 or more."
  }
}

variable "layers" {
  type        = list(object({ name = string, version = number }))
  default     = []
  description = "Layers with files for a package, in order; the last wins."

  validation {
    condition     = length(var.layers) == 0 || var.code != null
    error_message = "Layers are for packages: an image has its files."
  }
}

variable "timers" {
  type = map(object({
    cron     = string
    argument = optional(string)
  }))
  default     = {}
  description = "Timers that call the function, by their name: seven fields with seconds and years (UTC+8), such as \"0 30 4 * * * *\", and what the function is given."

  validation {
    condition     = alltrue([for name, timer in var.timers : can(regex("^[A-Za-z0-9_-]{1,100}$", name)) && length(split(" ", timer.cron)) == 7])
    error_message = "A timer has a name of letters, digits, hyphens and underscores, and seven fields: seconds, minutes, hours, day, month, weekday, year."
  }
}

variable "bucket_events" {
  type = map(object({
    bucket = string
    region = optional(string)
    event  = optional(string, "cos:ObjectCreated:*")
    prefix = optional(string, "")
    suffix = optional(string, "")
  }))
  default     = {}
  description = "Buckets, by their whole name, that call the function when objects are made (cos:ObjectCreated:*) or removed (cos:ObjectRemove:*), as far as their names begin with prefix and end with suffix."

  validation {
    condition     = alltrue([for event in values(var.bucket_events) : startswith(event.event, "cos:Object")]) && length(distinct([for event in values(var.bucket_events) : event.bucket])) == length(var.bucket_events)
    error_message = "An event is one of cos:ObjectCreated: or cos:ObjectRemove:, and a bucket is named once."
  }
}

variable "kafka_topics" {
  type = map(object({
    instance_id  = string
    topic        = string
    offset       = optional(string, "latest")
    messages_max = optional(number, 100)
    wait_seconds = optional(number, 60)
    retries      = optional(number, 10000)
  }))
  default     = {}
  description = "Topics of CKafka without ACLs, in the region of the function, whose messages it is given, by a name of their own: up to messages_max at once, or what there is after wait_seconds. A trigger that is new begins at offset, latest or earliest."

  validation {
    condition     = alltrue([for topic in values(var.kafka_topics) : contains(["latest", "earliest"], topic.offset) && topic.messages_max >= 1 && topic.messages_max <= 10000 && topic.wait_seconds >= 1 && topic.wait_seconds <= 300 && topic.retries >= 0 && topic.retries <= 10000])
    error_message = "An offset is latest or earliest; a function is given 1 to 10000 messages after 1 to 300 seconds, and again 0 to 10000 times."
  }

  validation {
    condition     = length(setintersection(keys(var.kafka_topics), concat(keys(var.timers), keys(var.bucket_events), ["url"]))) == 0 && length(setintersection(keys(var.timers), concat(keys(var.bucket_events), ["url"]))) == 0 && !contains(keys(var.bucket_events), "url")
    error_message = "Timers, bucket_events and kafka_topics have names that differ from each other, and none is url."
  }
}

variable "url" {
  type = object({
    public        = optional(bool, false)
    authenticated = optional(bool, true)
    cors = optional(object({
      origins             = list(string)
      methods             = optional(list(string), ["GET", "POST"])
      headers             = optional(list(string), ["Content-Type"])
      max_age_seconds     = optional(number, 600)
      credentials_allowed = optional(bool, false)
    }))
  })
  default     = null
  description = "Gives the function an address: within the network, or with public on the internet. Callers sign with a key of CAM, unless authenticated is false, which lets everybody call it. cors names the sites whose pages may call it from a browser."

  validation {
    condition     = try(var.url.cors, null) == null ? true : length(var.url.cors.origins) >= 1 && !(var.url.cors.credentials_allowed && contains(var.url.cors.origins, "*"))
    error_message = "cors names the sites that may call; with credentials it cannot be all of them (*)."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the function."
}
