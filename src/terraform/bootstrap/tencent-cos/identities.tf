# Whom the account lets in without a key: jobs of GitHub Actions, each as the role of its environment and purpose.

locals {
  github_issuer = "https://token.actions.githubusercontent.com"
  sts_audience  = "sts.tencentcloudapi.com"
  # Fetched by the person who runs this, before the first time: the provider is made with them.
  github_keys_file = "${path.module}/github-jwks.json"
  account_uin      = var.account_uin == null ? one(data.tencentcloud_user_info.current[*].owner_uin) : var.account_uin

  role_denials = merge(
    { for name in keys(var.roles) : name => { role = name, policy = tencentcloud_cam_policy.denials[0].id } },
    {
      for key, limit in local.role_limits : key => {
        role   = limit.role
        policy = merge(tencentcloud_cam_policy.foreign_states, tencentcloud_cam_policy.credentials)[limit.policy].id
      }
    },
  )
}

data "tencentcloud_user_info" "current" {
  count = var.account_uin == null && length(var.roles) + length(var.workload_roles) > 0 ? 1 : 0
}

resource "tencentcloud_cam_role_sso" "github" {
  count           = length(var.roles) > 0 ? 1 : 0
  name            = var.identity_provider
  identity_url    = local.github_issuer
  identity_key    = fileexists(local.github_keys_file) ? filebase64(local.github_keys_file) : ""
  client_ids      = [local.sts_audience]
  auto_rotate_key = 1
  description     = "Jobs of GitHub Actions."

  lifecycle {
    # From the first keys on, the cloud follows their rotation by itself.
    ignore_changes = [identity_key]

    precondition {
      condition     = fileexists(local.github_keys_file)
      error_message = "The public keys of GitHub are not here. Fetch them with: curl --fail --output github-jwks.json ${local.github_issuer}/.well-known/jwks"
    }
  }
}

resource "tencentcloud_cam_role" "github" {
  for_each         = var.roles
  name             = each.key
  document         = jsonencode(local.trust_documents[each.key])
  description      = each.value.writes ? "Applies environment ${each.value.environment}." : "Plans environment ${each.value.environment}: reads only."
  console_login    = false
  session_duration = 7200 # as long as a deployment may take
  tags             = var.tags

  # CAM refuses to trust a provider that is not there.
  depends_on = [tencentcloud_cam_role_sso.github]
}

resource "tencentcloud_cam_policy" "permissions" {
  for_each    = var.roles
  name        = each.key
  document    = jsonencode(local.permission_documents[each.key])
  description = "What role ${each.key} may do."
}

resource "tencentcloud_cam_role_policy_attachment" "permissions" {
  for_each  = var.roles
  role_id   = tencentcloud_cam_role.github[each.key].id
  policy_id = tencentcloud_cam_policy.permissions[each.key].id
}

resource "tencentcloud_cam_policy" "denials" {
  count       = length(var.roles) > 0 ? 1 : 0
  name        = "${var.identity_provider}-denials"
  document    = jsonencode(local.shared_denial_document)
  description = "What no job may do: change who is trusted, or the state buckets."
}

resource "tencentcloud_cam_policy" "foreign_states" {
  for_each    = local.foreign_state_documents
  name        = "${var.identity_provider}-${each.key}"
  document    = jsonencode(each.value.document)
  description = "Keeps jobs of environment ${each.value.environment} from the states of the others."
}

resource "tencentcloud_cam_policy" "credentials" {
  for_each    = length(var.roles) > 0 ? local.credential_documents : {}
  name        = "${var.identity_provider}-${each.key}"
  document    = jsonencode(each.value.document)
  description = "Keeps jobs that run what a pull request says from credentials."
}

resource "tencentcloud_cam_role_policy_attachment" "denials" {
  for_each  = local.role_denials
  role_id   = tencentcloud_cam_role.github[each.value.role].id
  policy_id = each.value.policy
}
