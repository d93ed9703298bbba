# Nobody gets more rights in a cluster than he was given by name.
package access.rbac

everybody := {"system:anonymous", "system:authenticated", "system:unauthenticated"}

is_role if input.kind in {"Role", "ClusterRole"}

is_binding if input.kind in {"RoleBinding", "ClusterRoleBinding"}

name := sprintf("%s %s", [input.kind, input.metadata.name])

subject_name(subject) := sprintf("%s %s", [subject.kind, subject.name])

deny contains violation if {
	is_role
	some rule in input.rules
	some field in {"verbs", "resources", "apiGroups", "nonResourceURLs"}
	some value in rule[field]
	contains(value, "*")
	violation := {"msg": sprintf("%s has a wildcard in its %s; name what is meant", [name, field])}
}

deny contains violation if {
	is_role
	some rule in input.rules
	some verb in rule.verbs
	verb in {"bind", "escalate", "impersonate"}
	violation := {"msg": sprintf("%s has the verb %s, by which whoever has it gives himself all other rights", [name, verb])}
}

may_break_glass(subject) if subject_name(subject) in data.estate.break_glass

# The role view leaves Secrets out, so what joins it must do so too.
deny contains violation if {
	is_role
	is_for_viewers
	some rule in input.rules
	some resource in rule.resources
	startswith(resource, "secrets")
	violation := {"msg": sprintf("%s lets those read Secrets who may only look; leave secrets out of it", [name])}
}

is_for_viewers if input.metadata.labels["rbac.authorization.k8s.io/aggregate-to-view"] == "true"

is_for_viewers if regex.match(`(^|-)(view|viewer|read|reader|readonly)(-|$)`, input.metadata.name)

deny contains violation if {
	is_binding
	input.roleRef.name == "cluster-admin"
	some subject in input.subjects
	not may_break_glass(subject)
	violation := {"msg": sprintf("%s makes %s cluster-admin; say so with project.addAccess(…, { level: AccessLevel.BREAK_GLASS })", [name, subject_name(subject)])}
}

deny contains violation if {
	input.kind == "ClusterRoleBinding"
	input.roleRef.name in {"admin", "edit", "view"}
	some subject in input.subjects
	subject.kind != "ServiceAccount"
	violation := {"msg": sprintf("%s gives %s a role in all namespaces; bind it in one, with a RoleBinding", [name, subject_name(subject)])}
}

deny contains violation if {
	is_binding
	some subject in input.subjects
	subject.name in everybody
	violation := {"msg": sprintf("%s lets everybody in (%s); name a group", [name, subject.name])}
}

deny contains violation if {
	is_binding
	some subject in input.subjects
	subject.name == "system:masters"
	violation := {"msg": sprintf("%s names system:masters, whose rights nobody can take back; name a group", [name])}
}
