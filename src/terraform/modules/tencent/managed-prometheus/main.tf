# A managed Prometheus (TMP) inside of a VPC, and the agents by which clusters of TKE send it what their pods and nodes are measured by.

locals {
  # One resource for each: the provider changes those that are there, and neither adds nor removes any.
  monitors = merge([
    for cluster, settings in var.clusters : {
      for name, manifest in settings.pod_monitors : "${cluster}/${name}" => { cluster = cluster, name = name, manifest = manifest }
    }
  ]...)

  with_metric_names = { for cluster, settings in var.clusters : cluster => settings if length(settings.state_metric_names) > 0 }
}

# The instance is where its subnet is.
data "tencentcloud_vpc_subnets" "this" {
  subnet_id = var.subnet_id

  lifecycle {
    postcondition {
      condition     = length(self.instance_list) == 1
      error_message = "There is no subnet ${var.subnet_id} in this region."
    }
  }
}

resource "tencentcloud_monitor_tmp_instance" "this" {
  instance_name                    = var.name
  vpc_id                           = var.vpc_id
  subnet_id                        = var.subnet_id
  zone                             = data.tencentcloud_vpc_subnets.this.instance_list[0].availability_zone
  data_retention_time              = var.retention_days
  long_term_storage_retention_time = var.long_term_retention_days
  tags                             = var.tags
}

resource "tencentcloud_monitor_tmp_tke_cluster_agent" "this" {
  for_each = var.clusters

  instance_id = tencentcloud_monitor_tmp_instance.this.id

  agents {
    region          = var.region
    cluster_type    = each.value.type
    cluster_id      = each.value.id
    enable_external = false

    dynamic "external_labels" {
      for_each = each.value.external_labels

      content {
        name  = external_labels.key
        value = external_labels.value
      }
    }
  }
}

# Without it the agent keeps those metrics of kube-state-metrics that the dashboards of the service read.
resource "tencentcloud_monitor_tmp_tke_basic_config" "state_metrics" {
  for_each = local.with_metric_names

  instance_id  = tencentcloud_monitor_tmp_instance.this.id
  cluster_type = each.value.type
  cluster_id   = each.value.id
  name         = "kube-system/kube-state-metrics"
  metrics_name = each.value.state_metric_names

  depends_on = [tencentcloud_monitor_tmp_tke_cluster_agent.this]
}

resource "tencentcloud_monitor_tmp_tke_config" "pod_monitor" {
  for_each = local.monitors

  instance_id  = tencentcloud_monitor_tmp_instance.this.id
  cluster_type = var.clusters[each.value.cluster].type
  cluster_id   = var.clusters[each.value.cluster].id

  pod_monitors {
    name   = each.value.name
    config = each.value.manifest
  }

  depends_on = [tencentcloud_monitor_tmp_tke_cluster_agent.this]
}
