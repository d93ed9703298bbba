# A site of EdgeOne: domains that are served from the edge, over TLS, behind a firewall for web applications.

locals {
  zone_id = var.zone_id == null ? tencentcloud_teo_zone.this[0].id : var.zone_id

  certificates = { for name, domain in var.domains : name => domain.certificate if domain.certificate != null }

  switch = { true = "on", false = "off" }
}

resource "tencentcloud_teo_zone" "this" {
  count = var.zone_id == null ? 1 : 0

  zone_name = var.zone_name
  type      = var.access_type
  area      = var.area
  plan_id   = var.plan_id
  tags      = var.tags
}

resource "tencentcloud_teo_origin_group" "this" {
  for_each = var.origin_groups

  zone_id     = local.zone_id
  name        = each.key
  type        = "HTTP"
  host_header = each.value.host_header

  dynamic "records" {
    for_each = each.value.records

    content {
      record = records.value.address
      type   = "IP_DOMAIN"
      weight = records.value.weight
    }
  }
}

resource "tencentcloud_teo_acceleration_domain" "this" {
  for_each = var.domains

  zone_id           = local.zone_id
  domain_name       = each.key
  status            = "online"
  origin_protocol   = each.value.origin_protocol
  http_origin_port  = each.value.http_port
  https_origin_port = each.value.https_port
  ipv6_status       = "follow"

  origin_info {
    origin_type    = each.value.origin_group != null ? "ORIGIN_GROUP" : each.value.bucket != null ? "COS" : "IP_DOMAIN"
    origin         = each.value.origin_group != null ? tencentcloud_teo_origin_group.this[each.value.origin_group].origin_group_id : each.value.bucket != null ? each.value.bucket : each.value.origin
    host_header    = each.value.origin == null ? null : coalesce(each.value.host_header, each.key)
    private_access = each.value.bucket == null ? null : "on"
  }
}

resource "tencentcloud_teo_certificate_config" "this" {
  for_each = local.certificates

  zone_id = local.zone_id
  host    = tencentcloud_teo_acceleration_domain.this[each.key].domain_name
  mode    = each.value.free ? "eofreecert" : "sslcert"

  dynamic "server_cert_info" {
    for_each = each.value.free ? [] : [each.value.id]

    content {
      cert_id = server_cert_info.value
    }
  }
}

# What is off has the values that the service gives it itself, or plans would show a change.
resource "tencentcloud_teo_l7_acc_setting" "this" {
  zone_id = local.zone_id

  zone_config {
    force_redirect_https {
      switch               = local.switch[var.https_only]
      redirect_status_code = var.https_only ? 301 : 302
    }

    tls_config {
      version      = var.tls_versions
      cipher_suite = "general-v2023"
    }

    hsts {
      switch              = local.switch[var.hsts_seconds > 0]
      timeout             = var.hsts_seconds
      include_sub_domains = "off"
      preload             = "off"
    }

    cache {
      follow_origin {
        switch                 = local.switch[var.cache.mode == "origin"]
        default_cache          = "on"
        default_cache_strategy = "on"
      }

      custom_time {
        switch     = local.switch[var.cache.mode == "time"]
        cache_time = var.cache.mode == "time" ? var.cache.seconds : 2592000
      }

      no_cache {
        switch = local.switch[var.cache.mode == "none"]
      }
    }

    compression {
      switch     = local.switch[var.compression_enabled]
      algorithms = ["brotli", "gzip"]
    }

    http2 {
      switch = "on"
    }

    quic {
      switch = local.switch[var.http3_enabled]
    }

    ipv6 {
      switch = local.switch[var.ipv6_enabled]
    }

    web_socket {
      switch  = local.switch[var.websocket_seconds > 0]
      timeout = var.websocket_seconds > 0 ? var.websocket_seconds : 30
    }
  }

  lifecycle {
    # What else the site is set to: the provider would call it a change in every plan.
    ignore_changes = [
      zone_config[0].accelerate_mainland,
      zone_config[0].cache_key,
      zone_config[0].cache_prefresh,
      zone_config[0].client_ip_country,
      zone_config[0].client_ip_header,
      zone_config[0].grpc,
      zone_config[0].max_age,
      zone_config[0].network_error_logging,
      zone_config[0].ocsp_stapling,
      zone_config[0].offline_cache,
      zone_config[0].post_max_size,
      zone_config[0].smart_routing,
      zone_config[0].standard_debug,
      zone_config[0].upstream_http2,
    ]
  }
}

resource "tencentcloud_teo_security_policy_config" "this" {
  zone_id = local.zone_id
  entity  = "ZoneDefaultPolicy"

  security_policy {
    managed_rules {
      enabled           = local.switch[var.firewall.mode != "off"]
      detection_only    = local.switch[var.firewall.mode == "detect"]
      semantic_analysis = "off"

      auto_update {
        auto_update_to_latest_version = "on"
      }
    }

    custom_rules {
      dynamic "precise_match_rules" {
        for_each = var.firewall.rules

        content {
          name      = precise_match_rules.key
          condition = precise_match_rules.value.condition
          priority  = precise_match_rules.value.priority
          enabled   = local.switch[precise_match_rules.value.enabled]

          action {
            name = precise_match_rules.value.action
          }
        }
      }
    }

    rate_limiting_rules {
      dynamic "rules" {
        for_each = var.firewall.rate_limits

        content {
          name                  = rules.key
          condition             = rules.value.condition
          count_by              = rules.value.count_by
          max_request_threshold = rules.value.requests
          counting_period       = rules.value.period
          action_duration       = rules.value.duration
          priority              = rules.value.priority
          enabled               = local.switch[rules.value.enabled]

          action {
            name = rules.value.action

            dynamic "challenge_action_parameters" {
              for_each = rules.value.action == "Challenge" ? [1] : []

              content {
                challenge_option = "JSChallenge"
              }
            }
          }
        }
      }
    }
  }
}
