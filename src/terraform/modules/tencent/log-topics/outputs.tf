output "log_set_id" {
  description = "ID of the log set: what inputs such as log_set_id take."
  value       = tencentcloud_cls_logset.this.id
}

output "topic_ids" {
  description = "ID of each topic by its name: what inputs such as audit_log_topic_id take."
  value       = { for name, topic in tencentcloud_cls_topic.this : name => topic.id }

  # Who is told of a topic may search what they write there.
  depends_on = [tencentcloud_cls_index.this]
}

output "alarm_ids" {
  description = "ID of each alarm by its name."
  value       = { for name, alarm in tencentcloud_cls_alarm.this : name => alarm.id }
}

output "topic_names" {
  description = "Name of each topic in CLS by its name."
  value       = { for name, topic in tencentcloud_cls_topic.this : name => topic.topic_name }
}
