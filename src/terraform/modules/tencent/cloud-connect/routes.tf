# What is joined with a route table reaches what the table accepts routes of, and nothing else.
resource "tencentcloud_ccn_route_table" "this" {
  for_each = var.route_tables

  ccn_id      = local.ccn_id
  name        = each.key
  description = each.value.description
}

resource "tencentcloud_ccn_route_table_input_policies" "this" {
  for_each = var.route_tables

  ccn_id         = local.ccn_id
  route_table_id = tencentcloud_ccn_route_table.this[each.key].id

  dynamic "policies" {
    for_each = each.value.accepts

    content {
      action      = policies.value.action
      description = policies.value.description

      route_conditions {
        name          = local.conditions[policies.value.by]
        values        = policies.value.by == "network" ? [for network in policies.value.values : try(var.networks[network].id, network)] : policies.value.values
        match_pattern = policies.value.by == "cidr_block" && !policies.value.exact ? 0 : 1
      }
    }
  }
}

# Accepting cannot be taken back by Terraform: who takes a network away detaches it.
resource "tencentcloud_ccn_instances_accept_attach" "this" {
  for_each = var.accepted_networks

  ccn_id = local.ccn_id

  instances {
    instance_id     = each.value.id
    instance_type   = each.value.type
    instance_region = coalesce(each.value.region, var.region)
    description     = each.key
    route_table_id  = each.value.route_table == null ? null : tencentcloud_ccn_route_table.this[each.value.route_table].id
  }
}
