output "id" {
  description = "ID of the namespace."
  value       = azurerm_servicebus_namespace.this.id
}

output "name" {
  description = "Name of the namespace, the first label of its host name."
  value       = azurerm_servicebus_namespace.this.name
}

output "endpoint" {
  description = "Address that clients connect to."
  value       = azurerm_servicebus_namespace.this.endpoint
}

output "private_endpoint_address" {
  description = "Address of the namespace inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "queue_ids" {
  description = "IDs of the queues by name, such as a role assignment takes for its scope."
  value       = { for name, queue in azurerm_servicebus_queue.this : name => queue.id }
}

output "topic_ids" {
  description = "IDs of the topics by name, such as a role assignment takes for its scope."
  value       = { for name, topic in azurerm_servicebus_topic.this : name => topic.id }
}

output "subscription_ids" {
  description = "IDs of the subscriptions by <topic>/<subscription>."
  value       = { for name, subscription in azurerm_servicebus_subscription.this : name => subscription.id }
}

output "primary_connection_string" {
  description = "Connection string that opens the whole namespace, where keys are allowed (local_auth_enabled)."
  value       = var.local_auth_enabled ? azurerm_servicebus_namespace.this.default_primary_connection_string : null
  sensitive   = true
}
