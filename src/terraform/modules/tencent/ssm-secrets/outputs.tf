output "secret_names" {
  description = "Name of each secret in SSM, by its name in values."
  value       = nonsensitive({ for name, secret in tencentcloud_ssm_secret.this : name => secret.secret_name })
}

output "versions" {
  description = "Version of each secret by its name in values: another one for every value."
  value       = nonsensitive({ for name, version in tencentcloud_ssm_secret_version_v2.this : name => version.version_id })
}
