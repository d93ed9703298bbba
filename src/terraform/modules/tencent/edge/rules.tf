locals {
  # How a rule calls what is said here otherwise.
  rule_protocols = { FOLLOW = "follow", HTTP = "http", HTTPS = "https" }
  rewrites       = { path = "replace", added_prefix = "addPrefix", removed_prefix = "rmvPrefix" }
}

# One rule of EdgeOne for each domain, so that none is in the way of another: within it what is said first comes first.
resource "tencentcloud_teo_l7_acc_rule_v2" "this" {
  for_each = var.rules

  zone_id   = local.zone_id
  rule_name = each.key
  status    = "enable"

  branches {
    condition = "$${http.request.host} in ['${tencentcloud_teo_acceleration_domain.this[each.key].domain_name}']"

    dynamic "sub_rules" {
      for_each = each.value

      content {
        description = sub_rules.value.description[*]

        branches {
          condition = sub_rules.value.condition

          dynamic "actions" {
            for_each = sub_rules.value.cache_seconds[*]

            content {
              name = "Cache"

              cache_parameters {
                dynamic "no_cache" {
                  for_each = actions.value == 0 ? [1] : []

                  content {
                    switch = "on"
                  }
                }

                dynamic "custom_time" {
                  for_each = actions.value > 0 ? [actions.value] : []

                  content {
                    switch               = "on"
                    cache_time           = custom_time.value
                    ignore_cache_control = "off"
                  }
                }
              }
            }
          }

          dynamic "actions" {
            for_each = sub_rules.value.browser_cache_seconds[*]

            content {
              name = "MaxAge"

              max_age_parameters {
                follow_origin = "off"
                cache_time    = actions.value
              }
            }
          }

          dynamic "actions" {
            for_each = sub_rules.value.cache_key_parameters == null ? [] : [sub_rules.value.cache_key_parameters]

            content {
              name = "CacheKey"

              cache_key_parameters {
                full_url_cache = "off"
                ignore_case    = "off"

                query_string {
                  switch = local.switch[length(actions.value) > 0]
                  action = length(actions.value) > 0 ? "includeCustom" : null
                  values = actions.value
                }
              }
            }
          }

          dynamic "actions" {
            for_each = sub_rules.value.redirect[*]

            content {
              name = "AccessURLRedirect"

              access_url_redirect_parameters {
                status_code = actions.value.status_code
                protocol    = "https"

                host_name {
                  action = actions.value.host == null ? "follow" : "custom"
                  value  = actions.value.host
                }

                url_path {
                  action = actions.value.path == null ? "follow" : "custom"
                  value  = actions.value.path
                }

                query_string {
                  action = actions.value.keeps_query ? "full" : "ignore"
                }
              }
            }
          }

          dynamic "actions" {
            for_each = sub_rules.value.rewrite[*]

            content {
              name = "UpstreamURLRewrite"

              upstream_url_rewrite_parameters {
                type   = "Path"
                action = local.rewrites[one([for kind, path in actions.value : kind if path != null])]
                value  = one([for path in values(actions.value) : path if path != null])
              }
            }
          }

          dynamic "actions" {
            for_each = sub_rules.value.origin_group[*]

            content {
              name = "ModifyOrigin"

              modify_origin_parameters {
                origin_type       = "OriginGroup"
                origin            = tencentcloud_teo_origin_group.this[actions.value].origin_group_id
                origin_protocol   = local.rule_protocols[var.domains[each.key].origin_protocol]
                http_origin_port  = var.domains[each.key].http_port
                https_origin_port = var.domains[each.key].https_port
              }
            }
          }

          dynamic "actions" {
            for_each = length(sub_rules.value.request_headers) > 0 ? [sub_rules.value.request_headers] : []

            content {
              name = "ModifyRequestHeader"

              modify_request_header_parameters {
                dynamic "header_actions" {
                  for_each = actions.value

                  content {
                    action = header_actions.value == "" ? "del" : "set"
                    name   = header_actions.key
                    value  = header_actions.value == "" ? null : header_actions.value
                  }
                }
              }
            }
          }

          dynamic "actions" {
            for_each = length(sub_rules.value.response_headers) > 0 ? [sub_rules.value.response_headers] : []

            content {
              name = "ModifyResponseHeader"

              modify_response_header_parameters {
                dynamic "header_actions" {
                  for_each = actions.value

                  content {
                    action = header_actions.value == "" ? "del" : "set"
                    name   = header_actions.key
                    value  = header_actions.value == "" ? null : header_actions.value
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
