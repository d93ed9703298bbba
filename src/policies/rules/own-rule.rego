# Say here what this policy is about. `deny` keeps a plan from being applied, `warn` only shows the message.
package plan.__policy__

deny contains violation if {
	some change in input.resource_changes
	"create" in change.change.actions
	change.type == "type_of_a_resource"
	violation := {"msg": sprintf("%s: what is wrong, and how to mend it", [change.address])}
}
