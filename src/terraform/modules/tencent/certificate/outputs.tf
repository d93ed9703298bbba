output "id" {
  description = "ID of the certificate, for listeners of load balancers and domains of CDN."
  value       = local.id
}

output "domains" {
  description = "Domains that the certificate is for."
  value       = var.free_certificate == null ? tencentcloud_ssl_certificate.this[0].subject_names : [var.free_certificate.domain]
}

output "valid_until" {
  description = "When the certificate ends (UTC+8)."
  value       = var.free_certificate == null ? tencentcloud_ssl_certificate.this[0].end_time : tencentcloud_ssl_free_certificate.this[0].cert_end_time
}
