mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_subnets" {
    defaults = { instance_list = [{ availability_zone = "ap-guangzhou-6" }] }
  }
}

variables {
  name      = "shop-prod"
  region    = "ap-guangzhou"
  vpc_id    = "vpc-1"
  subnet_id = "subnet-1"

  clusters = {
    main = {
      id                 = "cls-1"
      state_metric_names = ["kube_job_failed"]
      pod_monitors       = { "shop-prod/api" = "kind: PodMonitor\n", "shop-prod/worker" = "kind: PodMonitor\n" }
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = tencentcloud_monitor_tmp_instance.this.zone == "ap-guangzhou-6"
    error_message = "The instance must be where its subnet is."
  }

  assert {
    condition     = length(tencentcloud_monitor_tmp_tke_config.pod_monitor) == 2 && length(tencentcloud_monitor_tmp_tke_basic_config.state_metrics) == 1
    error_message = "Every monitor must be a resource of its own, and the metrics be kept."
  }

  assert {
    condition     = !tencentcloud_monitor_tmp_tke_cluster_agent.this["main"].agents[0].enable_external
    error_message = "The agent may be reached from inside alone."
  }
}
