variable "zone_name" {
  type        = string
  default     = null
  description = "Name of the site, which its domains end with: example.com."

  validation {
    condition     = var.zone_name == null ? true : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.zone_name))
    error_message = "The site must be a domain name such as example.com."
  }

  validation {
    condition     = (var.zone_name == null) != (var.zone_id == null)
    error_message = "Give the name of a site that is made, or the zone_id of one that is there."
  }
}

variable "zone_id" {
  type        = string
  default     = null
  description = "ID of a site that is there already. By default one is made, for zone_name."
}

variable "plan_id" {
  type        = string
  default     = null
  description = "ID of the plan that the site is bound to (edgeone-…), which is bought in the console."

  validation {
    condition     = (var.plan_id == null) == (var.zone_id != null)
    error_message = "A site that is made needs a plan_id, and one that is there has its own."
  }
}

variable "access_type" {
  type        = string
  default     = "partial"
  description = "How names get to the edge: partial (each has a CNAME), full (EdgeOne is the name server) or dnsPodAccess (the zone is one of DNSPod)."

  validation {
    condition     = contains(["partial", "full", "dnsPodAccess"], var.access_type)
    error_message = "The type of access must be partial, full or dnsPodAccess."
  }
}

variable "area" {
  type        = string
  default     = "overseas"
  description = "Where the site is served: overseas, mainland or global. The mainland of China needs a licence (ICP) of the domain."

  validation {
    condition     = contains(["overseas", "mainland", "global"], var.area)
    error_message = "The area must be overseas, mainland or global."
  }
}

variable "origin_groups" {
  type = map(object({
    host_header = optional(string)
    records     = list(object({ address = string, weight = optional(number) }))
  }))
  default     = {}
  description = "Groups of origins by their name, whose addresses or names share requests by weight, 0 to 100."

  validation {
    condition     = alltrue([for group in values(var.origin_groups) : length(group.records) >= 1 && alltrue([for record in group.records : record.weight == null ? true : record.weight >= 0 && record.weight <= 100])])
    error_message = "A group has at least one origin, with a weight of 0 to 100."
  }
}

variable "domains" {
  type = map(object({
    origin          = optional(string)
    origin_group    = optional(string)
    bucket          = optional(string)
    host_header     = optional(string)
    origin_protocol = optional(string, "HTTPS")
    http_port       = optional(number, 80)
    https_port      = optional(number, 443)
    certificate     = optional(object({ id = optional(string), free = optional(bool, false) }))
  }))
  default     = {}
  description = "Domains by their full name. Each has an origin (an address or a name), an origin_group of the above, or a bucket of COS by its host name, which may be private; origin_protocol is HTTPS, HTTP or FOLLOW. certificate has the id of one of SSL Certificate Service, or is a free one of EdgeOne, which it issues and renews once the name leads to it. A site of access_type partial or full has to be verified before it has domains: see ownership_record."

  validation {
    condition     = alltrue([for domain in values(var.domains) : length([for origin in [domain.origin, domain.origin_group, domain.bucket] : origin if origin != null]) == 1])
    error_message = "A domain has one of origin, origin_group and bucket."
  }

  validation {
    condition     = alltrue([for domain in values(var.domains) : domain.origin_group == null ? true : contains(keys(var.origin_groups), domain.origin_group)])
    error_message = "An origin_group must be one of origin_groups."
  }

  validation {
    condition     = alltrue([for domain in values(var.domains) : domain.host_header == null || domain.origin != null])
    error_message = "The host_header is that of an origin; groups have their own, and buckets their name."
  }

  validation {
    condition     = alltrue([for domain in values(var.domains) : contains(["HTTPS", "HTTP", "FOLLOW"], domain.origin_protocol) && alltrue([for port in [domain.http_port, domain.https_port] : port >= 1 && port <= 65535])])
    error_message = "The protocol must be HTTPS, HTTP or FOLLOW, and a port 1 to 65535."
  }

  validation {
    condition     = alltrue([for domain in values(var.domains) : domain.certificate == null ? true : (domain.certificate.id != null) != domain.certificate.free])
    error_message = "A certificate has an id, or is free."
  }
}

