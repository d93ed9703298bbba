output "cluster_id" {
  description = "ID of the cluster."
  value       = tencentcloud_kubernetes_cluster.this.id
}

output "kubernetes_version" {
  description = "Version of Kubernetes that the cluster runs."
  value       = tencentcloud_kubernetes_cluster.this.cluster_version
}

# Where to fetch a kubeconfig, and not the kubeconfig itself: it holds the keys of the administrator, which no other state may copy.
output "kubeconfig_address" {
  description = "Where the kubeconfig of the private endpoint is fetched, as <region>/<ID of the cluster>/private."
  value       = "${var.region}/${tencentcloud_kubernetes_cluster_endpoint.this.cluster_id}/private"
}

output "public_kubeconfig_address" {
  description = "Where that of the public endpoint is fetched, as <region>/<ID of the cluster>/public; empty without one."
  value       = length(var.public_api_cidr_blocks) == 0 ? "" : "${var.region}/${tencentcloud_kubernetes_cluster_endpoint.this.cluster_id}/public"
}

output "node_pool_ids" {
  description = "ID of each pool of CVM nodes by its name: their nodes have it in the label tke.cloud.tencent.com/nodepool-id, behind the ID of the cluster and \"#\" here."
  value       = { for name, pool in tencentcloud_kubernetes_node_pool.this : name => pool.id }
}

output "node_pool_names" {
  description = "Whole name of each pool of CVM nodes by its name: what needs a new pool is part of it."
  value       = local.node_pool_names
}

output "native_node_pool_ids" {
  description = "ID of each pool of native nodes by its name."
  value       = { for name, pool in tencentcloud_kubernetes_native_node_pool.this : name => pool.id }
}

output "node_security_group_id" {
  description = "ID of the security group of the nodes."
  value       = tencentcloud_security_group.nodes.id
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
  description = "ID of the subnet of the nodes, for what is put beside them."
  value       = var.subnet_id
}
