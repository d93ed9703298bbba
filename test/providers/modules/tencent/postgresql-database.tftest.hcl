mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  instance_id   = "postgres-1"
  host          = "10.0.0.2"
  database_name = "orders"
  user_name     = "orders"
}

run "a_user_who_owns_a_database" {
  command = plan

  assert {
    condition     = tencentcloud_postgresql_account.this.type == "normal"
    error_message = "No service may be an administrator."
  }

  assert {
    condition     = tencentcloud_postgresql_database.this.database_owner == "orders" && output.host == "10.0.0.2" && output.port == 5432
    error_message = "The user must own the database, and what clients need must be handed on."
  }
}

run "not_the_administrator" {
  command = plan

  variables {
    user_name = "root"
  }

  expect_failures = [var.user_name]
}
