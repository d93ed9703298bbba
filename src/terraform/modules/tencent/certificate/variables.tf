variable "name" {
  type        = string
  description = "Name of the certificate."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 200
    error_message = "The name must have 1 to 200 characters."
  }
}

variable "certificate" {
  type        = string
  default     = null
  description = "The certificate in PEM, with those of its issuers behind it."

  validation {
    condition     = var.certificate == null ? true : startswith(trimspace(var.certificate), "-----BEGIN CERTIFICATE-----")
    error_message = "The certificate must be in PEM: it begins with -----BEGIN CERTIFICATE-----."
  }

  validation {
    condition     = (var.certificate == null) != (var.free_certificate == null)
    error_message = "Give either a certificate or a free_certificate."
  }
}

variable "key" {
  type        = string
  default     = null
  sensitive   = true
  description = "Key of the certificate in PEM, from a variable that is sensitive. Without it the certificate is that of an authority, by which clients are verified."

  validation {
    condition     = nonsensitive(var.key == null) || var.certificate != null
    error_message = "A key has no use without its certificate."
  }
}

variable "free_certificate" {
  type = object({
    domain        = string
    contact_email = optional(string)
    issue         = optional(number, 1)
  })
  default     = null
  description = "A free certificate for one domain, which is valid for three months: its zone is in DNSPod, where the service proves by itself that it is yours. Another issue orders a new one, which takes the place of the old; until then nothing does."

  validation {
    condition     = var.free_certificate == null ? true : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.free_certificate.domain))
    error_message = "A free certificate is for one name such as www.example.com, without \"*\"."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of a certificate of yours; a free one takes none."
}
