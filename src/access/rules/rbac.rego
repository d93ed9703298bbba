# Nobody gets more rights in a cluster than he was given by name.
package access.rbac

name := sprintf("%s %s", [input.kind, input.metadata.name])

deny contains {"msg": sprintf("%s %s", [name, wrong])} if {
	some wrong in found
	not is_accepted
}

# Of the application that is judged, data/estate.json says which objects are accepted, and why.
is_accepted if data.estate.applications[data.folder].accepted[name]

is_role if input.kind in {"Role", "ClusterRole"}

is_binding if input.kind in {"RoleBinding", "ClusterRoleBinding"}

subject_name(subject) := sprintf("%s %s", [subject.kind, subject.name])

# Roles

found contains sprintf("has a wildcard in its %s; name what is meant", [field]) if {
	is_role
	some rule in input.rules
	some field in {"verbs", "resources", "apiGroups", "nonResourceURLs"}
	some value in rule[field]
	contains(value, "*")
}

found contains sprintf("has the verb %s, by which whoever has it gives himself all other rights", [verb]) if {
	is_role
	some rule in input.rules
	some verb in rule.verbs
	verb in {"bind", "escalate", "impersonate", "approve", "sign"}
}

writes := {"create", "update", "patch", "delete", "deletecollection"}

any_verb := writes | {"get", "list", "watch"}

anywhere := {"Role", "ClusterRole"}

# Rights from which others follow: on what, which verbs, in roles of which kind, and what somebody has with them.
powers := [
	{
		"resources": {"secrets"},
		"verbs": any_verb,
		"kinds": {"ClusterRole"},
		"why": "the Secrets of all namespaces, and with them the tokens of service accounts; use a Role",
	},
	{
		"resources": {"serviceaccounts/token"},
		"verbs": writes,
		"kinds": anywhere,
		"why": "tokens of service accounts, whose rights he has with them; let a pod run as the service account",
	},
	{
		"resources": {"nodes/proxy"},
		"verbs": any_verb,
		"kinds": anywhere,
		"why": "the kubelets, which run commands in every pod past RBAC and audit; name nodes/metrics or nodes/stats",
	},
	{
		"resources": {"pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"},
		"verbs": any_verb,
		"kinds": {"ClusterRole"},
		"why": "all pods of the cluster, those of its own parts included; use a Role",
	},
	{
		"resources": {"roles", "rolebindings", "clusterroles", "clusterrolebindings"},
		"verbs": writes,
		"kinds": anywhere,
		"why": "the rights of others; declare them with project.addAccess(…)",
	},
	{
		"resources": {"certificatesigningrequests", "certificatesigningrequests/approval", "certificatesigningrequests/status", "signers"},
		"verbs": writes,
		"kinds": anywhere,
		"why": "certificates, by which he is whom they name; let the control plane sign",
	},
	{
		"resources": {
			"apiservices",
			"mutatingadmissionpolicies",
			"mutatingadmissionpolicybindings",
			"mutatingwebhookconfigurations",
			"validatingadmissionpolicies",
			"validatingadmissionpolicybindings",
			"validatingwebhookconfigurations",
		},
		"verbs": writes,
		"kinds": anywhere,
		"why": "what the API server asks before it takes an object, Secrets included; let who manages the cluster set it up",
	},
]

found contains sprintf("may %s %s: that is %s", [verb, resource, power.why]) if {
	is_role
	some power in powers
	input.kind in power.kinds
	some rule in input.rules
	some resource in rule.resources
	resource in power.resources
	some verb in rule.verbs
	verb in power.verbs
}

# Kubernetes adds the rules to the roles view, edit and admin, and to others of that label, for all who have them.
found contains sprintf("joins the role %s, whose rights all get who have it; bind it by itself, or use project.addAccess(…)", [label]) if {
	is_role
	some label, _ in input.metadata.labels
	startswith(label, "rbac.authorization.k8s.io/aggregate-to-")
}

