output "cluster_id" {
  description = "ID of the cluster."
  value       = tencentcloud_kubernetes_cluster.this.id
}

output "kubernetes_version" {
  description = "Version of Kubernetes that the cluster runs."
  value       = tencentcloud_kubernetes_cluster.this.cluster_version
}

output "kubeconfig" {
  description = "Credentials of the administrator for the private endpoint of the API server."
  value       = tencentcloud_kubernetes_cluster_endpoint.this.kube_config_intranet
  sensitive   = true
}

output "public_kubeconfig" {
  description = "Credentials of the administrator for the public endpoint of the API server; empty without one."
  value       = tencentcloud_kubernetes_cluster_endpoint.this.kube_config
  sensitive   = true
}

output "node_security_group_id" {
  description = "ID of the security group of the nodes."
  value       = tencentcloud_security_group.nodes.id
}
