# The roles of workloads in the bootstrap of an estate, planned by the real provider plugin with the cloud mocked.

mock_provider "tencentcloud" {
  mock_data "tencentcloud_user_info" {
    defaults = { owner_uin = "100000000001" }
  }

  mock_data "tencentcloud_cam_roles" {
    defaults = { role_list = [{ name = "CLS_QcsRole", role_id = "1" }] }
  }

  mock_data "tencentcloud_cam_oidc_config" {
    defaults = { identity_url = "https://ap-guangzhou-oidc.tke.tencentcs.com/id/a1b2c3d4" }
  }
}

run "a_role_for_each_workload" {
  command = plan

  variables {
    cluster_ids = { dev = "cls-a1b2c3d4", prod = "cls-e5f6a7b8" }
  }

  assert {
    condition     = toset(keys(tencentcloud_cam_role.workloads)) == toset(["shop-dev-workload-api", "shop-prod-workload-api"])
    error_message = "There must be a role for the workload in each environment."
  }

  assert {
    condition = jsondecode(tencentcloud_cam_role.workloads["shop-dev-workload-api"].document).statement[0].condition["string_equal"] == {
      "oidc:aud" = ["sts.cloud.tencent.com"]
      "oidc:iss" = ["https://ap-guangzhou-oidc.tke.tencentcs.com/id/a1b2c3d4"]
      "oidc:sub" = ["system:serviceaccount:shop-dev:api"]
    }
    error_message = "The role must trust exactly the service account, by the issuer of its cluster."
  }

  assert {
    condition     = [for statement in jsondecode(tencentcloud_cam_policy.workloads["shop-dev-workload-api"].document).statement : statement.effect] == ["allow", "deny"]
    error_message = "The policy must be what was granted, and never the states."
  }
}

run "no_role_before_the_cluster" {
  command = plan

  assert {
    condition     = length(tencentcloud_cam_role.workloads) == 0
    error_message = "A role can trust a cluster only once it is there."
  }

  expect_failures = [check.workloads_have_clusters]
}
