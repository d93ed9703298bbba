output "id" {
  description = "ID of the instance."
  value       = tencentcloud_ckafka_instance.this.id
}

output "bootstrap_servers" {
  description = "Addresses and ports that clients with a user begin with, separated by commas: SASL_SSL with the mechanism PLAIN, or SASL_PLAINTEXT without TLS; null without users. The instance then tells the others."
  value       = one([for route in tencentcloud_ckafka_route.sasl : join(",", [for address in route.vip_list : "${address.vip}:${address.vport}"])])
}

output "open_bootstrap_server" {
  description = "Address and port for clients without a user (PLAINTEXT), who reach the topics for which nobody is named."
  value       = "${tencentcloud_ckafka_instance.this.vip}:${tencentcloud_ckafka_instance.this.vport}"
}

output "topics" {
  description = "Name of each topic by its name."
  value       = { for name, topic in tencentcloud_ckafka_topic.this : name => topic.topic_name }

  # Nobody is told of a topic that is open to everybody still.
  depends_on = [tencentcloud_ckafka_acl.topic]
}

output "user_names" {
  description = "What a client gives as its user name, by the name of the user: <instance>#<user>, as the service asks for it."
  value       = { for name, user in tencentcloud_ckafka_user.this : name => "${tencentcloud_ckafka_instance.this.id}#${user.account_name}" }
}

output "user_passwords" {
  description = "Generated password of each user by its name."
  value       = { for name, user in tencentcloud_ckafka_user.this : name => user.password }
  sensitive   = true
}
