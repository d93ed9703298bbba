mock_provider "tencentcloud" {}

variables {
  domain   = "shop.internal"
  region   = "ap-guangzhou"
  networks = { main = { vpc_id = "vpc-1" } }
}

run "for_one_network" {
  command = plan

  variables {
    records = {
      db   = { name = "db", type = "A", value = "10.0.0.2" }
      mail = { type = "MX", value = "mx.example.com", priority = 5 }
      old  = { name = "old", type = "TXT", value = "x", enabled = false }
    }
  }

  assert {
    condition     = tencentcloud_private_dns_zone.this.dns_forward_status == "DISABLED"
    error_message = "Names that the zone does not have must not be there."
  }

  assert {
    condition     = tencentcloud_private_dns_zone_vpc_attachment.this["main"].vpc_set[0].region == "ap-guangzhou" && length(tencentcloud_private_dns_zone_vpc_attachment.this["main"].account_vpc_set) == 0
    error_message = "The network must resolve the zone."
  }

  assert {
    condition     = tencentcloud_private_dns_record.this["db"].mx == null && tencentcloud_private_dns_record.this["mail"].mx == 5 && tencentcloud_private_dns_record.this["old"].status == "disabled"
    error_message = "A mail server alone must have a priority."
  }

  assert {
    condition     = output.record_hosts["db"] == "db.shop.internal" && output.record_hosts["mail"] == "shop.internal"
    error_message = "The host names must be whole."
  }
}

run "for_networks_elsewhere" {
  command = plan

  variables {
    networks = {
      main     = { vpc_id = "vpc-1" }
      shanghai = { vpc_id = "vpc-2", region = "ap-shanghai" }
      partner  = { vpc_id = "vpc-3", account_uin = "100000000001" }
    }
  }

  assert {
    condition     = tencentcloud_private_dns_zone_vpc_attachment.this["shanghai"].vpc_set[0].region == "ap-shanghai" && tencentcloud_private_dns_zone_vpc_attachment.this["partner"].account_vpc_set[0].uin == "100000000001" && length(tencentcloud_private_dns_zone_vpc_attachment.this["partner"].vpc_set) == 0
    error_message = "Networks of other regions and accounts must resolve it, too."
  }
}

run "for_nobody" {
  command = plan

  variables {
    networks = {}
  }

  expect_failures = [var.networks]
}
