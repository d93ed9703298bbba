output "id" {
  description = "ID of the environment."
  value       = azurerm_container_app_environment.this.id
}

output "name" {
  description = "Name of the environment."
  value       = azurerm_container_app_environment.this.name
}

output "default_domain" {
  description = "Domain of the environment: an app is <app>.<domain>, and inside of the environment alone <app>.internal.<domain>. A private DNS zone of that name makes it known to a network."
  value       = azurerm_container_app_environment.this.default_domain
}

output "static_address" {
  description = "Address of the environment, which the record * of a private DNS zone, and A records of other domains, point to."
  value       = azurerm_container_app_environment.this.static_ip_address
}

output "domain_verification_id" {
  description = "What the TXT record asuid.<domain> has to say of each domain of an app."
  value       = azurerm_container_app_environment.this.custom_domain_verification_id
}

output "app_ids" {
  description = "IDs of the apps by name."
  value       = { for name, app in azurerm_container_app.this : name => app.id }
}

output "app_hosts" {
  description = "Host names by name of those apps that are reached by one."
  value       = { for name, app in azurerm_container_app.this : name => app.ingress[0].fqdn if var.apps[name].ingress != null }
}

output "job_ids" {
  description = "IDs of the jobs by name."
  value       = { for name, job in azurerm_container_app_job.this : name => job.id }
}

output "principal_ids" {
  description = "Object IDs of the identities that apps and jobs have of their own, by name: of those that were given none."
  value = merge(
    { for name, app in azurerm_container_app.this : name => app.identity[0].principal_id if var.apps[name].identity == null },
    { for name, job in azurerm_container_app_job.this : name => job.identity[0].principal_id if var.jobs[name].identity == null },
  )
}
