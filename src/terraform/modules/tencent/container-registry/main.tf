# A registry of images (TCR enterprise instance) with private namespaces, scans, rules for tags, and a way in from the network.

resource "tencentcloud_tcr_instance" "this" {
  name                  = var.name
  instance_type         = var.edition
  deletion_protection   = var.deletion_protection
  delete_bucket         = false
  enable_cos_versioning = var.edition == "premium" ? true : null
  enable_cos_maz        = var.multi_zone ? true : null

  registry_charge_type                    = var.prepaid_months == null ? 1 : 2
  instance_charge_type_prepaid_period     = var.prepaid_months
  instance_charge_type_prepaid_renew_flag = var.prepaid_months == null ? null : 2

  open_public_operation = length(var.allowed_cidr_blocks) > 0

  dynamic "security_policy" {
    for_each = toset(var.allowed_cidr_blocks)

    content {
      cidr_block  = security_policy.value
      description = "Managed by Terraform"
    }
  }

  dynamic "replications" {
    for_each = var.replica_regions

    content {
      region_name = replications.value
      syn_tag     = true
    }
  }

  tags = var.tags
}

resource "tencentcloud_tcr_namespace" "this" {
  for_each = var.namespaces

  instance_id    = tencentcloud_tcr_instance.this.id
  name           = each.key
  is_public      = each.value.public
  is_auto_scan   = each.value.scan_on_push
  is_prevent_vul = each.value.blocked_severity != null
  severity       = each.value.blocked_severity

  dynamic "cve_whitelist_items" {
    for_each = each.value.allowed_cves

    content {
      cve_id = cve_whitelist_items.value
    }
  }

  tags = var.tags
}

# Pushing makes a repository by itself: these have a description, or are there before anything is pushed.
resource "tencentcloud_tcr_repository" "this" {
  for_each = merge([
    for namespace, settings in var.namespaces : { for name, description in settings.repositories : "${namespace}/${name}" => { namespace = namespace, name = name, description = description } }
  ]...)

  instance_id    = tencentcloud_tcr_instance.this.id
  namespace_name = tencentcloud_tcr_namespace.this[each.value.namespace].name
  name           = each.value.name
  brief_desc     = each.value.description
  force_delete   = false
}

resource "tencentcloud_tcr_tag_retention_rule" "this" {
  for_each = { for name, namespace in var.namespaces : name => namespace if namespace.keep_latest_count != null || namespace.keep_days != null }

  registry_id    = tencentcloud_tcr_instance.this.id
  namespace_name = tencentcloud_tcr_namespace.this[each.key].name
  cron_setting   = "daily"

  retention_rule {
    key   = each.value.keep_latest_count != null ? "latestPushedK" : "nDaysSinceLastPush"
    value = coalesce(each.value.keep_latest_count, each.value.keep_days)
  }
}

resource "tencentcloud_tcr_immutable_tag_rule" "this" {
  for_each = { for name, namespace in var.namespaces : name => namespace if namespace.immutable_tags != null }

  registry_id    = tencentcloud_tcr_instance.this.id
  namespace_name = tencentcloud_tcr_namespace.this[each.key].name

  rule {
    repository_decoration = "repoMatches"
    repository_pattern    = "**"
    tag_decoration        = "matches"
    tag_pattern           = each.value.immutable_tags
  }

  tags = var.tags
}

# In the network the names of the registry lead to its private address.
resource "tencentcloud_tcr_vpc_attachment" "this" {
  for_each = var.networks

  instance_id              = tencentcloud_tcr_instance.this.id
  vpc_id                   = each.value.vpc_id
  subnet_id                = each.value.subnet_id
  region_name              = each.value.region
  enable_vpc_domain_dns    = true
  enable_public_domain_dns = true
}
