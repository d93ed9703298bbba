package plan.__policy__

change(type, after) := {"resource_changes": [{
	"address": "example.this",
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "after": after},
}]}

test_a_closed_account_is_fine if {
	count(__severity__) == 0 with input as change("azurerm_storage_account", {"allow_nested_items_to_be_public": false, "static_website": []})
}

test_an_account_with_public_containers_is_found if {
	count(__severity__) == 1 with input as change("azurerm_storage_account", {"allow_nested_items_to_be_public": true})
}

test_an_account_that_leaves_it_open_is_found if {
	count(__severity__) == 1 with input as change("azurerm_storage_account", {"name": "logs"})
	count(__severity__) == 1 with input as change("azurerm_storage_account", {"allow_nested_items_to_be_public": null})
}

test_a_public_container_is_found if {
	count(__severity__) == 1 with input as change("azurerm_storage_container", {"container_access_type": "blob"})
	count(__severity__) == 1 with input as change("azurerm_storage_container", {"container_access_type": "container"})
}

test_a_private_container_is_fine if {
	count(__severity__) == 0 with input as change("azurerm_storage_container", {"container_access_type": "private"})
	count(__severity__) == 0 with input as change("azurerm_storage_container", {"container_access_type": null})
}

test_a_website_is_found if {
	count(__severity__) == 1 with input as change("azurerm_storage_account_static_website", {"index_document": "index.html"})
	count(__severity__) == 1 with input as change("azurerm_storage_account", {
		"allow_nested_items_to_be_public": false,
		"static_website": [{"index_document": "index.html"}],
	})
}
