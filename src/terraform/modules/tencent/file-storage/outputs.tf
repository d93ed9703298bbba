output "id" {
  description = "ID of the file system."
  value       = tencentcloud_cfs_file_system.this.id

  # Who mounts it is let in.
  depends_on = [tencentcloud_cfs_access_rule.this]
}

output "mount_address" {
  description = "Address in the network at which it is mounted."
  value       = tencentcloud_cfs_file_system.this.mount_ip
}

output "fs_id" {
  description = "What the path begins with that clients of NFS 3 and of Turbo mount: <address>:/<fs_id>. Those of NFS 4 mount <address>:/."
  value       = tencentcloud_cfs_file_system.this.fs_id
}

output "access_group_id" {
  description = "ID of the group of rules, for other file systems (in storage classes of Kubernetes: pgroupid)."
  value       = tencentcloud_cfs_access_group.this.id
}

output "snapshot_policy_id" {
  description = "ID of the policy of snapshots; null without."
  value       = one(tencentcloud_cfs_auto_snapshot_policy.this[*].id)
}