variable "rules" {
  type = map(list(object({
    condition             = string
    description           = optional(string)
    cache_seconds         = optional(number)
    browser_cache_seconds = optional(number)
    cache_key_parameters  = optional(list(string))
    redirect = optional(object({
      host        = optional(string)
      path        = optional(string)
      status_code = optional(number, 301)
      keeps_query = optional(bool, true)
    }))
    rewrite = optional(object({
      path           = optional(string)
      added_prefix   = optional(string)
      removed_prefix = optional(string)
    }))
    origin_group     = optional(string)
    request_headers  = optional(map(string), {})
    response_headers = optional(map(string), {})
  })))
  default     = {}
  description = "What is done otherwise with some requests, by the name of their domain, in the order in which EdgeOne goes through them. condition is in EdgeOne's language, such as \"$${http.request.uri.path} in ['/api/*']\". cache_seconds and browser_cache_seconds say how long the edge and browsers keep an answer that the origin lets them keep (0: not at all), cache_key_parameters which parameters of the query tell answers apart (none: []). redirect sends to another host or path by HTTPS, rewrite asks the origin for another path, origin_group another origin. A header without a value (\"\") is taken away. Planning reads the rules of all sites, which may have keys in them, so that no pull request does."

  validation {
    condition     = alltrue([for domain, rules in var.rules : contains(keys(var.domains), domain) && length(rules) >= 1])
    error_message = "Rules are those of one of domains, at least one for each that is named."
  }

  validation {
    condition = alltrue(flatten([
      for rules in values(var.rules) : [
        for rule in rules : anytrue([
          rule.cache_seconds != null, rule.browser_cache_seconds != null, rule.cache_key_parameters != null, rule.redirect != null, rule.rewrite != null, rule.origin_group != null,
          length(rule.request_headers) > 0, length(rule.response_headers) > 0
        ])
      ]
    ]))
    error_message = "A rule that says nothing but its condition does nothing."
  }

  validation {
    condition = alltrue(flatten([
      for rules in values(var.rules) : [
        for rule in rules : [for seconds in [rule.cache_seconds, rule.browser_cache_seconds] : seconds == null ? true : seconds >= 0 && seconds <= 315360000 && floor(seconds) == seconds]
      ]
    ]))
    error_message = "Answers are kept for a whole number of seconds from 0 to 315360000."
  }

  validation {
    condition = alltrue(flatten([
      for rules in values(var.rules) : [
        for rule in rules : rule.redirect == null ? true : contains([301, 302, 303, 307, 308], rule.redirect.status_code) && (rule.redirect.host != null || startswith(coalesce(rule.redirect.path, "-"), "/"))
      ]
    ]))
    error_message = "A redirect has a host, or a path that begins with /, and the status 301, 302, 303, 307 or 308."
  }

  validation {
    condition = alltrue(flatten([
      for rules in values(var.rules) : [
        for rule in rules : rule.rewrite == null ? true : length([for path in values(rule.rewrite) : path if path != null]) == 1 && alltrue([for path in values(rule.rewrite) : startswith(coalesce(path, "/"), "/")])
      ]
    ]))
    error_message = "A rewrite has one of path, added_prefix and removed_prefix, which begins with /."
  }

  validation {
    condition     = alltrue(flatten([for rules in values(var.rules) : [for rule in rules : rule.origin_group == null ? true : contains(keys(var.origin_groups), rule.origin_group)]]))
    error_message = "An origin_group must be one of origin_groups."
  }
}

variable "https_only" {
  type        = bool
  default     = true
  description = "Whether those who come by HTTP are sent to HTTPS."
}

variable "tls_versions" {
  type        = set(string)
  default     = ["TLSv1.2", "TLSv1.3"]
  description = "Versions of TLS that clients may speak: TLSv1.2 and TLSv1.3, or one of them."

  validation {
    condition     = length(var.tls_versions) >= 1 && length(setsubtract(var.tls_versions, ["TLSv1.2", "TLSv1.3"])) == 0
    error_message = "The versions must be TLSv1.2 and TLSv1.3: older ones are broken."
  }
}

