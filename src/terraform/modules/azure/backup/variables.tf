variable "name" {
  type        = string
  description = "Name of the vault, and what the names of its policies begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{0,48}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 50 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the vault: that of what it backs up."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the vault."
}

variable "tenant_id" {
  type        = string
  default     = null
  description = "ID of the Microsoft Entra tenant whose identities the backups of clusters use."

  validation {
    condition     = var.kubernetes == null ? true : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "Backups of clusters need the ID of the tenant, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "protected_environment" {
  type        = bool
  default     = false
  description = "Whether the vault is immutable unless immutability says otherwise."
}

variable "redundancy" {
  type        = string
  default     = "GeoRedundant"
  description = "Where the copies of backups are: in two regions (GeoRedundant), in the zones of one (ZoneRedundant), or in one data centre (LocallyRedundant). Another one means a new vault, without the backups."

  validation {
    condition     = contains(["GeoRedundant", "LocallyRedundant", "ZoneRedundant"], var.redundancy)
    error_message = "The redundancy must be GeoRedundant, ZoneRedundant or LocallyRedundant."
  }
}

variable "cross_region_restore_enabled" {
  type        = bool
  default     = false
  description = "Whether backups can be restored in the other region, without waiting for Microsoft to say that this one is lost. It cannot be taken back."

  validation {
    condition     = !var.cross_region_restore_enabled || var.redundancy == "GeoRedundant"
    error_message = "There is another region to restore in with the redundancy GeoRedundant alone."
  }
}

variable "immutability" {
  type        = string
  default     = null
  description = "Whether nobody can delete backups before their time, nor shorten it: Unlocked (until somebody takes that away), Locked (for ever) or Disabled. By default Unlocked in an environment that is protected, and Disabled elsewhere."

  validation {
    condition     = contains(["Disabled", "Locked", "Unlocked"], coalesce(var.immutability, "Disabled"))
    error_message = "The immutability must be Unlocked, Locked or Disabled."
  }
}

variable "soft_delete_retention_days" {
  type        = number
  default     = 14
  description = "Days for which a deleted backup can be had back: 14, which cost nothing, to 180."

  validation {
    condition     = var.soft_delete_retention_days >= 14 && var.soft_delete_retention_days <= 180 && floor(var.soft_delete_retention_days) == var.soft_delete_retention_days
    error_message = "Deleted backups are kept for 14 to 180 whole days."
  }
}

variable "soft_delete_always_on" {
  type        = bool
  default     = false
  description = "Whether nobody can ever take the days away in which a deleted backup can be had back. It cannot be taken back."
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id = string
    key_vault_id     = string
  })
  default     = null
  description = "ID of the Key Vault key that encrypts the backups, and of its vault, on which this one gets the role Key Vault Crypto Service Encryption User. By default a key of Microsoft. It cannot be taken back, only changed for another key."

  validation {
    condition     = var.customer_managed_key == null ? true : can(regex("^https://[^/]+/keys/[^/]+(/[0-9a-f]+)?$", var.customer_managed_key.key_vault_key_id))
    error_message = "A key is given by its ID, such as https://<vault>.vault.azure.net/keys/<name>."
  }
}

variable "postgresql_policies" {
  type = map(object({
    weekday             = optional(string, "Sunday")
    time                = optional(string, "02:00")
    time_zone           = optional(string, "UTC")
    retention           = optional(string, "P3M")
    long_term_retention = optional(object({ monthly = optional(string), yearly = optional(string) }), {})
  }))
  default     = {}
  description = "Policies for PostgreSQL servers, by name: the weekday and time of the backup, the time zone as Windows calls it, such as China Standard Time, how long a backup is kept, such as P3M or P90D, and for how long the first one of a month or a year. Servers themselves keep backups of every moment, for 35 days at most."

  validation {
    condition = alltrue([
      for name, policy in var.postgresql_policies : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,58}[a-zA-Z0-9])?$", name))
      && contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], policy.weekday) && can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", policy.time))
    ])
    error_message = "A policy has a name of up to 60 letters, digits and hyphens, a day such as Sunday, and a time such as 02:00."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.postgresql_policies) : [for retention in concat([policy.retention], values(policy.long_term_retention)) : retention == null ? true : can(regex("^P[1-9][0-9]{0,3}[DWMY]$", retention))]
    ]))
    error_message = "Backups are kept for a time such as P30D, P12W, P6M or P7Y."
  }
}

