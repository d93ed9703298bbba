mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }
}

mock_provider "random" {}

variables {
  name                  = "shop-prod"
  region                = "ap-guangzhou"
  vpc_id                = "vpc-1"
  subnet_id             = "subnet-1"
  additional_subnet_ids = ["subnet-1", "subnet-2"]
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = tencentcloud_kubernetes_cluster.this.cluster_os == tencentcloud_kubernetes_node_pool.this["default"].node_os
    error_message = "The cluster and its nodes must have the same operating system."
  }

  assert {
    condition     = tencentcloud_kubernetes_cluster.this.deletion_protection && !tencentcloud_kubernetes_node_pool.this["default"].deletion_protection
    error_message = "The cluster must be protected, and a pool must be free to be replaced."
  }

  assert {
    condition     = tolist(tencentcloud_kubernetes_node_pool.this["default"].subnet_ids) == tolist(["subnet-1", "subnet-2"])
    error_message = "The nodes must be in all subnets, each once."
  }

  assert {
    condition     = can(regex("^default-[0-9a-f]{7}$", tencentcloud_kubernetes_node_pool.this["default"].name))
    error_message = "What needs a new pool must be part of its name."
  }
}

run "another_machine_is_another_name" {
  command = plan

  variables {
    node_instance_type = "S5.2XLARGE16"
  }

  assert {
    condition     = tencentcloud_kubernetes_node_pool.this["default"].name != run.safe_by_default.node_pool_names["default"]
    error_message = "A new pool must not have the name of the old one, which is still there."
  }
}

run "more_nodes_are_the_same_name" {
  command = plan

  variables {
    node_count_max = 20
    node_disk_gb   = 200
  }

  assert {
    condition     = tencentcloud_kubernetes_node_pool.this["default"].name == run.safe_by_default.node_pool_names["default"]
    error_message = "What changes in place must not rename the pool."
  }
}

run "pools_of_all_kinds" {
  command = plan

  variables {
    default_node_pool_enabled = false
    node_pools = {
      gpu = {
        instance_type  = "GN7.2XLARGE32"
        count_min      = 0
        spot_max_price = "2.5"
        taints         = [{ key = "gpu", effect = "NoSchedule" }]
        data_disks     = [{ size_gb = 200, mount_target = "/data" }]
        kubelet_args   = ["root-dir=/data/kubelet"]
      }
    }
    native_node_pools = {
      native = { instance_types = ["SA5.LARGE8"], labels = { kind = "native" }, kernel_args = ["kernel.pid_max=65535"] }
    }
    serverless_node_pools = {
      burst = { taints = [{ key = "burst", effect = "NoSchedule" }] }
    }
    autoscaler             = {}
    addons                 = { cfs = {} }
    log_set_id             = "set-1"
    container_log_topic_id = "topic-1"
  }

  assert {
    condition     = toset(keys(tencentcloud_kubernetes_node_pool.this)) == toset(["gpu"]) && tencentcloud_kubernetes_node_pool.this["gpu"].auto_scaling_config[0].instance_charge_type == "SPOTPAID"
    error_message = "There must be the pool that was asked for, of spot instances."
  }

  assert {
    condition     = length(tencentcloud_kubernetes_serverless_node_pool.this["burst"].serverless_nodes) == 2
    error_message = "There must be a node in each subnet."
  }
}
