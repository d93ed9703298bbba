# No storage is open to everybody.
package plan.__policy__

# authenticated-read means every account of Tencent Cloud, not the own one.
open_acls := {"public-read", "public-read-write", "authenticated-read"}

is_written(change) if {
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type in {"tencentcloud_cos_bucket", "tencentcloud_cos_bucket_object"}
	change.change.after.acl in open_acls
	violation := {
		"msg": sprintf("%s has the acl %s, which opens it to everybody; leave it private, and hand out signed URLs", [change.address, change.change.after.acl]),
		"address": change.address,
	}
}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type == "tencentcloud_cos_bucket"
	regex.match("(AllUsers|AuthenticatedUsers|anyone)", change.change.after.acl_body)
	violation := {"msg": sprintf("%s grants access to everybody in its acl_body; drop that grant", [change.address]), "address": change.address}
}

# COS does not mind the case of the keys.
statements_of(policy) := as_list(json.unmarshal(lower(policy)).statement)

as_list(value) := value if is_array(value)

as_list(value) := [value] if is_object(value)

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type == "tencentcloud_cos_bucket_policy"
	some statement in statements_of(change.change.after.policy)
	statement.effect == "allow"
	is_everybody(statement.principal)
	violation := {"msg": sprintf("%s allows something to everybody; name the accounts that are meant", [change.address]), "address": change.address}
}

is_everybody(principal) if {
	walk(principal, [_, who])
	is_string(who)
	regex.match(`(^|:)(anyone|anonymous|\*)(:|$)`, who)
}

# A policy with a part that is not known yet cannot be read.
warn contains violation if {
	some change in input.resource_changes
	is_written(change)
	change.type == "tencentcloud_cos_bucket_policy"
	change.change.after_unknown.policy == true
	violation := {"msg": sprintf("%s is known only after the apply, so nobody has checked whom it lets in", [change.address]), "address": change.address}
}
