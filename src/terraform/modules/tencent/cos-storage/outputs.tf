output "bucket" {
  description = "Whole name of the bucket, with the APPID."
  value       = tencentcloud_cos_bucket.this.id
}

output "url" {
  description = "Address of the bucket."
  value       = tencentcloud_cos_bucket.this.cos_bucket_url
}

output "region" {
  description = "Region of the bucket."
  value       = var.region
}
