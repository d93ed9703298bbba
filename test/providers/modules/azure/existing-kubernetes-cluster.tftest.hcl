mock_provider "azurerm" {}

variables {
  cluster_name        = "aks-old"
  resource_group_name = "rg-old"
}

run "private" {
  command = plan

  override_data {
    target = data.azurerm_kubernetes_cluster.this
    values = {
      azure_active_directory_role_based_access_control = [{ admin_group_object_ids = [], azure_rbac_enabled = true, tenant_id = "00000000-0000-0000-0000-000000000002" }]
      kubelet_identity                                 = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
      oidc_issuer_enabled                              = true
      oidc_issuer_url                                  = "https://westeurope.oic.prod-aks.azure.com/a/b/"
      private_cluster_enabled                          = true
      private_fqdn                                     = "private.example"
      fqdn                                             = "public.example"
      kube_config_raw                                  = "kubeconfig"
      kube_admin_config_raw                            = ""
    }
  }

  assert {
    condition     = output.name == "aks-old" && output.resource_group_name == "rg-old" && output.api_server_host == "private.example" && nonsensitive(output.public_kubeconfig) == ""
    error_message = "A private cluster has no public kubeconfig."
  }

  assert {
    condition     = output.oidc_issuer_url == "https://westeurope.oic.prod-aks.azure.com/a/b/" && output.kubelet_principal_id == "o" && nonsensitive(output.kubeconfig) == "kubeconfig"
    error_message = "Identities have to know whose tokens they trust, and jobs how to reach the cluster."
  }
}

run "public" {
  command = plan

  override_data {
    target = data.azurerm_kubernetes_cluster.this
    values = {
      azure_active_directory_role_based_access_control = [{ admin_group_object_ids = [], azure_rbac_enabled = true, tenant_id = "00000000-0000-0000-0000-000000000002" }]
      kubelet_identity                                 = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
      oidc_issuer_enabled                              = true
      oidc_issuer_url                                  = "https://westeurope.oic.prod-aks.azure.com/a/b/"
      private_cluster_enabled                          = false
      private_fqdn                                     = "private.example"
      fqdn                                             = "public.example"
      kube_config_raw                                  = "kubeconfig"
      kube_admin_config_raw                            = ""
    }
  }

  assert {
    condition     = output.api_server_host == "public.example" && nonsensitive(output.public_kubeconfig) == "kubeconfig"
    error_message = "A cluster that is not private is reached at its public address."
  }
}

run "without_roles_of_azure" {
  command = plan

  override_data {
    target = data.azurerm_kubernetes_cluster.this
    values = {
      azure_active_directory_role_based_access_control = []
      kubelet_identity                                 = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
      oidc_issuer_enabled                              = true
      oidc_issuer_url                                  = "https://westeurope.oic.prod-aks.azure.com/a/b/"
      private_cluster_enabled                          = true
      private_fqdn                                     = "private.example"
      fqdn                                             = "public.example"
      kube_config_raw                                  = "kubeconfig"
      kube_admin_config_raw                            = ""
    }
  }

  expect_failures = [data.azurerm_kubernetes_cluster.this]
}

run "with_local_accounts" {
  command = plan

  override_data {
    target = data.azurerm_kubernetes_cluster.this
    values = {
      azure_active_directory_role_based_access_control = [{ admin_group_object_ids = [], azure_rbac_enabled = true, tenant_id = "00000000-0000-0000-0000-000000000002" }]
      kubelet_identity                                 = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
      oidc_issuer_enabled                              = true
      oidc_issuer_url                                  = "https://westeurope.oic.prod-aks.azure.com/a/b/"
      private_cluster_enabled                          = true
      private_fqdn                                     = "private.example"
      fqdn                                             = "public.example"
      kube_config_raw                                  = "kubeconfig"
      kube_admin_config_raw                            = "kubeconfig with a key"
    }
  }

  expect_failures = [data.azurerm_kubernetes_cluster.this]
}

run "without_an_issuer" {
  command = plan

  override_data {
    target = data.azurerm_kubernetes_cluster.this
    values = {
      azure_active_directory_role_based_access_control = [{ admin_group_object_ids = [], azure_rbac_enabled = true, tenant_id = "00000000-0000-0000-0000-000000000002" }]
      kubelet_identity                                 = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
      oidc_issuer_enabled                              = false
      oidc_issuer_url                                  = "https://westeurope.oic.prod-aks.azure.com/a/b/"
      private_cluster_enabled                          = true
      private_fqdn                                     = "private.example"
      fqdn                                             = "public.example"
      kube_config_raw                                  = "kubeconfig"
      kube_admin_config_raw                            = ""
    }
  }

  expect_failures = [data.azurerm_kubernetes_cluster.this]
}
