# A managed Kubernetes cluster (AKS) that is there already, made by somebody else: it is looked up, so that CI deploys to it and workloads are identities by its tokens. Nothing of it is changed.

data "azurerm_kubernetes_cluster" "this" {
  name                = var.cluster_name
  resource_group_name = var.resource_group_name

  lifecycle {
    # Without Entra the kubeconfig of a user holds a key, which no job of CI is given.
    postcondition {
      condition     = try(self.azure_active_directory_role_based_access_control[0].azure_rbac_enabled == true, false)
      error_message = "The cluster does not let people and jobs in by roles of Azure: az aks update --resource-group ${var.resource_group_name} --name ${var.cluster_name} --enable-aad --enable-azure-rbac"
    }

    # Their keys would stand in the state.
    postcondition {
      condition     = nonsensitive(self.kube_admin_config_raw == null || self.kube_admin_config_raw == "")
      error_message = "The cluster has local accounts, with keys that open all of it: az aks update --resource-group ${var.resource_group_name} --name ${var.cluster_name} --disable-local-accounts"
    }

    postcondition {
      condition     = self.oidc_issuer_enabled == true
      error_message = "Nobody can trust the tokens of the cluster's service accounts: az aks update --resource-group ${var.resource_group_name} --name ${var.cluster_name} --enable-oidc-issuer --enable-workload-identity"
    }
  }
}