found contains "collects the rules of all roles with certain labels, so that its rights are said elsewhere; name its rules" if {
	is_role
	input.aggregationRule
}

found contains "has the name of a role of Kubernetes itself, which it would change for all who have it; choose another one" if {
	is_role
	is_built_in(input.metadata.name)
}

is_built_in(role) if role in {"admin", "cluster-admin", "edit", "view"}

is_built_in(role) if startswith(role, "system:")

# The role view leaves Secrets out, so what stands beside it must do so too.
found contains "lets those read Secrets who may only look; leave secrets out of it" if {
	is_role
	regex.match(`(^|-)(view|viewer|read|reader|readonly)(-|$)`, input.metadata.name)
	some rule in input.rules
	some resource in rule.resources
	startswith(resource, "secrets")
}

# Bindings

may_break_glass(subject) if subject_name(subject) in data.estate.break_glass

found contains sprintf("makes %s cluster-admin; say so with project.addAccess(…, { level: AccessLevel.BREAK_GLASS })", [subject_name(subject)]) if {
	is_binding
	input.roleRef.name == "cluster-admin"
	some subject in input.subjects
	not may_break_glass(subject)
}

found contains sprintf("gives the service account %s the role admin, with which every pod that runs as it gives rights to others; name what it needs in a Role", [subject.name]) if {
	is_binding
	input.roleRef.name == "admin"
	some subject in input.subjects
	is_service_account(subject)
}

is_service_account(subject) if subject.kind == "ServiceAccount"

is_service_account(subject) if regex.match(`^system:serviceaccounts?:`, subject.name)

found contains sprintf("gives %s a role in all namespaces; bind it in one, with a RoleBinding", [subject_name(subject)]) if {
	input.kind == "ClusterRoleBinding"
	some subject in input.subjects
	input.roleRef.name in roles_for_one_namespace(subject)
}

roles_for_one_namespace(subject) := {"admin", "edit"} if subject.kind == "ServiceAccount"

roles_for_one_namespace(subject) := {"admin", "edit", "view"} if subject.kind != "ServiceAccount"

found contains sprintf("gives %s the role %s, which parts of Kubernetes have; name what is needed in a Role", [subject_name(subject), input.roleRef.name]) if {
	is_binding
	startswith(input.roleRef.name, "system:")
	some subject in input.subjects
}

# What a role may that is not made here, nobody sees: those of Argo CD may everything.
found contains sprintf("gives %s the role %s, which is none of this folder; make one that says what is needed", [subject_name(subject), input.roleRef.name]) if {
	is_binding
	some subject in input.subjects
	not is_known(input.roleRef)
}

is_known(role) if role.name in {"admin", "cluster-admin", "edit", "view"}

is_known(role) if startswith(role.name, "system:")

is_known(role) if role.kind == "Role"

is_known(role) if role.name in data.own_cluster_roles

found contains sprintf("lets everybody in (%s); name a group", [subject.name]) if {
	is_binding
	some subject in input.subjects
	subject.name in {"system:anonymous", "system:authenticated", "system:unauthenticated", "system:serviceaccounts"}
}

found contains sprintf("names %s, one of Kubernetes' own, whose rights nobody can take back; name a group of people", [subject.name]) if {
	is_binding
	some subject in input.subjects
	subject.name in {"system:masters", "system:nodes", "system:monitoring"}
}

# Namespaces of the cluster's own parts

is_reserved(namespace) if {
	some pattern in data.estate.reserved_namespaces
	regex.match(pattern, namespace)
	not is_own(namespace)
}

is_own(namespace) if namespace == data.estate.applications[data.folder].namespace

found contains sprintf("gives rights in the namespace %s, where parts of the cluster run", [input.metadata.namespace]) if {
	is_reserved(input.metadata.namespace)
	input.kind in {"Role", "RoleBinding"}
}

# Tokens that never expire

found contains "is a token of a service account that never expires; ask for one by TokenRequest, which every pod has" if {
	input.kind == "Secret"
	input.type == "kubernetes.io/service-account-token"
}
