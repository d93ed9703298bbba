package access.rbac

role(name, rule) := {"kind": "Role", "metadata": {"name": name}, "rules": [rule]}

binding(kind, role, subject) := {
	"kind": kind,
	"metadata": {"name": "it"},
	"roleRef": {"kind": "ClusterRole", "name": role},
	"subjects": [{"kind": "Group", "name": subject}],
}

test_a_wildcard_is_found if {
	count(deny) == 1 with input as role("it", {"verbs": ["*"], "resources": ["pods"], "apiGroups": [""]})
	count(deny) == 1 with input as role("it", {"verbs": ["get"], "resources": ["*"], "apiGroups": [""]})
	count(deny) == 1 with input as role("it", {"verbs": ["get"], "resources": ["pods"], "apiGroups": ["*"]})
}

test_a_way_to_all_rights_is_found if {
	count(deny) == 1 with input as role("it", {"verbs": ["escalate"], "resources": ["roles"], "apiGroups": ["rbac.authorization.k8s.io"]})
}

test_a_role_that_names_what_it_means_is_fine if {
	count(deny) == 0 with input as role("it", {"verbs": ["get"], "resources": ["pods", "secrets"], "apiGroups": [""]})
}

test_secrets_for_viewers_are_found if {
	count(deny) == 1 with input as role("pod-reader", {"verbs": ["get"], "resources": ["secrets"], "apiGroups": [""]})
	count(deny) == 1 with input as {
		"kind": "ClusterRole",
		"metadata": {"name": "it", "labels": {"rbac.authorization.k8s.io/aggregate-to-view": "true"}},
		"rules": [{"verbs": ["list"], "resources": ["secrets"], "apiGroups": [""]}],
	}
}

test_cluster_admin_is_found_unless_it_was_given_by_name if {
	count(deny) == 1 with input as binding("ClusterRoleBinding", "cluster-admin", "ops")
	count(deny) == 1 with input as binding("RoleBinding", "cluster-admin", "ops") with data.estate.break_glass as ["Group others"]
	count(deny) == 0 with input as binding("ClusterRoleBinding", "cluster-admin", "ops") with data.estate.break_glass as ["Group ops"]
}

test_a_role_in_one_namespace_is_fine if {
	count(deny) == 0 with input as binding("RoleBinding", "edit", "developers")
}

test_a_role_in_all_namespaces_is_found if {
	count(deny) == 1 with input as binding("ClusterRoleBinding", "edit", "developers")
}

test_everybody_is_found if {
	count(deny) == 1 with input as binding("RoleBinding", "view", "system:authenticated")
	count(deny) == 1 with input as binding("RoleBinding", "view", "system:masters")
}

test_other_objects_are_no_matter_of_this if {
	count(deny) == 0 with input as {"kind": "ConfigMap", "metadata": {"name": "it"}}
}
