mock_provider "tencentcloud" {}

variables {
  cluster_id = "cls-1a2b3c4d"
  region     = "ap-guangzhou"
  vpc_id     = "vpc-1"
  subnet_id  = "subnet-1"
}

run "changes_nothing" {
  command = plan

  assert {
    condition     = length(tencentcloud_kubernetes_auth_attachment.pod_identity) == 0 && output.oidc_issuer_url == ""
    error_message = "Nothing of a cluster may change that something else made."
  }

  assert {
    condition     = output.kubeconfig_address == "ap-guangzhou/cls-1a2b3c4d/private" && output.public_kubeconfig_address == ""
    error_message = "Deployments must be told its private endpoint, and no public one."
  }
}

run "has_a_public_endpoint" {
  command = plan

  variables {
    public_endpoint = true
  }

  assert {
    condition     = output.public_kubeconfig_address == "ap-guangzhou/cls-1a2b3c4d/public"
    error_message = "Deployments must be told its public endpoint."
  }
}

run "gives_pods_an_identity" {
  command = plan

  variables {
    pod_identity_enabled = true
  }

  assert {
    condition     = tencentcloud_kubernetes_auth_attachment.pod_identity[0].cluster_id == "cls-1a2b3c4d"
    error_message = "The issuer must be that of the cluster."
  }
}
