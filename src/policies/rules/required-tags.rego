# Every resource that can have tags has the required ones.
package plan.__policy__

required := {"__tag__"}

is_written(change) if {
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

# Types without tags have no such attribute, neither known nor unknown.
can_have_tags(change) if "tags" in object.keys(change.after)

can_have_tags(change) if "tags" in object.keys(change.after_unknown)

# A tag without a value counts for nothing. Values that are known only after the apply count.
tags_of(change) := {name | some name, value in change.after.tags; value != ""} | {name | some name, true in change.after_unknown.tags}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	can_have_tags(change.change)
	missing := required - tags_of(change.change)
	count(missing) > 0
	violation := {
		"msg": sprintf(
			"%s lacks the tags %s; give the resource, or the module that makes it, tags with these names and values",
			[change.address, concat(", ", sort(missing))],
		),
		"address": change.address,
	}
}
