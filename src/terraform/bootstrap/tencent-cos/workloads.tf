# Whom the account lets in from clusters without a key: the pods of workloads, each as the role of its service account, which may use
# what it was granted. They are made here because no job of CI may make roles.

locals {
  # A role trusts a cluster by its ID, which is known once the cluster is there: bootstrap.sh asks for it.
  workload_roles = {
    for name, role in var.workload_roles : name => merge(role, { cluster_id = var.cluster_ids[role.environment] })
    if contains(keys(var.cluster_ids), role.environment)
  }

  pod_token_audience = "sts.cloud.tencent.com"
  cluster_issuers    = { for id, provider in data.tencentcloud_cam_oidc_config.clusters : id => provider.identity_url }

  # CAM knows a cluster by a provider that TKE makes and calls by the ID of the cluster.
  workload_clusters = toset(values(local.workload_roles)[*].cluster_id)
}

data "tencentcloud_cam_oidc_config" "clusters" {
  for_each = local.workload_clusters

  name = each.value
}

resource "tencentcloud_cam_role" "workloads" {
  for_each         = local.workload_roles
  name             = each.key
  document         = jsonencode(local.workload_trust_documents[each.key])
  description      = "Pods of ${each.value.subject}."
  console_login    = false
  session_duration = 7200
  tags             = var.tags
}

resource "tencentcloud_cam_policy" "workloads" {
  for_each    = local.workload_roles
  name        = each.key
  document    = jsonencode(local.workload_permission_documents[each.key])
  description = "What role ${each.key} was granted."
}

resource "tencentcloud_cam_role_policy_attachment" "workloads" {
  for_each  = local.workload_roles
  role_id   = tencentcloud_cam_role.workloads[each.key].id
  policy_id = tencentcloud_cam_policy.workloads[each.key].id
}

# Whatever somebody attaches to a role of a workload later, it is not more than this.
resource "tencentcloud_cam_role_permission_boundary_attachment" "workloads" {
  for_each  = local.workload_roles
  role_id   = tencentcloud_cam_role.workloads[each.key].id
  policy_id = tencentcloud_cam_policy.workloads[each.key].id
}

check "workloads_have_clusters" {
  assert {
    condition     = length(local.workload_roles) == length(var.workload_roles)
    error_message = "Workloads of these environments get their roles once the cluster is there: ${join(", ", setsubtract(values(var.workload_roles)[*].environment, keys(var.cluster_ids)))}. Run bootstrap.sh again after the first deployment of the cluster."
  }
}
