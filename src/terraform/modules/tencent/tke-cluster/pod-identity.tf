# The cluster signs the tokens of service accounts with an issuer that CAM is told to trust, and a webhook gives such a token to the
# pods whose service account names a role. Needs the service role of TKE to have the policy QcloudAccessForTKERoleInOIDCConfig.
resource "tencentcloud_kubernetes_auth_attachment" "pod_identity" {
  count = var.pod_identity_enabled ? 1 : 0

  cluster_id                              = tencentcloud_kubernetes_cluster.this.id
  use_tke_default                         = true
  auto_create_discovery_anonymous_auth    = true
  auto_create_oidc_config                 = true
  auto_install_pod_identity_webhook_addon = true

  # The address of the endpoint is part of the issuer, and the webhook runs on the nodes.
  depends_on = [
    tencentcloud_kubernetes_cluster_endpoint.this,
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
  ]
}
