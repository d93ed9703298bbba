# A managed Kubernetes cluster (TKE) that something else made, such as a person in the console: what deployments, roles of workloads and
# monitoring have to know of it. Nothing of the cluster is changed, but for pod_identity_enabled.

# The cluster signs the tokens of service accounts with an issuer that CAM is told to trust, and a webhook gives such a token to the
# pods whose service account names a role. Needs the service role of TKE to have the policy QcloudAccessForTKERoleInOIDCConfig.
resource "tencentcloud_kubernetes_auth_attachment" "pod_identity" {
  count = var.pod_identity_enabled ? 1 : 0

  cluster_id                              = var.cluster_id
  use_tke_default                         = true
  auto_create_discovery_anonymous_auth    = true
  auto_create_oidc_config                 = true
  auto_install_pod_identity_webhook_addon = true
}
