output "id" {
  description = "ID of the load balancer, for Services of Kubernetes as well (service.kubernetes.io/tke-existed-lbid)."
  value       = tencentcloud_clb_instance.this.id
}

output "addresses" {
  description = "Addresses of the load balancer; none where it has a domain name instead."
  value       = tencentcloud_clb_instance.this.clb_vips
}

output "domain" {
  description = "Domain name of the load balancer, where the service gives it one in the place of an address."
  value       = tencentcloud_clb_instance.this.domain
}

output "listener_ids" {
  description = "ID of each listener by its name."
  value       = { for name, listener in tencentcloud_clb_listener.this : name => listener.listener_id }
}

output "security_group_id" {
  description = "ID of the security group of the load balancer."
  value       = tencentcloud_security_group.this.id
}
