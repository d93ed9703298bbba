output "id" {
  description = "ID of the topic."
  value       = azurerm_eventgrid_topic.this.id
}

output "name" {
  description = "Name of the topic."
  value       = azurerm_eventgrid_topic.this.name
}

output "endpoint" {
  description = "Address that events are sent to."
  value       = azurerm_eventgrid_topic.this.endpoint
}

output "private_endpoint_address" {
  description = "Address of the topic inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "subscription_ids" {
  description = "IDs of the subscriptions by name."
  value       = { for name, subscription in azurerm_eventgrid_event_subscription.this : name => subscription.id }
}

output "primary_access_key" {
  description = "Key by which anybody sends to the topic, where keys are allowed (local_authentication_enabled)."
  value       = var.local_authentication_enabled ? azurerm_eventgrid_topic.this.primary_access_key : null
  sensitive   = true
}
