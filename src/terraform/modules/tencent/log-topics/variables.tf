variable "name" {
  type        = string
  description = "Name of the log set, unique in the region, and what the names of the topics begin with."

  validation {
    condition     = can(regex("^[^|]{1,100}$", var.name))
    error_message = "The name must have 1 to 100 characters without |."
  }
}

variable "region" {
  type        = string
  default     = null
  description = "Region of the log set, in which kms_key_id is looked for."

  validation {
    condition     = var.region != null || var.kms_key_id == null
    error_message = "A KMS key needs the region that it is in."
  }
}

variable "topics" {
  type = map(object({
    description       = optional(string)
    retention_days    = optional(number, 30)
    infrequent_access = optional(bool, false)
    standard_days     = optional(number, 0)
    partitions        = optional(number, 1)
    partitions_max    = optional(number, 50)
    index_enabled     = optional(bool, true)
    index = optional(object({
      full_text_enabled        = optional(bool, true)
      case_sensitive           = optional(bool, false)
      chinese_included         = optional(bool, true)
      delimiters               = optional(string, "@&?|#()='\",;:<>[]{}/ \n\t\r\\")
      internal_fields_included = optional(bool, false)
      metadata_included        = optional(bool, false)
      fields_found             = optional(bool, false)
      fields = optional(map(object({
        type               = optional(string, "text")
        alias              = optional(string)
        statistics_enabled = optional(bool, true)
      })), {})
    }), {})
    archive = optional(object({
      bucket        = string
      prefix        = optional(string)
      storage_class = optional(string, "STANDARD")
    }))
  }))
  description = "Topics by the end of their name. retention_days is how long logs are kept, 3640 being for ever; infrequent_access has them in a cheaper storage from the beginning, standard_days after so many days. The index is what is searched: the whole text, the fields that are named, or found by the service (fields_found); with index_enabled = false the topic has none from here, for who writes to it and makes one. archive sends all to a bucket of COS, by the name with the APPID, as files of JSON, and needs CLS to be allowed to write there, once, in the console."

  validation {
    condition     = length(var.topics) > 0 && alltrue([for name in keys(var.topics) : can(regex("^[A-Za-z0-9_-]{1,100}$", name))])
    error_message = "Give at least one topic, with a name of 1 to 100 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.retention_days == 3640 || topic.retention_days >= (topic.infrequent_access ? 7 : 1) && topic.retention_days <= 3600 && floor(topic.retention_days) == topic.retention_days])
    error_message = "Logs are kept for a whole number of days from 1 to 3600, with infrequent_access from 7, or for ever (3640)."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.standard_days == 0 || !topic.infrequent_access && topic.standard_days >= 7 && topic.standard_days < topic.retention_days])
    error_message = "standard_days is 7 or more (0: all of them), less than retention_days, and not for topics with infrequent_access."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.partitions >= 1 && topic.partitions <= 10 && topic.partitions_max >= topic.partitions && topic.partitions_max <= 50])
    error_message = "A topic begins with 1 to 10 partitions, and has at most 50, not fewer than it begins with."
  }

  validation {
    condition     = alltrue([for topic in var.topics : !topic.index_enabled || topic.index.full_text_enabled || topic.index.fields_found || length(topic.index.fields) > 0])
    error_message = "An index has the whole text, fields, or those that are found; index_enabled = false makes none."
  }

  validation {
    condition     = alltrue(flatten([for topic in var.topics : [for field in topic.index.fields : contains(["text", "long", "double"], field.type)]]))
    error_message = "The type of a field is text, long or double."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.archive == null ? true : can(regex("^[a-z0-9-]+-[0-9]{5,}$", topic.archive.bucket))])
    error_message = "The bucket of an archive has its APPID, such as logs-1250000000."
  }
}

variable "alarms" {
  type = map(object({
    queries = list(object({
      topic   = string
      query   = string
      minutes = optional(number, 15)
    }))
    condition              = string
    notice_ids             = list(string)
    level                  = optional(string, "warning")
    period_minutes         = optional(number, 5)
    periods                = optional(number, 1)
    repeated_after_minutes = optional(number, 60)
    message                = optional(string, "{{.Label}}")
    enabled                = optional(bool, true)
  }))
  default     = {}
  description = "Alarms by the end of their name. Every period_minutes the queries are asked, in the syntax of CQL, of what came to their topics in the last minutes, such as \"status:>500 | select count(*) as errors\"; the fields of a statement need statistics. The condition names their results by number, such as \"$1.errors > 10\". When it holds in so many periods in a row, the notices of Cloud Monitor with notice_ids are sent (the module alarm-notices puts them out), and again every repeated_after_minutes (0: each time), with a level of info, warning or critical, and a message, in which CLS fills in variables."

  validation {
    condition     = alltrue([for name in keys(var.alarms) : can(regex("^[A-Za-z0-9_-]{1,100}$", name))])
    error_message = "The name of an alarm must have 1 to 100 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for alarm in var.alarms : length(alarm.queries) > 0 && alltrue([for query in alarm.queries : contains(keys(var.topics), query.topic)])])
    error_message = "An alarm needs at least one query, each of one of the topics."
  }

  validation {
    condition     = alltrue(flatten([for alarm in var.alarms : [for query in alarm.queries : query.minutes >= 1 && query.minutes <= 1440 && floor(query.minutes) == query.minutes]]))
    error_message = "A query looks back for a whole number of minutes from 1 to 1440."
  }

  validation {
    condition     = alltrue([for alarm in var.alarms : alarm.condition != "" && length(alarm.notice_ids) > 0])
    error_message = "An alarm needs a condition, and at least one notice, or nobody is told."
  }

  validation {
    condition     = alltrue([for alarm in var.alarms : contains(["info", "warning", "critical"], alarm.level)])
    error_message = "The level of an alarm must be one of info, warning, critical."
  }

  validation {
    condition = alltrue([
      for alarm in var.alarms : alarm.period_minutes >= 1 && alarm.period_minutes <= 1440 && alarm.periods >= 1 && alarm.periods <= 2000 && alarm.repeated_after_minutes >= 0 && alarm.repeated_after_minutes <= 1440
    ])
    error_message = "An alarm has a period of 1 to 1440 minutes, 1 to 2000 periods, and is repeated after 0 to 1440 minutes."
  }
}

variable "encryption_enabled" {
  type        = bool
  default     = false
  description = "Whether the logs are encrypted with a key of KMS. Only some regions have it, for accounts that asked for it, and it cannot be taken away."
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the logs. By default the key that KMS keeps for CLS."

  validation {
    condition     = var.kms_key_id == null || var.encryption_enabled
    error_message = "A KMS key has no use without encryption_enabled."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource, ten at most."

  validation {
    condition     = length(var.tags) <= 10
    error_message = "CLS takes ten tags at most."
  }
}
