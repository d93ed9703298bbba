variable "instance_id" {
  type        = string
  description = "ID of the PostgreSQL instance."
}

variable "host" {
  type        = string
  description = "Address of the instance, which the output of the same name hands on."
}

variable "port" {
  type        = number
  default     = 5432
  description = "Port of the instance, which the output of the same name hands on."
}

variable "database_name" {
  type        = string
  description = "Name of the database: 1 to 63 letters, digits and underscores. Another name means another, empty database."

  validation {
    condition     = can(regex("^[a-zA-Z_][a-zA-Z0-9_]{0,62}$", var.database_name))
    error_message = "The name of a database must have 1 to 63 letters, digits and underscores, and not start with a digit."
  }

  validation {
    condition     = !contains(["postgres", "template0", "template1"], lower(var.database_name))
    error_message = "Every instance has this database already."
  }
}

variable "user_name" {
  type        = string
  description = "Name of the user who owns the database: 1 to 16 letters, digits and underscores."

  validation {
    condition     = can(regex("^[a-zA-Z_][a-zA-Z0-9_]{0,15}$", var.user_name))
    error_message = "The name of a user must have 1 to 16 letters, digits and underscores, and not start with a digit."
  }

  validation {
    condition     = !can(regex("^(pg_|tencentdb_|postgres$|root$)", lower(var.user_name)))
    error_message = "The name of a user may not be postgres or root, and not start with pg_ or tencentdb_."
  }
}

variable "remark" {
  type        = string
  default     = null
  description = "What the console shows beside the user, such as the service that it belongs to: up to 60 letters, digits, hyphens and underscores."

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,60}$", coalesce(var.remark, "none")))
    error_message = "The remark must have 1 to 60 letters, digits, hyphens and underscores."
  }
}

variable "password_version" {
  type        = number
  default     = 1
  description = "A higher number makes a new password."

  validation {
    condition     = var.password_version >= 1 && floor(var.password_version) == var.password_version
    error_message = "The version must be a whole number from 1."
  }
}
