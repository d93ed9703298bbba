mock_provider "tencentcloud" {}

variables {
  name = "shop-prod"
}

run "nothing_comes_in" {
  command = plan

  variables {
    groups = { tools = {} }
  }

  assert {
    condition     = length(tencentcloud_security_group_rule_set.this["tools"].ingress) == 0 && tencentcloud_security_group_rule_set.this["tools"].egress[*].ipv6_cidr_block == tolist([null, "::/0"]) && tencentcloud_security_group.this["tools"].name == "shop-prod-tools"
    error_message = "Nothing must come in, and everything go out."
  }
}

run "rules_of_all_kinds" {
  command = apply

  variables {
    groups = {
      web = {
        ingress = [
          { action = "DROP", protocol = "ALL", cidr_blocks = ["198.51.100.0/24"] },
          { ports = ["80", "8000-8100"], cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"], description = "Everybody" },
          { service_template_id = "ppm-1", address_template_ids = ["ipm-1"] },
        ]
      }
      data = { ingress = [{ ports = ["5432"], groups = ["web", "data"], security_group_ids = ["sg-1"] }], egress = [] }
    }
  }

  assert {
    condition     = [for rule in slice(tencentcloud_security_group_rule_set.this["web"].ingress, 0, 5) : join(" ", [rule.action, rule.protocol, rule.port, rule.cidr_block == null ? rule.ipv6_cidr_block : rule.cidr_block])] == ["DROP ALL ALL 198.51.100.0/24", "ACCEPT TCP 80 0.0.0.0/0", "ACCEPT TCP 8000-8100 0.0.0.0/0", "ACCEPT TCP 80 ::/0", "ACCEPT TCP 8000-8100 ::/0"]
    error_message = "Rules must be in order, one for each block and port."
  }

  assert {
    condition     = tencentcloud_security_group_rule_set.this["web"].ingress[5].service_template_id == "ppm-1" && tencentcloud_security_group_rule_set.this["web"].ingress[5].address_template_id == "ipm-1"
    error_message = "Templates must take the place of addresses and ports."
  }

  assert {
    condition     = tencentcloud_security_group_rule_set.this["data"].ingress[*].source_security_id == tolist([tencentcloud_security_group.this["web"].id, tencentcloud_security_group.this["data"].id, "sg-1"]) && length(tencentcloud_security_group_rule_set.this["data"].egress) == 0
    error_message = "Groups must be let in, and nothing go out."
  }
}

run "a_shell_for_everybody" {
  command = plan

  variables {
    groups = { tools = { ingress = [{ ports = ["20-30"], cidr_blocks = ["0.0.0.0/0"] }] } }
  }

  expect_failures = [var.groups]
}
