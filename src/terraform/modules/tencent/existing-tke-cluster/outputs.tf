output "cluster_id" {
  description = "ID of the cluster."
  value       = var.cluster_id
}

# Where to fetch a kubeconfig, and not the kubeconfig itself: it holds the keys of the administrator, which no state may copy.
output "kubeconfig_address" {
  description = "Where the kubeconfig of the private endpoint is fetched, as <region>/<ID of the cluster>/private."
  value       = "${var.region}/${var.cluster_id}/private"
}

output "public_kubeconfig_address" {
  description = "Where that of the public endpoint is fetched, as <region>/<ID of the cluster>/public; empty without one."
  value       = var.public_endpoint ? "${var.region}/${var.cluster_id}/public" : ""
}

output "oidc_issuer_url" {
  description = "Issuer of the tokens of service accounts, for the roles of workloads; empty without pod_identity_enabled."
  value       = var.pod_identity_enabled ? tencentcloud_kubernetes_auth_attachment.pod_identity[0].tke_default_issuer : ""
}

output "vpc_id" {
  description = "ID of the VPC that the cluster lives in, for what is put beside it."
  value       = var.vpc_id
}

output "subnet_id" {
  description = "ID of a subnet of that VPC, for what is put beside the cluster."
  value       = var.subnet_id
}
