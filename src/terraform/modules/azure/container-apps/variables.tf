variable "name" {
  type        = string
  description = "Name of the environment."

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 60 letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the environment, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the environment, its apps and its jobs."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that it lives in: delegated to Microsoft.App/environments, and with a block of /27 at least, which nothing else uses. Another one means a new environment."
}

variable "public_address_enabled" {
  type        = bool
  default     = false
  description = "Whether apps can be reached from the internet: those that say so in their ingress. By default the network alone reaches them. Another value means a new environment."
}

variable "zone_redundant" {
  type        = bool
  default     = null
  description = "Whether it is spread over the zones of its location: by default wherever there are any. Another value means a new environment."
}

variable "mutual_tls_enabled" {
  type        = bool
  default     = false
  description = "Whether apps of the environment show each other certificates, over TLS. It takes longer."
}

variable "workload_profiles" {
  type = map(object({
    type      = string
    count_min = optional(number, 1)
    count_max = optional(number, 3)
  }))
  default     = {}
  description = "Machines of its own by name, for apps and jobs that name them: the type, such as D4 or E8, and how many there are at least and at most. All others share those of Azure, the profile Consumption, and are paid for by what they use."

  validation {
    condition     = alltrue([for name, profile in var.workload_profiles : can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,14}$", name)) && name != "Consumption" && profile.count_min >= 0 && profile.count_min <= profile.count_max])
    error_message = "The name of a profile has up to 15 letters, digits and hyphens, and is not Consumption, which is there already; there are no fewer at most than at least."
  }
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
  })
  default     = null
  description = "Identity with which the environment reads certificates, to be made before it: Key Vault Secrets User on their vault."
}

variable "certificates" {
  type = map(object({
    key_vault_secret_id = string
  }))
  default     = {}
  description = "Certificates of domains by name: the ID of their secret in a Key Vault without its version, so that a new one is taken on by itself."

  validation {
    condition     = alltrue([for name, certificate in var.certificates : can(regex("^[a-z0-9][a-z0-9.-]*[a-z0-9]$", name)) && can(regex("^https://[^/]+/secrets/[^/]+/?$", certificate.key_vault_secret_id))])
    error_message = "A certificate has a name of lower-case letters, digits, hyphens and dots, and the versionless ID of its secret, such as https://<vault>.vault.azure.net/secrets/<certificate>."
  }

  validation {
    condition     = length(var.certificates) == 0 || var.identity != null
    error_message = "Certificates are read with an identity: give it in identity."
  }
}

variable "nfs_shares" {
  type = map(object({
    server    = string
    path      = string
    read_only = optional(bool, false)
  }))
  default     = {}
  description = "File shares for volumes by name, over NFS, which asks for no key: the host name of the storage account inside of the network, and the path of the share, such as /<account>/<share>."

  validation {
    condition     = alltrue([for name, share in var.nfs_shares : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name)) && can(regex("^/[^/]+/[^/]+$", share.path))])
    error_message = "A share has a name of lower-case letters, digits and hyphens, and a path such as /<account>/<share>."
  }
}

variable "dapr_components" {
  type = map(object({
    type          = string
    version       = optional(string, "v1")
    metadata      = optional(map(string), {})
    app_ids       = optional(list(string), [])
    ignore_errors = optional(bool, false)
  }))
  default     = {}
  description = "What apps with dapr use by name, such as a store of states or a queue: the type, such as state.azure.cosmosdb, how it is reached (metadata: with azureClientId for the identity of the app, which takes no key), and the app_id of those that may use it; all of them if none is named."

  validation {
    condition     = alltrue([for name, component in var.dapr_components : can(regex("^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])$", name)) && can(regex("^[a-z]+[.][a-z0-9.-]+$", component.type))])
    error_message = "A component has a name of 2 to 60 lower-case letters, digits and hyphens, and a type such as state.azure.cosmosdb."
  }

  validation {
    condition     = alltrue(flatten([for component in var.dapr_components : [for name in keys(component.metadata) : !can(regex("(?i)(password|secret|accountkey|masterkey|connectionstring|accesskey)", name))]]))
    error_message = "A component is reached with an identity (azureClientId): what metadata says is in the state, so that keys, passwords and connection strings have no place there."
  }
}

