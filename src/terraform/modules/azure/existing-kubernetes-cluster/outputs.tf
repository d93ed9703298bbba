output "id" {
  description = "ID of the cluster, for role assignments."
  value       = data.azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster, as az aks takes it."
  value       = data.azurerm_kubernetes_cluster.this.name
}

output "resource_group_name" {
  description = "Name of the resource group of the cluster, as az aks takes it."
  value       = data.azurerm_kubernetes_cluster.this.resource_group_name
}

output "kubernetes_version" {
  description = "Version of Kubernetes that the cluster runs."
  value       = data.azurerm_kubernetes_cluster.this.current_kubernetes_version
}

output "api_server_host" {
  description = "Host name of the API server, private or public."
  value       = data.azurerm_kubernetes_cluster.this.private_cluster_enabled ? data.azurerm_kubernetes_cluster.this.private_fqdn : data.azurerm_kubernetes_cluster.this.fqdn
}

output "kubeconfig" {
  description = "How to reach the API server and whom to trust. It holds no key: kubectl asks kubelogin for a token of Entra."
  value       = data.azurerm_kubernetes_cluster.this.kube_config_raw
  sensitive   = true
}

output "public_kubeconfig" {
  description = "The same for a cluster that is not private; empty for one that is."
  value       = data.azurerm_kubernetes_cluster.this.private_cluster_enabled ? "" : data.azurerm_kubernetes_cluster.this.kube_config_raw
  sensitive   = true
}

output "oidc_issuer_url" {
  description = "Issuer of the tokens of service accounts, for the identities of applications."
  value       = data.azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "kubelet_principal_id" {
  description = "Object ID of the identity with which nodes pull images."
  value       = data.azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
}

output "node_resource_group_name" {
  description = "Name of the resource group that the cluster made for its nodes."
  value       = data.azurerm_kubernetes_cluster.this.node_resource_group
}
