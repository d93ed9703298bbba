variable "account_id" {
  type        = string
  description = "ID of the Cosmos DB account, which is for NoSQL (output id of the module cosmos)."

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.DocumentDB/databaseAccounts/[^/]+$", var.account_id))
    error_message = "The ID must look like /subscriptions/…/resourceGroups/…/providers/Microsoft.DocumentDB/databaseAccounts/…"
  }
}

variable "databases" {
  type = map(object({
    throughput     = optional(number)
    max_throughput = optional(number)
    containers = optional(map(object({
      partition_key_paths = list(string)
      throughput          = optional(number)
      max_throughput      = optional(number)
      default_ttl_seconds = optional(number)
      unique_keys         = optional(list(list(string)), [])
      indexing = optional(object({
        included_paths    = optional(list(string), ["/*"])
        excluded_paths    = optional(list(string), [])
        composite_indexes = optional(list(list(object({ path = string, order = optional(string, "Ascending") }))), [])
        spatial_paths     = optional(list(string), [])
      }))
    })), {})
  }))
  description = "Databases and their containers by name. Request units per second are fixed (throughput) or scale from a tenth up to max_throughput, for a database as a whole or for one container; a serverless account has neither. Items live for default_ttl_seconds, -1 lets each item say so itself. A container's partition_key_paths and unique_keys cannot be changed later."

  validation {
    condition = alltrue(flatten([
      for name, database in var.databases : [for key in concat([name], keys(database.containers)) : can(regex("^[^/\\\\#?]{1,255}$", key))]
    ]))
    error_message = "The name of a database or container must have 1 to 255 characters, none of them a slash, a backslash, # or ?."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [for item in concat([database], values(database.containers)) : item.throughput == null || item.max_throughput == null]
    ]))
    error_message = "Give throughput or max_throughput, not both."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for item in concat([database], values(database.containers)) : item.throughput == null ? true : item.throughput >= 400 && item.throughput % 100 == 0
      ]
    ]))
    error_message = "The throughput must be at least 400 request units per second, in steps of 100."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for item in concat([database], values(database.containers)) :
        item.max_throughput == null ? true : item.max_throughput >= 1000 && item.max_throughput <= 1000000 && item.max_throughput % 1000 == 0
      ]
    ]))
    error_message = "The maximum throughput must be 1000 to 1000000 request units per second, in steps of 1000."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for container in database.containers : length(container.partition_key_paths) >= 1 && length(container.partition_key_paths) <= 3 && alltrue([for path in container.partition_key_paths : startswith(path, "/")])
      ]
    ]))
    error_message = "A container has 1 to 3 paths of a partition key, such as /tenantId."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for container in database.containers :
        container.default_ttl_seconds == null ? true : container.default_ttl_seconds == -1 || container.default_ttl_seconds >= 1
      ]
    ]))
    error_message = "The time to live must be -1 or at least 1 second."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for container in database.containers :
        container.indexing == null ? true : contains(concat(container.indexing.included_paths, container.indexing.excluded_paths), "/*")
      ]
    ]))
    error_message = "The path /* must be included in the index or excluded from it."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : [
        for container in database.containers : container.indexing == null ? [] : [
          for index in flatten(container.indexing.composite_indexes) : contains(["Ascending", "Descending"], index.order)
        ]
      ]
    ]))
    error_message = "The order of an index must be Ascending or Descending."
  }
}

variable "role_assignments" {
  type = map(object({
    principal_id = string
    role         = optional(string, "Reader")
    database     = optional(string)
    container    = optional(string)
  }))
  default     = {}
  description = "Who may read (Reader) or read and write (Contributor) the data, by a name of your choice: the object ID of a user, group or identity, for the whole account, one database or one container of it."

  validation {
    condition     = alltrue([for assignment in var.role_assignments : contains(["Reader", "Contributor"], assignment.role)])
    error_message = "The role must be Reader or Contributor."
  }

  validation {
    condition = alltrue([
      for assignment in var.role_assignments : assignment.database == null ? assignment.container == null : contains(keys(var.databases), assignment.database)
    ])
    error_message = "The database must be one of databases; a container is named together with its database."
  }

  validation {
    condition = alltrue([
      for assignment in var.role_assignments :
      assignment.container == null || assignment.database == null ? true : contains(keys(try(var.databases[assignment.database].containers, {})), assignment.container)
    ])
    error_message = "The container must be one of the database's."
  }
}
