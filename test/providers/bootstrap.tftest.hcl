# The bootstrap of the default estate, planned by the real provider plugin with the cloud mocked.

mock_provider "tencentcloud" {
  mock_data "tencentcloud_user_info" {
    defaults = { owner_uin = "100000000001" }
  }

  mock_data "tencentcloud_cam_roles" {
    defaults = { role_list = [{ name = "CLS_QcsRole", role_id = "1" }] }
  }
}

run "plan" {
  # An apply could not be undone: nothing destroys the bucket.
  command = plan

  assert {
    condition     = toset(keys(tencentcloud_cam_role.github)) == toset([for pair in setproduct(["dev", "prod"], ["plan", "drift", "apply"]) : "feiyue-mono-${pair[0]}-${pair[1]}"])
    error_message = "There must be a role for each purpose and environment."
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
    condition = toset(keys(tencentcloud_cam_role_policy_attachment.denials)) == toset(flatten([
      for name, role in var.roles : concat(
        [name, "${name}-${role.environment}-1"],
        role.reads_credentials ? [] : ["${name}-credential-actions", "${name}-${role.environment}-credentials-1"],
      )
    ]))
    error_message = "Every role must have its denials: the shared one, the states of the other environment, and credentials where pull requests plan."
  }

  assert {
    condition     = tencentcloud_cos_bucket.state.log_enable && tencentcloud_cos_bucket.access_log[0].bucket == "feiyue-mono-tfstate-log-1250000000"
    error_message = "Who reads or writes a state must be logged, in another bucket."
  }

  assert {
    condition     = strcontains(tencentcloud_cam_policy.denials[0].document, "feiyue-mono-tfstate-log-1250000000/")
    error_message = "No job may change where its reads are logged."
  }

  assert {
    condition     = output.account_uin == "100000000001"
    error_message = "The output must give the account, for the variable of the repository."
  }
}

run "asks_for_the_role_of_the_log_service" {
  command = plan

  override_data {
    target = data.tencentcloud_cam_roles.log_service[0]
    values = { role_list = [] }
  }

  expect_failures = [data.tencentcloud_cam_roles.log_service]
}

run "keeps_no_log_where_told" {
  command = plan

  variables {
    access_log_enabled = false
  }

  assert {
    condition     = !tencentcloud_cos_bucket.state.log_enable && length(tencentcloud_cos_bucket.access_log) == 0
    error_message = "Where COS keeps no logs, none is asked for."
  }
}
