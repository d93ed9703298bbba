# A random key, which a higher version makes anew.
resource "random_bytes" "this" {
  length  = var.bytes
  keepers = { version = var.key_version }
}
