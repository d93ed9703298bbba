output "bucket" {
  description = "Name of the state bucket, as the backend of every root module uses it."
  value       = tencentcloud_cos_bucket.state.id
}

output "access_log_bucket" {
  description = "Name of the bucket that knows who read and wrote which state; null when it is not kept."
  value       = one(tencentcloud_cos_bucket.access_log[*].id)
}

output "region" {
  description = "Region of the state bucket."
  value       = var.region
}

output "backend_config" {
  description = "The backend.hcl that keeps the state of this root module in the bucket."
  value       = <<-EOT
    bucket  = "${tencentcloud_cos_bucket.state.id}"
    region  = "${var.region}"
    prefix  = "bootstrap/tencent-cos"
    key     = "terraform.tfstate"
    encrypt = true
  EOT
}

output "account_uin" {
  description = "UIN of the account, for the variable of the GitHub repository; null when there are no roles."
  value       = local.account_uin
}

output "workload_roles" {
  description = "ARN of each role that pods assume."
  value       = { for name, role in tencentcloud_cam_role.workloads : name => role.role_arn }
}

output "roles" {
  description = "ARN of each role that jobs of GitHub Actions assume."
  value       = { for name, role in tencentcloud_cam_role.github : name => role.role_arn }
}
