variable "name" {
  type        = string
  description = "What the names of the policies begin with."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name must have 1 to 40 characters."
  }
}

variable "app_id" {
  type        = string
  description = "APPID of the account, by which Cloud Monitor knows caches and load balancers."
}

variable "notice_ids" {
  type        = list(string)
  description = "IDs of the notices that tell somebody, as the module alarm-notices puts them out. Policies may have others."

  validation {
    condition     = length(var.notice_ids) >= 1 && length(var.notice_ids) <= 3
    error_message = "A policy has 1 to 3 notices."
  }
}

variable "policies" {
  type = map(object({
    service   = optional(string)
    namespace = optional(string)
    rules = optional(list(object({
      metric         = string
      threshold      = number
      operator       = optional(string, "ge")
      period_seconds = optional(number, 60)
      periods        = optional(number, 5)
    })))
    events = optional(list(string))
    match  = optional(string, "any")
    instances = optional(map(object({
      id     = string
      uid    = optional(number)
      region = optional(string)
    })), {})
    objects = optional(list(object({
      dimensions = map(string)
      region     = optional(string)
    })), [])
    tag                    = optional(object({ key = string, value = string }))
    notice_ids             = optional(list(string))
    repeated_after_seconds = optional(number, 3600)
    project_id             = optional(number, 0)
    enabled                = optional(bool, true)
  }))
  description = "Policies by their name. service is load-balancer (a public one), mongodb, mysql, postgresql or redis, with rules that suit most: space, connections and processors at 80 or 90 percent for five minutes, and events after which something does not work. instances are those that are watched, by ID; PostgreSQL needs the uid as well. Anything else has a namespace (the type of policy, such as cvm_device), rules or events by the names of Cloud Monitor, and objects by their dimensions. tag watches everything with it in the place of instances and objects. A policy alarms when a rule is met, or with match = \"all\" when all are; it says so again after repeated_after_seconds. project_id is that of what is watched, -1 for services that know no projects."

  validation {
    condition     = alltrue([for name in keys(var.policies) : length("${var.name}-${name}") <= 60])
    error_message = "The name of a policy, after the name and a hyphen, must have 60 characters at most."
  }

  validation {
    condition     = alltrue([for policy in values(var.policies) : (policy.service == null) != (policy.namespace == null)])
    error_message = "A policy has either a service or a namespace."
  }

  validation {
    condition     = alltrue([for policy in values(var.policies) : policy.service == null ? true : contains(["load-balancer", "mongodb", "mysql", "postgresql", "redis"], policy.service)])
    error_message = "The service must be load-balancer, mongodb, mysql, postgresql or redis; anything else has a namespace."
  }

  validation {
    condition     = alltrue([for policy in values(var.policies) : policy.namespace == null ? true : length(policy.rules == null ? [] : policy.rules) + length(policy.events == null ? [] : policy.events) >= 1])
    error_message = "A policy with a namespace needs rules or events."
  }

  validation {
    condition = alltrue([
      for policy in values(var.policies) : policy.tag != null ? length(policy.instances) + length(policy.objects) == 0 : policy.service == null ? length(policy.objects) >= 1 && length(policy.instances) == 0 : length(policy.instances) >= 1 && length(policy.objects) == 0
    ])
    error_message = "A policy watches instances of its service, objects of its namespace, or what has a tag."
  }

  validation {
    condition     = alltrue(flatten([for policy in values(var.policies) : [for instance in values(policy.instances) : coalesce(policy.service, "other") != "postgresql" || instance.uid != null]]))
    error_message = "An instance of PostgreSQL is bound by its id and its uid, which the module postgresql puts out."
  }

  validation {
    condition     = alltrue(flatten([for policy in values(var.policies) : [for rule in policy.rules == null ? [] : policy.rules : contains(["gt", "ge", "lt", "le", "eq", "ne"], rule.operator)]]))
    error_message = "The operator of a rule must be gt, ge, lt, le, eq or ne."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.policies) : [for rule in policy.rules == null ? [] : policy.rules : contains([1, 5, 10, 60, 300, 600, 3600, 86400], rule.period_seconds) && rule.periods >= 1 && floor(rule.periods) == rule.periods]
    ]))
    error_message = "A period has 1, 5, 10, 60, 300, 600, 3600 or 86400 seconds, and a rule counts at least one."
  }

  validation {
    condition     = alltrue([for policy in values(var.policies) : contains(["any", "all"], policy.match)])
    error_message = "match must be any or all."
  }
}
