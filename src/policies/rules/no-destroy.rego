# Nothing that holds data is destroyed, unless a commit allows it by name.
package plan.__policy__

stateful := {"__stateful_type__"}

default root_module := "<directory of the root module>"

root_module := data.estate.root_module

is_allowed(address) if sprintf("%s %s", [root_module, address]) in data.estate.allowed_destructions

__severity__ contains violation if {
	some change in input.resource_changes
	change.mode == "managed"
	change.type in stateful
	"delete" in change.change.actions
	not is_allowed(change.address)
	violation := {
		"msg": sprintf(
			"%s holds data and would be destroyed; if that is meant, say in the message of a commit: Allow-Destroy: %s %s",
			[change.address, root_module, change.address],
		),
		"address": change.address,
	}
}
