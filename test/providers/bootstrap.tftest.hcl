# The bootstrap of the default estate, planned by the real provider plugin with the cloud mocked.

mock_provider "tencentcloud" {
  mock_data "tencentcloud_user_info" {
    defaults = { owner_uin = "100000000001" }
  }
}

run "plan" {
  # An apply could not be undone: nothing destroys the bucket.
  command = plan

  assert {
    condition     = toset(keys(tencentcloud_cam_role.github)) == toset([for pair in setproduct(["dev", "prod"], ["plan", "apply"]) : "feiyue-mono-${pair[0]}-${pair[1]}"])
    error_message = "There must be a role to plan and one to apply for each environment."
  }

  assert {
    condition = alltrue([
      for role in values(tencentcloud_cam_role.github) :
      jsondecode(role.document).statement[0].principal.federated == ["qcs::cam::uin/100000000001:oidc-provider/${tencentcloud_cam_role_sso.github[0].name}"]
    ])
    error_message = "Every role must trust the provider that is made with it, in the account that was asked for."
  }

  assert {
    condition     = tencentcloud_cam_role_sso.github[0].auto_rotate_key == 1
    error_message = "The provider must follow the rotation of GitHub's keys."
  }

  assert {
    condition     = toset(keys(tencentcloud_cam_role_policy_attachment.denials)) == toset(flatten([for name, role in var.roles : [name, "${name}-${role.environment}-1"]]))
    error_message = "Every role must have both denials: the shared one, and the states of the other environment."
  }

  assert {
    condition     = output.account_uin == "100000000001"
    error_message = "The output must give the account, for the variable of the repository."
  }
}