variable "hsts_seconds" {
  type        = number
  default     = 0
  description = "For how long browsers come by HTTPS alone once they were here (HSTS), up to 31536000; 0 for not. Not to be taken back before it is over."

  validation {
    condition     = var.hsts_seconds >= 0 && var.hsts_seconds <= 31536000 && (var.hsts_seconds == 0 || var.https_only)
    error_message = "HSTS lasts up to 31536000 seconds, and needs https_only."
  }
}

variable "cache" {
  type = object({
    mode    = optional(string, "origin")
    seconds = optional(number, 600)
  })
  default     = {}
  description = "What the edge keeps: origin (what the origin says, and the service's own rules where it says nothing), time (all of it, for seconds) or none."

  validation {
    condition     = contains(["origin", "time", "none"], var.cache.mode) && var.cache.seconds >= 0 && var.cache.seconds <= 315360000
    error_message = "The mode must be origin, time or none, and the time 0 to 315360000 seconds."
  }
}

variable "compression_enabled" {
  type        = bool
  default     = true
  description = "Whether answers are compressed (Brotli, gzip) for clients that say they can read it."
}

variable "http3_enabled" {
  type        = bool
  default     = false
  description = "Whether clients may speak HTTP/3 (QUIC), which not every plan has."
}

variable "ipv6_enabled" {
  type        = bool
  default     = true
  description = "Whether domains have IPv6 addresses, too."
}

variable "websocket_seconds" {
  type        = number
  default     = 0
  description = "After how many silent seconds a WebSocket is closed, up to 120; 0 lets the service's own 15 be."

  validation {
    condition     = var.websocket_seconds >= 0 && var.websocket_seconds <= 120
    error_message = "A WebSocket is closed after up to 120 seconds."
  }
}

variable "firewall" {
  type = object({
    mode = optional(string, "block")
    rules = optional(map(object({
      condition = string
      action    = optional(string, "Deny")
      priority  = optional(number, 50)
      enabled   = optional(bool, true)
    })), {})
    rate_limits = optional(map(object({
      condition = string
      requests  = number
      period    = optional(string, "1m")
      count_by  = optional(set(string), ["http.request.ip"])
      action    = optional(string, "Challenge")
      duration  = optional(string, "10m")
      priority  = optional(number, 50)
      enabled   = optional(bool, true)
    })), {})
  })
  default     = {}
  description = "The firewall of the site. mode is that of the managed rules, which update themselves: block, detect (log alone) or off. rules and rate_limits have a name, and a condition in EdgeOne's language, such as \"$${http.request.uri.path} in ['/login']\"; a rule denies (Deny), logs (Monitor) or lets by (Allow), a limit counts requests by what they have in common, and challenges (Challenge), denies or logs those above it for a duration. The provider (1.83.25) does not take the last rule or the last limit away: make it enabled = false."

  validation {
    condition     = contains(["block", "detect", "off"], var.firewall.mode)
    error_message = "The mode of the firewall must be block, detect or off."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall.rules) : contains(["Deny", "Monitor", "Allow"], rule.action) && rule.priority >= 0 && rule.priority <= 100])
    error_message = "The action of a rule must be Deny, Monitor or Allow, and its priority 0 to 100."
  }

  validation {
    condition     = alltrue([for limit in values(var.firewall.rate_limits) : contains(["Challenge", "Deny", "Monitor"], limit.action) && limit.requests >= 1 && limit.requests <= 100000 && limit.priority >= 0 && limit.priority <= 100])
    error_message = "The action of a limit must be Challenge, Deny or Monitor, its requests 1 to 100000, and its priority 0 to 100."
  }

  validation {
    condition     = alltrue([for limit in values(var.firewall.rate_limits) : contains(["1s", "5s", "10s", "20s", "30s", "40s", "50s", "1m", "2m", "5m", "10m", "1h"], limit.period) && can(regex("^[0-9]+[smhd]$", limit.duration))])
    error_message = "A period is one of 1s, 5s, 10s, 20s, 30s, 40s, 50s, 1m, 2m, 5m, 10m, 1h, and a duration a number with s, m, h or d."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the site."
}
