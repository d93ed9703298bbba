# Keys of the Key Management Service (KMS), each enabled, with a new version every year, and kept for a while after it was deleted.

resource "tencentcloud_kms_key" "this" {
  for_each = var.keys

  alias                = "${var.name}-${each.key}"
  description          = coalesce(each.value.description, "Made by Terraform")
  key_usage            = each.value.usage
  key_rotation_enabled = each.value.usage == "ENCRYPT_DECRYPT" ? each.value.rotation_enabled : null
  hsm_cluster_id       = each.value.hsm_cluster_id

  # Without being told so, the provider disables a key as soon as it is made.
  is_enabled = each.value.enabled

  pending_delete_window_in_days = var.deletion_window_days

  tags = var.tags
}
