# What all containers print, in a topic of CLS. The log agent of the cluster takes it there.
resource "tencentcloud_kubernetes_log_config" "containers" {
  count = var.container_log_topic_id == null ? 0 : 1

  cluster_id      = tencentcloud_kubernetes_cluster.this.id
  log_config_name = "containers"
  logset_id       = var.log_set_id
  log_config = jsonencode({
    apiVersion = "cls.cloud.tencent.com/v1"
    kind       = "LogConfig"
    metadata   = { name = "containers" }
    spec = {
      clsDetail = {
        region  = var.region
        topicId = var.container_log_topic_id
        logType = "minimalist_log"
      }
      inputDetail = {
        type = "container_stdout"
        containerStdout = {
          allContainers     = true
          metadataContainer = ["namespace", "pod_name", "pod_uid", "container_name", "image_name", "cluster_id"]
        }
      }
    }
  })

  depends_on = [
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
  ]
}