variable "apps" {
  type = map(object({
    image            = string
    cpu              = optional(number, 0.5)
    memory_gi        = optional(number, 1)
    command          = optional(list(string))
    args             = optional(list(string))
    env              = optional(map(string), {})
    secrets          = optional(map(string), {})
    registry         = optional(string)
    workload_profile = optional(string, "Consumption")
    identity = optional(object({
      user_assigned_identity_id = string
    }))
    ingress = optional(object({
      port                    = number
      external_enabled        = optional(bool, true)
      transport               = optional(string, "auto")
      exposed_port            = optional(number)
      allowed_ip_ranges       = optional(list(string), [])
      client_certificate_mode = optional(string, "ignore")
      cors = optional(object({
        allowed_origins           = list(string)
        allowed_methods           = optional(list(string))
        allowed_headers           = optional(list(string))
        exposed_headers           = optional(list(string))
        allow_credentials_enabled = optional(bool, false)
        max_age_seconds           = optional(number)
      }))
    }))
    domains = optional(map(string), {})
    probes = optional(object({
      startup = optional(object({
        port                  = number
        transport             = optional(string, "HTTP")
        path                  = optional(string, "/")
        initial_delay_seconds = optional(number, 1)
        interval_seconds      = optional(number, 10)
        timeout_seconds       = optional(number, 5)
        failure_threshold     = optional(number, 10)
      }))
      liveness = optional(object({
        port                  = number
        transport             = optional(string, "HTTP")
        path                  = optional(string, "/")
        initial_delay_seconds = optional(number, 1)
        interval_seconds      = optional(number, 10)
        timeout_seconds       = optional(number, 5)
        failure_threshold     = optional(number, 3)
      }))
      readiness = optional(object({
        port                  = number
        transport             = optional(string, "HTTP")
        path                  = optional(string, "/")
        initial_delay_seconds = optional(number, 1)
        interval_seconds      = optional(number, 10)
        timeout_seconds       = optional(number, 5)
        failure_threshold     = optional(number, 3)
      }))
    }), {})
    replicas_min        = optional(number, 1)
    replicas_max        = optional(number, 10)
    concurrent_requests = optional(number)
    scale_rules = optional(map(object({
      type           = string
      metadata       = map(string)
      uses_identity  = optional(bool, true)
      authentication = optional(map(string), {})
    })), {})
    scale_cooldown_seconds = optional(number, 300)
    scale_polling_seconds  = optional(number, 30)
    sidecars = optional(map(object({
      image     = string
      cpu       = optional(number, 0.25)
      memory_gi = optional(number, 0.5)
      command   = optional(list(string))
      args      = optional(list(string))
      env       = optional(map(string), {})
      secrets   = optional(map(string), {})
    })), {})
    init_containers = optional(map(object({
      image     = string
      cpu       = optional(number, 0.25)
      memory_gi = optional(number, 0.5)
      command   = optional(list(string))
      args      = optional(list(string))
      env       = optional(map(string), {})
      secrets   = optional(map(string), {})
    })), {})
    volumes = optional(map(object({
      mount_path = string
      nfs_share  = optional(string)
    })), {})
    dapr = optional(object({
      app_id   = optional(string)
      port     = optional(number)
      protocol = optional(string, "http")
    }))
    traffic = optional(list(object({
      revision_suffix = optional(string)
      percentage      = number
      label           = optional(string)
    })), [])
    revision_suffix           = optional(string)
    inactive_revisions_max    = optional(number, 10)
    termination_grace_seconds = optional(number, 30)
  }))
  default     = {}
  description = "Apps by name: the image, the host name of the registry that it is pulled from, if that asks who somebody is, cores and memory, variables, and secrets of a Key Vault by the variables that get them, as versionless IDs. The identity is who the app is to Azure: it reads the secrets, pulls the image, and is what the app may take on; without one it has one of its own, which can be given roles once it is there. An app without ingress is reached by nobody, and one with external_enabled = false by the environment alone. domains are host names with the names of their certificates. Between replicas_min and replicas_max there are as many as concurrent_requests and scale_rules, which are those of KEDA, ask for, which look with the identity of the app, or with what authentication names: variables of secrets by parameters of the rule; sidecars run beside, init_containers before it; volumes are empty, or an NFS share. traffic shares requests out among revisions, of which the one without revision_suffix is the newest."

  validation {
    condition     = alltrue([for name in keys(var.apps) : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name)) && !strcontains(name, "--")])
    error_message = "The name of an app has at most 32 lower-case letters, digits and single hyphens, begins with a letter and does not end with a hyphen."
  }

  validation {
    condition     = alltrue([for app in var.apps : app.identity != null || (app.registry == null && sum(concat([length(app.secrets)], [for container in concat(values(app.sidecars), values(app.init_containers)) : length(container.secrets)])) == 0)])
    error_message = "An app that reads secrets or pulls from a registry needs an identity that is there before it: give it identity."
  }

  validation {
    condition = alltrue(flatten([
      for app in var.apps : [for container in concat([{ secrets = app.secrets, env = app.env }], [for other in concat(values(app.sidecars), values(app.init_containers)) : { secrets = other.secrets, env = other.env }]) : [
        for variable, secret in container.secrets : can(regex("^[A-Za-z][A-Za-z0-9_]*[A-Za-z0-9]$", variable)) && can(regex("^https://[^/]+/secrets/[^/]+/?$", secret)) && !contains(keys(container.env), variable)
      ]]
    ]))
    error_message = "A secret is given by the versionless ID that it has in a Key Vault, such as https://<vault>.vault.azure.net/secrets/<secret>, for a variable of letters, digits and underscores that env does not have."
  }

  validation {
    condition = alltrue([
      for app in var.apps : length(distinct(flatten([for container in concat([{ secrets = app.secrets }], [for other in concat(values(app.sidecars), values(app.init_containers)) : { secrets = other.secrets }]) : [for variable, secret in container.secrets : "${lower(variable)} ${secret}"]])))
      == length(distinct(flatten([for container in concat([{ secrets = app.secrets }], [for other in concat(values(app.sidecars), values(app.init_containers)) : { secrets = other.secrets }]) : [for variable, secret in container.secrets : lower(variable)]])))
    ])
    error_message = "A variable has the same secret in all containers of an app: give one of them another name."
  }

  validation {
    condition     = alltrue([for app in var.apps : app.replicas_min >= 0 && app.replicas_min <= app.replicas_max && app.replicas_max >= 1 && app.replicas_max <= 1000])
    error_message = "There are 0 to 1000 replicas, at most no fewer than at least."
  }

  validation {
    condition     = alltrue([for app in var.apps : app.workload_profile == "Consumption" || contains(keys(var.workload_profiles), app.workload_profile)])
    error_message = "The profile of an app is Consumption or the name of one of workload_profiles."
  }

  validation {
    condition     = alltrue(flatten([for app in var.apps : [for volume in app.volumes : startswith(volume.mount_path, "/") && (volume.nfs_share == null ? true : contains(keys(var.nfs_shares), volume.nfs_share))]]))
    error_message = "A volume is mounted at a path such as /data, and its share is the name of one of nfs_shares."
  }

  validation {
    condition = alltrue([
      for app in var.apps : app.ingress == null ? length(app.domains) == 0 && length(app.traffic) == 0 && app.concurrent_requests == null : contains(["auto", "http", "http2", "tcp"], app.ingress.transport) && contains(["accept", "ignore", "require"], app.ingress.client_certificate_mode) && (app.ingress.exposed_port == null || app.ingress.transport == "tcp")
    ])
    error_message = "The transport of an ingress is auto, http, http2 or tcp, which alone has an exposed_port, and the certificates of clients are ignored, accepted or required (ignore, accept, require); domains, traffic and concurrent_requests have no use without one."
  }

  validation {
    condition     = alltrue(flatten([for app in var.apps : app.ingress == null ? [] : [for range in app.ingress.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")]]))
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }

  validation {
    condition     = alltrue([for app in var.apps : length(setsubtract(values(app.domains), keys(var.certificates))) == 0])
    error_message = "A domain has the name of one of certificates."
  }

  validation {
    condition = alltrue(flatten([
      for app in var.apps : [for rule in app.scale_rules : length(setsubtract(values(rule.authentication), keys(app.secrets))) == 0 && (length(rule.authentication) == 0 || !rule.uses_identity)]
    ]))
    error_message = "The authentication of a scale rule names variables of secrets of its app, with uses_identity = false."
  }

  validation {
    condition     = alltrue([for app in var.apps : length(app.traffic) == 0 ? true : sum(app.traffic[*].percentage) == 100 && length([for share in app.traffic : share if share.revision_suffix == null]) <= 1])
    error_message = "Shares of traffic come to 100 percent, and one at most is for the newest revision."
  }
}

variable "jobs" {
  type = map(object({
    image            = string
    cpu              = optional(number, 0.5)
    memory_gi        = optional(number, 1)
    command          = optional(list(string))
    args             = optional(list(string))
    env              = optional(map(string), {})
    secrets          = optional(map(string), {})
    registry         = optional(string)
    workload_profile = optional(string, "Consumption")
    identity = optional(object({
      user_assigned_identity_id = string
    }))
    schedule = optional(string)
    events = optional(object({
      rules = map(object({
        type           = string
        metadata       = map(string)
        uses_identity  = optional(bool, true)
        authentication = optional(map(string), {})
      }))
      executions_min           = optional(number, 0)
      executions_max           = optional(number, 100)
      polling_interval_seconds = optional(number, 30)
    }))
    timeout_seconds = optional(number, 1800)
    retries         = optional(number, 0)
    parallelism     = optional(number, 1)
    completions     = optional(number, 1)
    volumes = optional(map(object({
      mount_path = string
      nfs_share  = optional(string)
    })), {})
  }))
  default     = {}
  description = "Jobs by name, as apps are given: run by a schedule of cron in UTC, by events that rules of KEDA count, or by hand; how long one may take and how often it is tried again, how many replicas run at a time and have to succeed."

  validation {
    condition     = alltrue([for name in keys(var.jobs) : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name)) && !strcontains(name, "--")])
    error_message = "The name of a job has at most 32 lower-case letters, digits and single hyphens, begins with a letter and does not end with a hyphen."
  }

  validation {
    condition     = alltrue([for job in var.jobs : job.identity != null || (job.registry == null && length(job.secrets) == 0)])
    error_message = "A job that reads secrets or pulls from a registry needs an identity that is there before it: give it identity."
  }

  validation {
    condition     = alltrue(flatten([for job in var.jobs : [for variable, secret in job.secrets : can(regex("^[A-Za-z][A-Za-z0-9_]*[A-Za-z0-9]$", variable)) && can(regex("^https://[^/]+/secrets/[^/]+/?$", secret)) && !contains(keys(job.env), variable)]]))
    error_message = "A secret is given by the versionless ID that it has in a Key Vault, such as https://<vault>.vault.azure.net/secrets/<secret>, for a variable of letters, digits and underscores that env does not have."
  }

  validation {
    condition     = alltrue([for job in var.jobs : job.schedule == null ? true : job.events == null && length(split(" ", job.schedule)) == 5])
    error_message = "A job is run by a schedule of five fields, such as \"0 3 * * *\", or by events."
  }

  validation {
    condition = alltrue(flatten([
      for job in var.jobs : job.events == null ? [] : [for rule in job.events.rules : length(setsubtract(values(rule.authentication), keys(job.secrets))) == 0 && (length(rule.authentication) == 0 || !rule.uses_identity)]
    ]))
    error_message = "The authentication of a rule names variables of secrets of its job, with uses_identity = false."
  }

  validation {
    condition     = alltrue([for job in var.jobs : job.workload_profile == "Consumption" || contains(keys(var.workload_profiles), job.workload_profile)])
    error_message = "The profile of a job is Consumption or the name of one of workload_profiles."
  }

  validation {
    condition     = alltrue(flatten([for job in var.jobs : [for volume in job.volumes : startswith(volume.mount_path, "/") && (volume.nfs_share == null ? true : contains(keys(var.nfs_shares), volume.nfs_share))]]))
    error_message = "A volume is mounted at a path such as /data, and its share is the name of one of nfs_shares."
  }
}

variable "diagnostics" {
  type = object({
    log_analytics_workspace_id     = optional(string)
    log_analytics_destination_type = optional(string)
    storage_account_id             = optional(string)
    eventhub_authorization_rule_id = optional(string)
    eventhub_name                  = optional(string)
    log_categories                 = optional(list(string))
    metric_categories              = optional(list(string), [])
  })
  default     = null
  description = "Where its logs go: to a Log Analytics workspace, a storage account, an event hub (the ID of a rule of its namespace that may send, and the name of the hub). All categories of logs unless some are named, and no metrics, which Azure Monitor keeps by itself, unless they are named, such as AllMetrics. Without it no logs are kept."

  validation {
    condition = var.diagnostics == null ? true : anytrue([
      var.diagnostics.log_analytics_workspace_id != null, var.diagnostics.storage_account_id != null, var.diagnostics.eventhub_authorization_rule_id != null,
    ])
    error_message = "Logs need a place to go to: log_analytics_workspace_id, storage_account_id or eventhub_authorization_rule_id."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.eventhub_name == null || var.diagnostics.eventhub_authorization_rule_id != null
    error_message = "An event hub is reached by a rule of its namespace: give eventhub_authorization_rule_id, too."
  }

  validation {
    condition     = var.diagnostics == null ? true : contains(["AzureDiagnostics", "Dedicated"], coalesce(var.diagnostics.log_analytics_destination_type, "Dedicated"))
    error_message = "Logs lie in the table AzureDiagnostics, or in tables of their own (Dedicated)."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.log_categories == null ? true : length(var.diagnostics.log_categories) + length(var.diagnostics.metric_categories) > 0
    error_message = "Name a category of logs or of metrics, or leave log_categories out for all logs."
  }
}

variable "lock" {
  type = object({
    level = optional(string, "CanNotDelete")
    notes = optional(string)
  })
  default     = null
  description = "A lock against deletion (CanNotDelete) of it and of everything in it, by whomever, until the lock is taken away. ReadOnly refuses every change, those of Terraform too: give that when all is made. There is none by default."

  validation {
    condition     = var.lock == null ? true : contains(["CanNotDelete", "ReadOnly"], var.lock.level)
    error_message = "The level must be CanNotDelete or ReadOnly."
  }

  validation {
    condition     = var.lock == null ? true : length(coalesce(var.lock.notes, "-")) <= 512
    error_message = "Notes have at most 512 characters."
  }
}

variable "role_assignments" {
  type = map(object({
    role           = string
    principal_id   = string
    principal_type = optional(string, "ServicePrincipal")
    description    = optional(string)
    condition      = optional(string)
  }))
  default     = {}
  description = "Roles of Azure on it and on everything in it, each under a name of one's own: the name of the role, the object ID and type (User, Group or ServicePrincipal) of whom it is given to, and a condition, if any, in the language of Azure (version 2.0)."

  validation {
    condition = alltrue([
      for assignment in values(var.role_assignments) : !contains(["owner", "user access administrator", "role based access control administrator"], lower(assignment.role))
    ])
    error_message = "Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", assignment.role))])
    error_message = "A role is given by its whole name, such as Reader, without an asterisk."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", assignment.principal_id))])
    error_message = "A principal is given by its object ID, of the form 00000000-0000-0000-0000-000000000000: the one that identities call principal_id, not client_id."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : contains(["User", "Group", "ServicePrincipal"], assignment.principal_type)])
    error_message = "The type of a principal must be User, Group or ServicePrincipal."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
