mock_provider "tencentcloud" {}

variables {
  domain = "example.com"
}

run "a_zone_with_records" {
  command = plan

  variables {
    records = {
      root = { type = "A", value = "203.0.113.7" }
      www  = { name = "www", type = "CNAME", value = "example.com." }
      mail = { type = "MX", value = "mx.example.com.", priority = 5 }
      old  = { name = "old", type = "TXT", value = "x", enabled = false, line = "Default" }
    }
  }

  assert {
    condition     = tencentcloud_dnspod_record.this["root"].sub_domain == "@" && tencentcloud_dnspod_record.this["root"].mx == null && tencentcloud_dnspod_record.this["mail"].mx == 5
    error_message = "A mail server alone must have a priority."
  }

  assert {
    condition     = tencentcloud_dnspod_record.this["root"].record_line == "默认" && tencentcloud_dnspod_record.this["old"].record_line == "Default" && tencentcloud_dnspod_record.this["old"].status == "DISABLE"
    error_message = "A record must have its line, and be off where it is said."
  }

  assert {
    condition     = output.record_hosts["www"] == "www.example.com" && output.record_hosts["root"] == "example.com"
    error_message = "The host names must be whole."
  }
}

run "a_zone_that_is_there" {
  command = plan

  variables {
    zone_managed = false
    records      = { root = { type = "A", value = "203.0.113.7" } }
  }

  assert {
    condition     = length(tencentcloud_dnspod_domain_instance.this) == 0 && tencentcloud_dnspod_record.this["root"].domain == "example.com"
    error_message = "The zone must be left alone."
  }
}
