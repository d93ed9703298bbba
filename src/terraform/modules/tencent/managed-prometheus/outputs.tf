output "id" {
  description = "ID of the instance, as rules and Grafana take it. The namespace of its agent in each cluster is called so, too."
  value       = tencentcloud_monitor_tmp_instance.this.id
}

output "query_endpoint" {
  description = "Address inside of the network at which the metrics are asked for in PromQL."
  value       = tencentcloud_monitor_tmp_instance.this.api_root_path
}

output "remote_write_endpoint" {
  description = "Address inside of the network that takes metrics by remote write."
  value       = tencentcloud_monitor_tmp_instance.this.remote_write
}
