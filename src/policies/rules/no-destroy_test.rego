package plan.__policy__

change(type, actions) := {"resource_changes": [{
	"address": "module.it.example.this",
	"mode": "managed",
	"type": type,
	"change": {"actions": actions},
}]}

stateful_type := "__stateful_type__"

allowing(allowed) := {"root_module": "terraform/dev/database", "allowed_destructions": allowed}

test_a_destruction_is_found if {
	count(__severity__) == 1 with input as change(stateful_type, ["delete"])
}

test_a_replacement_is_found if {
	count(__severity__) == 1 with input as change(stateful_type, ["delete", "create"])
	count(__severity__) == 1 with input as change(stateful_type, ["create", "delete"])
}

test_the_message_has_the_line_that_allows_it if {
	some violation in __severity__ with input as change(stateful_type, ["delete"]) with data.estate as allowing([])
	endswith(violation.msg, ": Allow-Destroy: terraform/dev/database module.it.example.this")
}

test_it_is_allowed_by_name if {
	count(__severity__) == 0 with input as change(stateful_type, ["delete"])
		with data.estate as allowing(["terraform/dev/database module.it.example.this"])
}

test_leave_for_another_is_no_leave if {
	count(__severity__) == 1 with input as change(stateful_type, ["delete"])
		with data.estate as allowing([
			"terraform/dev/database module.it.example.other",
			"terraform/prod/database module.it.example.this",
		])
}

test_what_holds_no_data_may_go if {
	count(__severity__) == 0 with input as change("example", ["delete"])
}

test_a_change_is_no_destruction if {
	count(__severity__) == 0 with input as change(stateful_type, ["update"])
}
