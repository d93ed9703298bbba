# A RabbitMQ that only the network reaches, with a virtual host and a user of it, whose password is generated.
resource "tencentcloud_tdmq_rabbitmq_vip_instance" "this" {
  cluster_name    = var.name
  zone_ids        = var.zone_ids
  vpc_id          = var.vpc_id
  subnet_id       = var.subnet_id
  cluster_version = "3.13.7"
  pay_mode        = 0
}

resource "tencentcloud_tdmq_rabbitmq_virtual_host" "this" {
  instance_id  = tencentcloud_tdmq_rabbitmq_vip_instance.this.id
  virtual_host = var.virtual_host
}

resource "random_password" "this" {
  length  = 32
  special = false
}

resource "tencentcloud_tdmq_rabbitmq_user" "this" {
  instance_id = tencentcloud_tdmq_rabbitmq_vip_instance.this.id
  user        = var.virtual_host
  password    = random_password.this.result
}