variable "postgresql_servers" {
  type = map(object({
    server_id = string
    policy    = string
    location  = optional(string)
  }))
  default     = {}
  description = "PostgreSQL flexible servers that are backed up, each under a name of one's own: its ID, one of postgresql_policies, and its location, if it is not that of the vault."

  validation {
    condition     = alltrue([for server in values(var.postgresql_servers) : contains(keys(var.postgresql_policies), server.policy)])
    error_message = "The policy of a server is the name of one of postgresql_policies."
  }

  validation {
    condition     = length(var.postgresql_servers) == 0 || length(var.postgresql_resource_group_ids) > 0
    error_message = "The vault has to read the resource groups of the servers: give postgresql_resource_group_ids."
  }
}

variable "postgresql_resource_group_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the resource groups of the servers, each group once, under a name of one's own."

  validation {
    condition = length(distinct([for id in values(var.postgresql_resource_group_ids) : lower(id)])) == length(var.postgresql_resource_group_ids) && alltrue([
      for id in values(var.postgresql_resource_group_ids) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", id))
    ])
    error_message = "A resource group is given once, by its ID: /subscriptions/<ID>/resourceGroups/<name>."
  }
}

variable "blob_policies" {
  type = map(object({
    operational_retention = optional(string)
    vault = optional(object({
      weekdays            = optional(list(string), ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
      time                = optional(string, "02:00")
      time_zone           = optional(string, "UTC")
      retention           = optional(string, "P30D")
      long_term_retention = optional(object({ daily = optional(string), weekly = optional(string), monthly = optional(string), yearly = optional(string) }), {})
    }))
  }))
  default     = {}
  description = "Policies for the blobs of storage accounts, by name. vault: copies in the vault, on some weekdays or all, and how long they are kept, the first of a day, week, month or year for longer, where that is said. operational_retention: how far back blobs can be restored within the account itself, up to P360D; the service then sets versions, the change feed and the restoring to a point in time of the account, which its own Terraform has to say, too."

  validation {
    condition     = alltrue([for name, policy in var.blob_policies : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,58}[a-zA-Z0-9])?$", name)) && (policy.vault != null || policy.operational_retention != null)])
    error_message = "A policy has a name of up to 60 letters, digits and hyphens, and says vault, operational_retention or both."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.blob_policies) : [
        for vault in policy.vault[*] : length(vault.weekdays) > 0 && length(vault.weekdays) == length(distinct(vault.weekdays)) && can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", vault.time))
        && alltrue([for day in vault.weekdays : contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], day)])
      ]
    ]))
    error_message = "Copies are made on weekdays such as Sunday, each named once, at a time such as 02:00."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.blob_policies) : [
        for retention in concat([policy.operational_retention], flatten([for vault in policy.vault[*] : concat([vault.retention], values(vault.long_term_retention))])) :
        retention == null ? true : can(regex("^P[1-9][0-9]{0,3}[DWMY]$", retention))
      ]
    ]))
    error_message = "Backups are kept for a time such as P30D, P12W, P6M or P7Y."
  }
}

variable "storage_accounts" {
  type = map(object({
    storage_account_id = string
    policy             = string
    containers         = optional(list(string))
    location           = optional(string)
  }))
  default     = {}
  description = "Storage accounts whose blobs are backed up, each under a name of one's own: its ID, one of blob_policies, the containers that are copied to the vault, and its location, if it is not that of the vault."

  validation {
    condition     = alltrue([for account in values(var.storage_accounts) : contains(keys(var.blob_policies), account.policy)])
    error_message = "The policy of an account is the name of one of blob_policies."
  }

  validation {
    condition = alltrue([
      for account in values(var.storage_accounts) : contains(keys(var.blob_policies), account.policy) ? (var.blob_policies[account.policy].vault == null) == (account.containers == null) : true
    ])
    error_message = "Copies in the vault are of containers that are named (containers); without them a policy has no vault, and no containers."
  }
}

