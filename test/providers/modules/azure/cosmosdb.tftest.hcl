mock_provider "azurerm" {}

variables {
  account_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DocumentDB/databaseAccounts/shop-prod"
  databases = {
    chat = {
      max_throughput = 4000
      containers = {
        sessions = { partition_key_paths = ["/userId"], default_ttl_seconds = 86400 }
        messages = {
          partition_key_paths = ["/tenantId", "/sessionId"]
          throughput          = 400
          unique_keys         = [["/number"]]
          indexing = {
            excluded_paths    = ["/text/?"]
            composite_indexes = [[{ path = "/sentAt", order = "Descending" }, { path = "/number" }]]
            spatial_paths     = ["/place/*"]
          }
        }
      }
    }
    empty = {}
  }
  role_assignments = {
    agent = { principal_id = "11111111-1111-1111-1111-111111111111", role = "Contributor", database = "chat", container = "sessions" }
    audit = { principal_id = "22222222-2222-2222-2222-222222222222", database = "chat" }
    admin = { principal_id = "33333333-3333-3333-3333-333333333333", role = "Contributor" }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = keys(azurerm_cosmosdb_sql_container.this) == ["chat/messages", "chat/sessions"] && keys(azurerm_cosmosdb_sql_database.this) == ["chat", "empty"]
    error_message = "Every database and container must be there."
  }

  assert {
    condition     = alltrue([for container in azurerm_cosmosdb_sql_container.this : container.account_name == "shop-prod" && container.resource_group_name == "rg-shop-prod"])
    error_message = "Containers must lie in the account."
  }

  assert {
    condition     = azurerm_cosmosdb_sql_container.this["chat/messages"].partition_key_kind == "MultiHash" && azurerm_cosmosdb_sql_container.this["chat/sessions"].partition_key_kind == "Hash"
    error_message = "Several paths make a hierarchical key."
  }

  assert {
    condition     = azurerm_cosmosdb_sql_database.this["chat"].autoscale_settings[0].max_throughput == 4000
    error_message = "The database must scale."
  }

  assert {
    condition     = [for index in azurerm_cosmosdb_sql_container.this["chat/messages"].indexing_policy[0].composite_index[0].index : "${index.path} ${index.order}"] == ["/sentAt Descending", "/number Ascending"]
    error_message = "A composite index keeps its order."
  }

  assert {
    condition = { for name, assignment in azurerm_cosmosdb_sql_role_assignment.this : name => trimprefix(assignment.scope, var.account_id) } == {
      agent = "/dbs/chat/colls/sessions"
      audit = "/dbs/chat"
      admin = ""
    }
    error_message = "A role must reach as far as it says."
  }

  assert {
    condition     = endswith(azurerm_cosmosdb_sql_role_assignment.this["audit"].role_definition_id, "/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001")
    error_message = "Who says nothing only reads."
  }
}
