mock_provider "tencentcloud" {}

variables {
  zone_name = "example.com"
  plan_id   = "edgeone-1"
}

run "safe_by_default" {
  command = plan

  variables {
    domains = { "www.example.com" = { origin = "203.0.113.7" } }
  }

  assert {
    condition     = tencentcloud_teo_security_policy_config.this.security_policy[0].managed_rules[0].enabled == "on" && tencentcloud_teo_security_policy_config.this.security_policy[0].managed_rules[0].detection_only == "off"
    error_message = "The firewall must be on."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_setting.this.zone_config[0].force_redirect_https[0].switch == "on" && toset(tencentcloud_teo_l7_acc_setting.this.zone_config[0].tls_config[0].version) == toset(["TLSv1.2", "TLSv1.3"])
    error_message = "The site must be served over TLS 1.2 and 1.3 alone."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_setting.this.zone_config[0].hsts[0].timeout == 0 && tencentcloud_teo_l7_acc_setting.this.zone_config[0].web_socket[0].timeout == 30 && tencentcloud_teo_l7_acc_setting.this.zone_config[0].cache[0].custom_time[0].cache_time == 2592000
    error_message = "What is off must be as the service has it."
  }

  assert {
    condition     = tencentcloud_teo_acceleration_domain.this["www.example.com"].origin_protocol == "HTTPS" && tencentcloud_teo_acceleration_domain.this["www.example.com"].origin_info[0].host_header == "www.example.com" && tencentcloud_teo_zone.this[0].area == "overseas"
    error_message = "The origin must be asked over TLS, by the name of the domain."
  }
}

run "everything" {
  command = apply

  variables {
    origin_groups = { web = { records = [{ address = "203.0.113.7", weight = 50 }, { address = "203.0.113.8", weight = 50 }] } }
    domains = {
      "www.example.com"    = { origin_group = "web", certificate = { id = "cert-1" } }
      "api.example.com"    = { origin = "203.0.113.9", host_header = "internal.example.com", certificate = { free = true } }
      "static.example.com" = { bucket = "static-1250000000.cos.ap-guangzhou.myqcloud.com" }
    }
    rules = {
      "www.example.com" = [
        { condition = "$${http.request.uri.path} in ['/api/*']", description = "API", cache_seconds = 0, origin_group = "web", response_headers = { "X-Frame-Options" = "DENY", "Server" = "" } },
        { condition = "$${http.request.file_extension} in ['png']", cache_seconds = 86400, browser_cache_seconds = 3600, cache_key_parameters = ["size"], rewrite = { removed_prefix = "/static" } },
        { condition = "$${http.request.uri.path} in ['/old/*']", redirect = { path = "/new" } },
      ]
    }
    hsts_seconds = 31536000
    cache        = { mode = "time", seconds = 60 }
    firewall = {
      mode        = "detect"
      rules       = { old = { condition = "$${http.request.uri.path} in ['/old']" } }
      rate_limits = { login = { condition = "$${http.request.uri.path} in ['/login']", requests = 30, enabled = false } }
    }
  }

  assert {
    condition     = tencentcloud_teo_acceleration_domain.this["www.example.com"].origin_info[0].origin == tencentcloud_teo_origin_group.this["web"].origin_group_id && tencentcloud_teo_acceleration_domain.this["static.example.com"].origin_info[0].private_access == "on"
    error_message = "Domains must have their origins."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[0].branches[0].actions[1].modify_origin_parameters[0].origin == tencentcloud_teo_origin_group.this["web"].origin_group_id && tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[0].branches[0].actions[1].modify_origin_parameters[0].origin_protocol == "https"
    error_message = "A path must have its origin."
  }

  assert {
    condition     = tencentcloud_teo_certificate_config.this["www.example.com"].server_cert_info[0].cert_id == "cert-1" && tencentcloud_teo_certificate_config.this["api.example.com"].mode == "eofreecert" && length(tencentcloud_teo_certificate_config.this) == 2
    error_message = "Domains must have their certificates."
  }

  assert {
    condition     = tencentcloud_teo_security_policy_config.this.security_policy[0].rate_limiting_rules[0].rules[0].action[0].challenge_action_parameters[0].challenge_option == "JSChallenge" && tencentcloud_teo_security_policy_config.this.security_policy[0].custom_rules[0].precise_match_rules[0].action[0].name == "Deny" && tencentcloud_teo_security_policy_config.this.security_policy[0].custom_rules[0].precise_match_rules[0].enabled == "on" && tencentcloud_teo_security_policy_config.this.security_policy[0].rate_limiting_rules[0].rules[0].enabled == "off"
    error_message = "Rules and limits must be there."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_setting.this.zone_config[0].cache[0].custom_time[0].switch == "on" && tencentcloud_teo_l7_acc_setting.this.zone_config[0].cache[0].follow_origin[0].switch == "off" && tencentcloud_teo_l7_acc_setting.this.zone_config[0].hsts[0].timeout == 31536000
    error_message = "The cache must keep what it is told."
  }
}

run "rules_of_a_domain" {
  command = plan

  variables {
    domains = { "www.example.com" = { origin = "203.0.113.7" } }
    rules = {
      "www.example.com" = [
        { condition = "a", description = "API", cache_seconds = 0, request_headers = { "X-Edge" = "1", "X-Old" = "" } },
        { condition = "b", cache_seconds = 86400, browser_cache_seconds = 3600, cache_key_parameters = ["size"], rewrite = { removed_prefix = "/static" } },
        { condition = "c", cache_key_parameters = [], redirect = { path = "/new", status_code = 302 } },
      ]
    }
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].condition == "$${http.request.host} in ['www.example.com']" && tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[*].branches[0].condition == tolist(["a", "b", "c"])
    error_message = "The rules must be those of the domain, in order."
  }

  assert {
    condition     = [for rule in tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules : join(" ", rule.branches[0].actions[*].name)] == ["Cache ModifyRequestHeader", "Cache MaxAge CacheKey UpstreamURLRewrite", "CacheKey AccessURLRedirect"]
    error_message = "A rule must do what it says, and nothing else."
  }

  assert {
    condition     = length(tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[0].branches[0].actions[0].cache_parameters[0].no_cache) == 1 && tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[1].branches[0].actions[0].cache_parameters[0].custom_time[0].ignore_cache_control == "off"
    error_message = "What the origin lets nobody keep must not be kept."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[0].branches[0].actions[1].modify_request_header_parameters[0].header_actions[*].action == tolist(["set", "del"]) && tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[1].branches[0].actions[3].upstream_url_rewrite_parameters[0].action == "rmvPrefix"
    error_message = "Headers and paths must be changed."
  }

  assert {
    condition     = tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[2].branches[0].actions[0].cache_key_parameters[0].query_string[0].switch == "off" && tencentcloud_teo_l7_acc_rule_v2.this["www.example.com"].branches[0].sub_rules[2].branches[0].actions[1].access_url_redirect_parameters[0].url_path[0].value == "/new"
    error_message = "It must lead to the new path, and take no parameters for another answer."
  }
}

run "a_site_that_is_there" {
  command = plan

  variables {
    zone_name = null
    plan_id   = null
    zone_id   = "zone-1"
  }

  assert {
    condition     = length(tencentcloud_teo_zone.this) == 0 && output.zone_id == "zone-1" && output.ownership_record == null
    error_message = "The site must be left where it is."
  }
}

run "two_origins" {
  command = plan

  variables {
    domains = { "www.example.com" = { origin = "203.0.113.7", bucket = "static-1250000000.cos.ap-guangzhou.myqcloud.com" } }
  }

  expect_failures = [var.domains]
}
