variable "bucket" {
  type        = string
  description = "Whole name of the state bucket, with the APPID."

  validation {
    condition     = length(var.bucket) <= 60 && can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?-[0-9]{10}$", var.bucket))
    error_message = "The bucket must have up to 60 lower-case letters, digits and hyphens and end in a hyphen and the 10-digit APPID, such as tfstate-1250000000."
  }
}

variable "region" {
  type        = string
  description = "Region of the state bucket."
}

variable "state_history_days" {
  type        = number
  default     = 90
  description = "Days for which old versions of a state are kept."

  validation {
    condition     = var.state_history_days >= 7 && var.state_history_days <= 3650
    error_message = "Old versions of a state are kept for 7 to 3650 days."
  }
}

variable "access_log_enabled" {
  type        = bool
  default     = true
  description = "Whether it is kept, in a bucket of its own, who read and wrote which state. COS can do so in most regions, and needs the role CLS_QcsRole of the account."
}

variable "access_log_days" {
  type        = number
  default     = 90
  description = "Days for which it is kept who read and wrote which state."

  validation {
    condition     = var.access_log_days >= 30 && var.access_log_days <= 3650 && floor(var.access_log_days) == var.access_log_days
    error_message = "The log is kept for a whole number of days from 30 to 3650."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the buckets."
}

variable "account_uin" {
  type        = string
  default     = null
  description = "UIN of the account. Asked of the cloud when it is not given."

  validation {
    condition     = var.account_uin == null || can(regex("^[0-9]+$", var.account_uin))
    error_message = "The UIN of an account has digits only."
  }
}

variable "identity_provider" {
  type        = string
  default     = "github"
  description = "Name of the provider that knows the jobs of GitHub Actions."
}

variable "environments" {
  type = map(object({
    states            = list(object({ bucket = string, prefix = string }))
    credential_states = list(string)
    buckets           = list(string)
  }))
  default     = {}
  description = "Where each environment has its states, the folders of those that hold credentials, and the buckets that its root modules declare; folders and buckets as resources of CAM."
}

variable "workload_roles" {
  type = map(object({
    environment = string
    subject     = string
    grants      = list(object({ actions = list(string), resources = list(string) }))
  }))
  default     = {}
  description = "Roles of workloads by name: the environment that each is for, the service account that it trusts as system:serviceaccount:<namespace>:<name>, and its actions, each with the resources of CAM that they are for."

  # CAM compares, it matches no patterns; without a subject every pod of the cluster could assume the role.
  validation {
    condition     = alltrue([for role in values(var.workload_roles) : can(regex("^system:serviceaccount:[a-z0-9]([-a-z0-9]*[a-z0-9])?:[a-z0-9]([-a-z0-9]*[a-z0-9])?$", role.subject))])
    error_message = "A role of a workload must trust exactly one service account, as system:serviceaccount:<namespace>:<name>."
  }

  validation {
    condition = alltrue(flatten([
      for role in values(var.workload_roles) : [
        for grant in role.grants : concat(
          [length(grant.actions) > 0 && length(grant.resources) > 0],
          [for action in grant.actions : can(regex("^(name/)?[a-z0-9]+:\\w+$", action)) && !can(regex("^(name/)?(cam|sts):", action))],
          [for resource in grant.resources : can(regex("^qcs::\\w+:[-a-z0-9]*:(uid|uin)/\\d+:[^*]+", resource))],
        )
      ]
    ]))
    error_message = "A grant needs whole actions such as name/cos:GetObject, none of CAM or STS, and resources that name more than an asterisk, such as qcs::cos:ap-guangzhou:uid/1250000000:uploads-1250000000/*."
  }
}

variable "cluster_ids" {
  type        = map(string)
  default     = {}
  description = "ID of the cluster of each environment that has one, for the roles of its workloads. The script bootstrap.sh asks for them and keeps them in clusters.auto.tfvars."

  validation {
    condition     = alltrue([for id in values(var.cluster_ids) : can(regex("^cls-[a-z0-9]+$", id))])
    error_message = "The ID of a cluster has the form cls-a1b2c3d4."
  }
}

variable "roles" {
  type = map(object({
    environment       = string
    writes            = bool
    reads_credentials = bool
    subjects          = list(string)
    actions           = list(string)
  }))
  default     = {}
  description = "Roles by name: the environment that each is for, whether it may write and read credentials, the subjects that it trusts, and its actions on resources."

  validation {
    condition     = alltrue([for role in values(var.roles) : contains(keys(var.environments), role.environment)])
    error_message = "Every role must be for one of the environments."
  }

  # Without a subject a role would trust every repository of GitHub; CAM compares with ten at most.
  validation {
    condition     = alltrue([for role in values(var.roles) : length(role.subjects) >= 1 && length(role.subjects) <= 10])
    error_message = "A role must trust 1 to 10 subjects."
  }
}
