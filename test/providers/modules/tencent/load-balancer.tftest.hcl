mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }
}

variables {
  name   = "shop-prod"
  vpc_id = "vpc-1"
  zones  = ["ap-guangzhou-6", "ap-guangzhou-7"]
}

run "within_the_network" {
  command = plan

  variables {
    subnet_id     = "subnet-1"
    further_ports = [443]
  }

  assert {
    condition     = tencentcloud_clb_instance.this.network_type == "INTERNAL" && tencentcloud_clb_instance.this.delete_protect
    error_message = "It must have a private address, and be protected."
  }

  assert {
    condition     = length(tencentcloud_security_group_rule_set.this.ingress) == 1 && tencentcloud_security_group_rule_set.this.ingress[0].cidr_block == "10.0.0.0/16"
    error_message = "The network alone must come in."
  }
}

run "web" {
  command = apply

  variables {
    internet            = { bandwidth_mbps = 500 }
    multi_zone          = true
    allowed_cidr_blocks = ["0.0.0.0/0"]
    listeners = {
      http = { protocol = "HTTP", port = 80, rules = { all = { domain = "www.example.com", redirect_to = "https/all" } } }
      https = {
        protocol       = "HTTPS"
        port           = 443
        certificate_id = "cert-1"
        rules          = { all = { domain = "www.example.com", targets = [{ address = "10.0.0.8", port = 8080 }, { instance_id = "ins-1", port = 8080, weight = 20 }] } }
      }
      dns = { protocol = "UDP", port = 53, targets = [{ address = "10.0.0.9", port = 53 }] }
    }
  }

  assert {
    condition     = tencentcloud_clb_instance.this.network_type == "OPEN" && tencentcloud_clb_instance.this.slave_zone_id == "ap-guangzhou-7" && tencentcloud_clb_instance.this.subnet_id == null
    error_message = "It must have a public address with a standby in the second zone."
  }

  assert {
    condition     = tencentcloud_clb_redirection.this["http/all"].target_rule_id == tencentcloud_clb_listener_rule.this["https/all"].rule_id
    error_message = "HTTP must lead to HTTPS."
  }

  assert {
    condition     = toset(keys(tencentcloud_clb_attachment.rule)) == toset(["https/all"]) && toset(keys(tencentcloud_clb_attachment.listener)) == toset(["dns"])
    error_message = "Targets must be those of a rule, or of a listener."
  }

  assert {
    condition     = length(tencentcloud_security_group_rule_set.this.ingress) == 3 && tencentcloud_clb_listener.this["https"].sni_switch == false
    error_message = "Each port must be open, and one certificate be for all."
  }
}

run "a_rule_that_leads_nowhere" {
  command = plan

  variables {
    subnet_id = "subnet-1"
    listeners = { http = { protocol = "HTTP", port = 80, rules = { all = { domain = "www.example.com", redirect_to = "https/all" } } } }
  }

  expect_failures = [var.listeners]
}
