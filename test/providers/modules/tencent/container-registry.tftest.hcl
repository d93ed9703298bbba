mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name = "shop-prod-registry"
}

run "closed_by_default" {
  command = plan

  variables {
    namespaces = { shop = {} }
  }

  assert {
    condition     = !tencentcloud_tcr_instance.this.open_public_operation && tencentcloud_tcr_instance.this.deletion_protection && !tencentcloud_tcr_instance.this.delete_bucket
    error_message = "The registry must have no public address, and its images must stay."
  }

  assert {
    condition     = !tencentcloud_tcr_namespace.this["shop"].is_public && tencentcloud_tcr_namespace.this["shop"].is_auto_scan && length(tencentcloud_tcr_tag_retention_rule.this) == 0
    error_message = "A namespace must be private, scanned, and keep its images."
  }

  assert {
    condition     = output.address == "shop-prod-registry.tencentcloudcr.com"
    error_message = "Images must be found at the name of the registry."
  }
}

run "with_everything" {
  command = apply

  variables {
    edition             = "premium"
    replica_regions     = ["ap-shanghai"]
    allowed_cidr_blocks = ["203.0.113.7/32"]
    networks            = { prod = { vpc_id = "vpc-1", subnet_id = "subnet-1" } }
    namespaces = {
      shop  = { blocked_severity = "high", immutable_tags = "v*", keep_latest_count = 50, repositories = { api = "The API" } }
      tools = { keep_days = 90 }
    }
    service_accounts = { elsewhere = { namespaces = ["shop"], push = true } }
  }

  assert {
    condition     = tencentcloud_tcr_tag_retention_rule.this["shop"].retention_rule[0].key == "latestPushedK" && tencentcloud_tcr_tag_retention_rule.this["tools"].retention_rule[0].value == 90
    error_message = "Images must be kept by number here, and by age there."
  }

  assert {
    condition     = output.service_account_users["elsewhere"] == "tcr$elsewhere" && contains(tencentcloud_tcr_service_account.this["elsewhere"].permissions[0].actions, "tcr:PushRepository")
    error_message = "The account must push, under the name that the service gives it."
  }

  assert {
    condition     = tencentcloud_tcr_repository.this["shop/api"].name == "api" && !tencentcloud_tcr_repository.this["shop/api"].force_delete
    error_message = "A repository with images must not be deleted."
  }
}

run "an_account_of_no_namespace" {
  command = plan

  variables {
    service_accounts = { elsewhere = { namespaces = ["shop"] } }
  }

  expect_failures = [var.service_accounts]
}
