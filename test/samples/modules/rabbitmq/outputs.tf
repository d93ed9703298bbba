output "host" {
  description = "Private address."
  value       = split(":", tencentcloud_tdmq_rabbitmq_vip_instance.this.vpcs[0].vpc_endpoint)[0]
}

output "port" {
  description = "Port of AMQP."
  value       = tonumber(split(":", tencentcloud_tdmq_rabbitmq_vip_instance.this.vpcs[0].vpc_endpoint)[1])
}

output "user" {
  description = "Name of the user."
  value       = tencentcloud_tdmq_rabbitmq_user.this.user
}

output "password" {
  description = "Password of the user."
  value       = random_password.this.result
  sensitive   = true
}
