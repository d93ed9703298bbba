package plan.__policy__

change(actions, after, after_unknown) := {"resource_changes": [{
	"address": "example.this",
	"mode": "managed",
	"type": "__tagged_type__",
	"change": {"actions": actions, "after": after, "after_unknown": after_unknown},
}]}

all_tags := {name: "something" | some name in required}

test_all_tags_are_enough if {
	count(__severity__) == 0 with input as change(["create"], {"tags": all_tags}, {})
}

test_no_tags_are_found if {
	count(__severity__) == 1 with input as change(["create"], {"tags": null}, {})
}

test_a_missing_tag_is_named if {
	some violation in __severity__ with input as change(["update"], {"tags": object.remove(all_tags, ["__tag__"])}, {})
	startswith(violation.msg, sprintf("example.this lacks the tags %s;", ["__tag__"]))
}

test_a_tag_without_a_value_is_none if {
	count(__severity__) == 1 with input as change(["create"], {"tags": object.union(all_tags, {"__tag__": ""})}, {})
}

test_a_value_that_is_not_known_yet_counts if {
	count(__severity__) == 0 with input as change(
		["create"],
		{"tags": object.remove(all_tags, ["__tag__"])},
		{"tags": {"__tag__": true}},
	)
}

test_tags_that_nobody_knows_yet_are_found if {
	count(__severity__) == 1 with input as change(["create"], {}, {"tags": true})
}

test_what_cannot_have_tags_needs_none if {
	count(__severity__) == 0 with input as change(["create"], {"name": "x"}, {"id": true})
}

test_what_the_plan_leaves_alone_is_left_alone if {
	count(__severity__) == 0 with input as change(["no-op"], {"tags": {}}, {})
	count(__severity__) == 0 with input as change(["delete"], null, {})
}
