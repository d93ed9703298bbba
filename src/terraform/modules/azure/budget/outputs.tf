output "subscription_budget_ids" {
  description = "IDs of the budgets of subscriptions, by name."
  value       = { for name, budget in azurerm_consumption_budget_subscription.this : name => budget.id }
}

output "resource_group_budget_ids" {
  description = "IDs of the budgets of resource groups, by name."
  value       = { for name, budget in azurerm_consumption_budget_resource_group.this : name => budget.id }
}
