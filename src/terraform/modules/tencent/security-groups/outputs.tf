output "ids" {
  description = "ID of each group by its name."
  value       = { for name, group in tencentcloud_security_group.this : name => group.id }

  # Who takes a group wants its rules, too.
  depends_on = [tencentcloud_security_group_rule_set.this]
}
