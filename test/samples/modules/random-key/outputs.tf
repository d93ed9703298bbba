output "key" {
  description = "The key, in Base64."
  value       = random_bytes.this.base64
  sensitive   = true
}
