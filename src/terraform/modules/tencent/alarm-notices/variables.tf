variable "name" {
  type        = string
  description = "What the names of the notices begin with."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name must have 1 to 40 characters."
  }
}

variable "language" {
  type        = string
  default     = "en-US"
  description = "Language of the notices: en-US or zh-CN."

  validation {
    condition     = contains(["en-US", "zh-CN"], var.language)
    error_message = "The language must be en-US or zh-CN."
  }
}

variable "notices" {
  type = map(object({
    user_groups = optional(list(object({ ids = set(number), channels = optional(set(string), ["EMAIL"]) })), [])
    webhooks    = optional(list(object({ secret_name = string, key = optional(string) })), [])
  }))
  description = "Notices by name, each with those who are told: groups of CAM users by their IDs, by EMAIL, SMS, CALL, WECHAT or RTX (WeCom); and webhooks, whose secret_name is that of a secret in SSM, among webhook_secret_names, with the address or a JSON object that has it under key. Webhooks get what the alarms of the service send, and those of robots of WeCom, DingTalk, Feishu and Slack a message of theirs."

  validation {
    condition     = alltrue([for name in keys(var.notices) : length("${var.name}-${name}") <= 60])
    error_message = "The name of a notice, after the name and a hyphen, must have 60 characters at most."
  }

  validation {
    condition     = alltrue([for notice in values(var.notices) : length(notice.user_groups) <= 5 && length(notice.webhooks) <= 3])
    error_message = "A notice has 5 entries of user groups and 3 webhooks at most."
  }

  validation {
    condition     = alltrue([for notice in values(var.notices) : length(notice.user_groups) + length(notice.webhooks) >= 1])
    error_message = "A notice must tell somebody."
  }

  validation {
    condition = alltrue(flatten([
      for notice in values(var.notices) : [
        for users in notice.user_groups : length(users.ids) >= 1 && length(users.channels) >= 1 && length(setsubtract(users.channels, ["EMAIL", "SMS", "CALL", "WECHAT", "RTX"])) == 0
      ]
    ]))
    error_message = "User groups need IDs and channels: EMAIL, SMS, CALL, WECHAT or RTX."
  }

  validation {
    condition     = alltrue(flatten([for notice in values(var.notices) : [for webhook in notice.webhooks : contains(coalesce(var.webhook_secret_names, []), webhook.secret_name)]]))
    error_message = "The secret_name of a webhook must be among webhook_secret_names."
  }
}

variable "webhook_secret_names" {
  type        = set(string)
  default     = []
  description = "Names of the secrets in SSM that the addresses of webhooks are read from: of each the version whose name comes last in the alphabet."
}
