output "id" {
  description = "ID of the topic."
  value       = azurerm_eventgrid_system_topic.this.id
}

output "name" {
  description = "Name of the topic."
  value       = azurerm_eventgrid_system_topic.this.name
}

output "subscription_ids" {
  description = "IDs of the subscriptions by name."
  value       = { for name, subscription in azurerm_eventgrid_system_topic_event_subscription.this : name => subscription.id }
}
