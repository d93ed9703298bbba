variable "name" {
  type        = string
  description = "Name of the instance."
}

variable "zone_ids" {
  type        = set(number)
  description = "Numbers of the availability zones of its nodes."
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that it lives in."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that gives it its private address."
}

variable "virtual_host" {
  type        = string
  description = "Name of the virtual host, and of its user."
}
