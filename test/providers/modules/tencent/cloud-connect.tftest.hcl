mock_provider "tencentcloud" {}

variables {
  name   = "shop"
  region = "ap-guangzhou"
}

run "a_network_of_its_own" {
  command = plan

  variables {
    networks             = { shop = { id = "vpc-1" }, office = { id = "dcg-1", type = "DIRECTCONNECT", region = "ap-shanghai" } }
    bandwidth_of_regions = { ap-guangzhou = 100 }
  }

  assert {
    condition     = tencentcloud_ccn.this[0].bandwidth_limit_type == "OUTER_REGION_LIMIT" && tencentcloud_ccn.this[0].charge_type == "POSTPAID" && tencentcloud_ccn_bandwidth_limit.region["ap-guangzhou"].bandwidth_limit == 100
    error_message = "What leaves a region must have its limit."
  }

  assert {
    condition     = tencentcloud_ccn_attachment_v2.this["shop"].instance_region == "ap-guangzhou" && tencentcloud_ccn_attachment_v2.this["office"].instance_region == "ap-shanghai" && tencentcloud_ccn_attachment_v2.this["office"].instance_type == "DIRECTCONNECT"
    error_message = "Networks must be joined in their regions."
  }
}

run "between_regions" {
  command = plan

  variables {
    bandwidth_between_regions = { "ap-guangzhou/ap-shanghai" = 200 }
  }

  assert {
    condition     = tencentcloud_ccn.this[0].bandwidth_limit_type == "INTER_REGION_LIMIT" && tencentcloud_ccn_bandwidth_limit.between_regions["ap-guangzhou/ap-shanghai"].dst_region == "ap-shanghai"
    error_message = "Limits must be between regions."
  }
}

run "not_everything_reaches_everything" {
  command = apply

  variables {
    networks = {
      shop   = { id = "vpc-1", route_table = "prod" }
      office = { id = "dcg-1", type = "DIRECTCONNECT" }
      tools  = { id = "vpc-2", route_table = "ccnrtb-1" }
    }
    route_tables = { prod = { accepts = [
      { values = ["office", "vpc-9"] },
      { by = "cidr_block", values = ["10.2.0.0/16"], action = "drop" },
      { by = "region", values = ["ap-shanghai"] },
    ] } }
    accepted_networks = { partner = { id = "vpc-9", region = "ap-shanghai", route_table = "prod" } }
  }

  assert {
    condition     = tencentcloud_ccn_attachment_v2.this["shop"].route_table_id == tencentcloud_ccn_route_table.this["prod"].id && tencentcloud_ccn_attachment_v2.this["tools"].route_table_id == "ccnrtb-1" && output.route_table_ids == { prod = tencentcloud_ccn_route_table.this["prod"].id }
    error_message = "Networks must have their route tables."
  }

  assert {
    condition     = tencentcloud_ccn_route_table_input_policies.this["prod"].policies[0].route_conditions[0].name == "instance-id" && tencentcloud_ccn_route_table_input_policies.this["prod"].policies[0].route_conditions[0].values == tolist(["dcg-1", "vpc-9"])
    error_message = "Networks must be known by their name, and by ID."
  }

  assert {
    condition     = tencentcloud_ccn_route_table_input_policies.this["prod"].policies[*].route_conditions[0].match_pattern == tolist([1, 0, 1]) && tencentcloud_ccn_route_table_input_policies.this["prod"].policies[*].action == tolist(["accept", "drop", "accept"])
    error_message = "Blocks within a block must be left out as well."
  }

  assert {
    condition     = tencentcloud_ccn_instances_accept_attach.this["partner"].instances[0].instance_region == "ap-shanghai" && tencentcloud_ccn_instances_accept_attach.this["partner"].instances[0].route_table_id == tencentcloud_ccn_route_table.this["prod"].id
    error_message = "The network of another account must be let in."
  }
}

run "one_that_is_there" {
  command = plan

  variables {
    ccn_id      = "ccn-1"
    ccn_account = "100000000001"
    networks    = { shop = { id = "vpc-1" } }
  }

  assert {
    condition     = length(tencentcloud_ccn.this) == 0 && tencentcloud_ccn_attachment_v2.this["shop"].ccn_id == "ccn-1" && tencentcloud_ccn_attachment_v2.this["shop"].ccn_uin == "100000000001" && output.id == "ccn-1"
    error_message = "The network must join the one that is there."
  }
}

run "limits_of_two_kinds" {
  command = plan

  variables {
    bandwidth_of_regions      = { ap-guangzhou = 100 }
    bandwidth_between_regions = { "ap-guangzhou/ap-shanghai" = 200 }
  }

  expect_failures = [var.bandwidth_of_regions]
}
