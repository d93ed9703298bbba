variable "instance_id" {
  type        = string
  description = "ID of the MySQL instance."
}

variable "host" {
  type        = string
  description = "Address of the instance, which the output of the same name hands on."
}

variable "port" {
  type        = number
  default     = 3306
  description = "Port of the instance, which the output of the same name hands on."
}

variable "database_name" {
  type        = string
  description = "Name of the database: 1 to 64 lower-case letters, digits, hyphens and underscores. Another name means another, empty database."

  validation {
    condition     = can(regex("^[a-z]([a-z0-9_-]{0,62}[a-z0-9])?$", var.database_name))
    error_message = "The name of a database must have 1 to 64 lower-case letters, digits, hyphens and underscores, begin with a letter and end with a letter or digit."
  }

  validation {
    condition     = !contains(["information_schema", "mysql", "performance_schema", "sys", "test"], lower(var.database_name))
    error_message = "Every instance has this database already."
  }
}

variable "user_name" {
  type        = string
  description = "Name of the user of the database: 1 to 32 letters, digits and underscores."

  validation {
    condition     = can(regex("^[a-zA-Z]([a-zA-Z0-9_]{0,30}[a-zA-Z0-9])?$", var.user_name))
    error_message = "The name of a user must have 1 to 32 letters, digits and underscores, begin with a letter and end with a letter or digit."
  }

  validation {
    condition     = !can(regex("^(root|mysql|tencentroot|test)$", lower(var.user_name)))
    error_message = "The name of a user may not be root, mysql, test or tencentroot."
  }
}

variable "user_host" {
  type        = string
  default     = "%"
  description = "Hosts that the user comes from, as a pattern such as 10.0.%. By default all that the security group of the instance lets in."
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
