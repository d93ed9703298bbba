mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  instance_id   = "cdb-1"
  host          = "10.0.0.2"
  database_name = "orders"
  user_name     = "order_api"
}

run "a_user_of_its_own" {
  command = plan

  assert {
    condition     = tencentcloud_mysql_database.this.character_set_name == "utf8mb4" && tencentcloud_mysql_account.this.host == "%"
    error_message = "Texts of all languages must fit in."
  }

  assert {
    condition     = length(tencentcloud_mysql_privilege.this.global) == 0 && one(tencentcloud_mysql_privilege.this.database).database_name == "orders"
    error_message = "The user may do nothing outside of the database."
  }

  assert {
    condition     = output.host == "10.0.0.2" && output.port == 3306 && output.name == "orders" && output.user == "order_api"
    error_message = "What a service needs must be handed on."
  }
}

run "a_database_of_the_server" {
  command = plan

  variables {
    database_name = "mysql"
  }

  expect_failures = [var.database_name]
}

run "the_user_of_all" {
  command = plan

  variables {
    user_name = "root"
  }

  expect_failures = [var.user_name]
}
