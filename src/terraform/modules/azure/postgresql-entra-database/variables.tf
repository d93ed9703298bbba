variable "server_id" {
  type        = string
  description = "ID of the flexible server."
}

variable "host" {
  type        = string
  description = "Host name of the server, which the output of the same name hands on."
}

variable "port" {
  type        = number
  default     = 5432
  description = "Port of the server, which the output of the same name hands on."
}

variable "database_name" {
  type        = string
  description = "Name of the database: 1 to 57 letters, digits, underscores and hyphens. Another name means another, empty database."

  validation {
    condition     = can(regex("^[a-zA-Z_][a-zA-Z0-9_-]{0,56}$", var.database_name))
    error_message = "The name of a database must have 1 to 57 letters, digits, underscores and hyphens, and not start with a digit."
  }

  validation {
    condition     = !contains(["azure_maintenance", "azure_sys", "postgres", "template0", "template1"], lower(var.database_name))
    error_message = "Every server has this database already."
  }
}

variable "user_name" {
  type        = string
  description = "Name of the user of the database, by which the identity of the workload logs in: 1 to 63 letters, digits, underscores and hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$", var.user_name))
    error_message = "The name of a user must have 1 to 63 letters, digits, underscores and hyphens, and not start with a digit."
  }

  validation {
    condition     = !can(regex("^(pg_|azure|postgres$|public$|replication$)", lower(var.user_name)))
    error_message = "The name of a user may not be postgres, public or replication, and not start with pg_ or azure."
  }

  validation {
    condition     = var.user_name != "${var.database_name}_owner"
    error_message = "The role that owns what is in the database has this name: <database>_owner."
  }
}

variable "charset" {
  type        = string
  default     = "UTF8"
  description = "Character set of the database. It cannot be changed later."
}

variable "collation" {
  type        = string
  default     = "en_US.utf8"
  description = "Collation of the database. It cannot be changed later."
}
