# No storage is open to everybody.
package plan.__policy__

is_written(change) if {
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

# Containers may be public unless the account says that they may not.
__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type == "azurerm_storage_account"
	object.get(change.change.after, "allow_nested_items_to_be_public", true) != false
	violation := {
		"msg": sprintf("%s lets its containers be public; set allow_nested_items_to_be_public = false", [change.address]),
		"address": change.address,
	}
}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type == "azurerm_storage_container"
	change.change.after.container_access_type in {"blob", "container"}
	violation := {
		"msg": sprintf("%s is open to everybody (%s); set container_access_type = \"private\"", [change.address, change.change.after.container_access_type]),
		"address": change.address,
	}
}

serves_website(change) if change.type == "azurerm_storage_account_static_website"

serves_website(change) if {
	change.type == "azurerm_storage_account"
	count(change.change.after.static_website) > 0
}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	serves_website(change)
	violation := {
		"msg": sprintf("%s serves a container as a website to everybody; put a CDN with a private origin before it", [change.address]),
		"address": change.address,
	}
}