variable "kubernetes_policies" {
  type = map(object({
    interval            = optional(string, "P1D")
    time                = optional(string, "02:00")
    time_zone           = optional(string, "UTC")
    retention           = optional(string, "P7D")
    long_term_retention = optional(object({ daily = optional(string), weekly = optional(string), monthly = optional(string) }), {})
  }))
  default     = {}
  description = "Policies for AKS clusters, by name: every how many hours a backup is taken (PT4H, PT6H, PT8H, PT12H or P1D), beginning at a time, how long it is kept, as P7D, and for how long the first one of a day, week or month. Backups are snapshots of disks beside the cluster, kept for 360 days at most."

  validation {
    condition = alltrue([
      for name, policy in var.kubernetes_policies : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,58}[a-zA-Z0-9])?$", name))
      && contains(["PT4H", "PT6H", "PT8H", "PT12H", "P1D"], policy.interval) && can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", policy.time))
    ])
    error_message = "A policy has a name of up to 60 letters, digits and hyphens, the interval PT4H, PT6H, PT8H, PT12H or P1D, and a time such as 02:00."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.kubernetes_policies) : [for retention in concat([policy.retention], values(policy.long_term_retention)) : retention == null ? true : can(regex("^P[1-9][0-9]{0,2}[DWM]$", retention))]
    ]))
    error_message = "Snapshots are kept for a time such as P7D, P4W or P6M."
  }
}

variable "kubernetes" {
  type = object({
    snapshot_resource_group_id = string
    storage_account_id         = string
    storage_blob_endpoint      = string
    storage_container_name     = string
    clusters = map(object({
      cluster_id                 = string
      control_plane_principal_id = string
      policy                     = string
      included_namespaces        = optional(list(string))
      excluded_namespaces        = optional(list(string))
      included_resource_types    = optional(list(string))
      excluded_resource_types    = optional(list(string))
      label_selectors            = optional(list(string))
      cluster_scoped_resources   = optional(bool, true)
      volume_snapshots           = optional(bool, true)
    }))
  })
  default     = null
  description = "AKS clusters that are backed up, each under a name of one's own: its ID, the object ID of the identity of its control plane, one of kubernetes_policies, and of what is in it, if not all: namespaces, types of objects, labels such as app:shop, objects of no namespace, and volumes. Snapshots go to a resource group in the location of the clusters, objects to a container of a storage account that the clusters reach; the vault, the clusters and the extension that is put into them get their roles on both."

  validation {
    condition     = var.kubernetes == null ? true : length(var.kubernetes.clusters) > 0 && alltrue([for cluster in values(var.kubernetes.clusters) : contains(keys(var.kubernetes_policies), cluster.policy)])
    error_message = "There is a cluster at least, and the policy of each is the name of one of kubernetes_policies."
  }

  validation {
    condition     = var.kubernetes == null ? true : alltrue([for cluster in values(var.kubernetes.clusters) : cluster.included_namespaces == null || cluster.excluded_namespaces == null])
    error_message = "A backup is of some namespaces, or of all but some: give included_namespaces or excluded_namespaces."
  }

  validation {
    condition = var.kubernetes == null ? true : (
      can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", var.kubernetes.snapshot_resource_group_id))
      && can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Storage/storageAccounts/[^/]+$", var.kubernetes.storage_account_id))
      && startswith(var.kubernetes.storage_blob_endpoint, "https://")
    )
    error_message = "The snapshots go to the ID of a resource group; the objects to the ID of a storage account, whose endpoint of blobs begins with https://."
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
