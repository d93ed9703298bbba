variable "bytes" {
  type        = number
  description = "Length of the key."
}

variable "key_version" {
  type        = number
  default     = 1
  description = "Version of the key. Another one makes another key."
}
