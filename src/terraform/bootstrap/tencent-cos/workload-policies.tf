# What the roles of workloads trust and what they may do, as documents of CAM.

locals {
  # Who may assume a role: the pods of one service account of one cluster.
  workload_trust_documents = {
    for name, role in local.workload_roles : name => {
      version = "2.0"
      statement = [{
        effect    = "allow"
        action    = ["name/sts:AssumeRoleWithWebIdentity"]
        principal = { federated = ["qcs::cam::uin/${local.account_uin}:oidc-provider/${role.cluster_id}"] }
        condition = {
          string_equal = {
            "oidc:iss" = [local.cluster_issuers[role.cluster_id]]
            "oidc:aud" = [local.pod_token_audience]
            "oidc:sub" = [role.subject]
          }
        }
      }]
    }
  }

  workload_permission_documents = {
    for name, role in local.workload_roles : name => {
      version = "2.0"
      statement = concat(
        [for grant in role.grants : { effect = "allow", action = grant.actions, resource = grant.resources }],
        # Not even where somebody declares the bucket of the states as one of his own.
        [{
          effect   = "deny"
          action   = ["name/cos:*"]
          resource = flatten([for bucket in local.state_buckets : ["${bucket}/", "${bucket}/*"]])
        }],
      )
    }
  }
}
