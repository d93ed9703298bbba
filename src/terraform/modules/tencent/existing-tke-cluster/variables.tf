variable "cluster_id" {
  type        = string
  description = "ID of the cluster, such as cls-1a2b3c4d."

  validation {
    condition     = can(regex("^cls-[0-9a-z]+$", var.cluster_id))
    error_message = "The cluster_id must be the ID of a cluster of TKE, such as cls-1a2b3c4d."
  }
}

variable "region" {
  type        = string
  description = "Region of the cluster."
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that the cluster lives in."
}

variable "subnet_id" {
  type        = string
  description = "ID of a subnet of that VPC, for what is put beside the cluster."
}

variable "public_endpoint" {
  type        = bool
  default     = false
  description = "Whether the API server has a public endpoint, which deployments try after the private one."
}

variable "pod_identity_enabled" {
  type        = bool
  default     = false
  description = "Whether pods can take on roles of CAM with a token of the cluster, as workloads do that are granted something: its issuer is registered with CAM and the webhook installed, and both go with it again. Needs the service role of TKE to have the policy QcloudAccessForTKERoleInOIDCConfig, and Kubernetes 1.22.5 or later. Where somebody has done so by hand, import it."
}
