package access.rbac

role(name, rule) := {"kind": "Role", "metadata": {"name": name}, "rules": [rule]}

cluster_role(rule) := {"kind": "ClusterRole", "metadata": {"name": "it"}, "rules": [rule]}

binding(kind, role, subject) := {
	"kind": kind,
	"metadata": {"name": "it"},
	"roleRef": {"kind": "ClusterRole", "name": role},
	"subjects": [{"kind": "Group", "name": subject}],
}

account_binding(kind, role) := {
	"kind": kind,
	"metadata": {"name": "it"},
	"roleRef": {"kind": "ClusterRole", "name": role},
	"subjects": [{"kind": "ServiceAccount", "name": "robot", "namespace": "shop"}],
}

test_a_wildcard_is_found if {
	count(deny) == 1 with input as role("it", {"verbs": ["*"], "resources": ["pods"], "apiGroups": [""]})
	count(deny) == 1 with input as role("it", {"verbs": ["get"], "resources": ["*"], "apiGroups": [""]})
	count(deny) == 1 with input as role("it", {"verbs": ["get"], "resources": ["pods"], "apiGroups": ["*"]})
	count(deny) == 1 with input as cluster_role({"verbs": ["get"], "nonResourceURLs": ["/*"]})
}

test_a_way_to_all_rights_is_found if {
	every verb in ["bind", "escalate", "impersonate", "approve", "sign"] {
		count(deny) == 1 with input as role("it", {"verbs": [verb], "resources": ["things"], "apiGroups": ["example.com"]})
	}
}

test_a_role_that_names_what_it_means_is_fine if {
	count(deny) == 0 with input as role("it", {"verbs": ["get"], "resources": ["pods", "secrets"], "apiGroups": [""]})
	count(deny) == 0 with input as role("it", {"verbs": ["create"], "resources": ["pods/exec"], "apiGroups": [""]})
	count(deny) == 0 with input as cluster_role({"verbs": ["get", "list", "watch"], "resources": ["nodes", "roles", "pods"], "apiGroups": [""]})
	count(deny) == 0 with input as cluster_role({"verbs": ["create"], "resources": ["tokenreviews", "subjectaccessreviews"], "apiGroups": [""]})
}

test_secrets_of_all_namespaces_are_found if {
	every verb in any_verb {
		count(deny) == 1 with input as cluster_role({"verbs": [verb], "resources": ["secrets"], "apiGroups": [""]})
	}
	count(deny) == 1 with input as cluster_role({"verbs": ["get"], "resources": ["secrets"], "apiGroups": [""], "resourceNames": ["one"]})
}

test_tokens_are_found if {
	count(deny) == 1 with input as role("it", {"verbs": ["create"], "resources": ["serviceaccounts/token"], "apiGroups": [""]})
	count(deny) == 1 with input as {"kind": "Secret", "metadata": {"name": "it"}, "type": "kubernetes.io/service-account-token"}
	count(deny) == 0 with input as {"kind": "Secret", "metadata": {"name": "it"}, "type": "Opaque"}
}

test_the_proxy_of_nodes_is_found if {
	count(deny) == 1 with input as role("it", {"verbs": ["get"], "resources": ["nodes/proxy"], "apiGroups": [""]})
	count(deny) == 0 with input as cluster_role({"verbs": ["get"], "resources": ["nodes/metrics"], "apiGroups": [""]})
}

test_other_pods_of_the_cluster_are_found if {
	every resource in ["pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"] {
		count(deny) == 1 with input as cluster_role({"verbs": ["create"], "resources": [resource], "apiGroups": [""]})
	}
}

test_rights_of_others_are_found if {
	every resource in ["roles", "rolebindings", "clusterroles", "clusterrolebindings"] {
		count(deny) == 1 with input as role("it", {"verbs": ["create"], "resources": [resource], "apiGroups": ["rbac.authorization.k8s.io"]})
		count(deny) == 1 with input as cluster_role({"verbs": ["patch"], "resources": [resource], "apiGroups": ["rbac.authorization.k8s.io"]})
	}
}

test_certificates_are_found if {
	every resource in ["certificatesigningrequests", "certificatesigningrequests/approval", "certificatesigningrequests/status", "signers"] {
		count(deny) == 1 with input as cluster_role({"verbs": ["update"], "resources": [resource], "apiGroups": ["certificates.k8s.io"]})
	}
}

test_what_the_api_server_asks_is_found if {
	every resource in [
		"apiservices",
		"mutatingadmissionpolicies",
		"mutatingadmissionpolicybindings",
		"mutatingwebhookconfigurations",
		"validatingadmissionpolicies",
		"validatingadmissionpolicybindings",
		"validatingwebhookconfigurations",
	] {
		count(deny) == 1 with input as cluster_role({"verbs": ["delete"], "resources": [resource], "apiGroups": ["x"]})
	}
}

labelled(label, value) := {
	"kind": "ClusterRole",
	"metadata": {"name": "it", "labels": {label: value}},
	"rules": [{"verbs": ["get"], "resources": ["things"], "apiGroups": ["example.com"]}],
}

test_what_joins_another_role_is_found if {
	every built_in in ["admin", "edit", "view", "cluster-reader"] {
		count(deny) == 1 with input as labelled(sprintf("rbac.authorization.k8s.io/aggregate-to-%s", [built_in]), "true")
	}
	count(deny) == 0 with input as labelled("app.kubernetes.io/name", "it")
	count(deny) == 1 with input as {
		"kind": "ClusterRole",
		"metadata": {"name": "it"},
		"aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"example.com/mine": "true"}}]},
	}
}

test_the_names_of_built_in_roles_are_found if {
	every name in ["admin", "cluster-admin", "edit", "view", "system:node"] {
		some wrong in deny with input as {"kind": "ClusterRole", "metadata": {"name": name}}
		contains(wrong.msg, "has the name of a role of Kubernetes itself")
	}
}

test_secrets_for_viewers_are_found if {
	count(deny) == 1 with input as role("pod-reader", {"verbs": ["get"], "resources": ["secrets"], "apiGroups": [""]})
}

test_cluster_admin_is_found_unless_it_was_given_by_name if {
	count(deny) == 1 with input as binding("ClusterRoleBinding", "cluster-admin", "ops")
	count(deny) == 1 with input as binding("RoleBinding", "cluster-admin", "ops") with data.estate.break_glass as ["Group others"]
	count(deny) == 1 with input as account_binding("ClusterRoleBinding", "cluster-admin") with data.estate.break_glass as ["Group robot"]
	count(deny) == 0 with input as binding("ClusterRoleBinding", "cluster-admin", "ops") with data.estate.break_glass as ["Group ops"]
}

test_a_service_account_that_is_admin_is_found if {
	count(deny) == 1 with input as account_binding("RoleBinding", "admin")
	count(deny) == 1 with input as binding("RoleBinding", "admin", "system:serviceaccounts:shop")
	count(deny) == 1 with input as binding("RoleBinding", "admin", "system:serviceaccount:shop:robot")
	count(deny) == 0 with input as account_binding("RoleBinding", "edit")
}

test_a_role_in_one_namespace_is_fine if {
	count(deny) == 0 with input as binding("RoleBinding", "edit", "developers")
}

test_a_role_in_all_namespaces_is_found if {
	count(deny) == 1 with input as binding("ClusterRoleBinding", "edit", "developers")
	count(deny) == 1 with input as binding("ClusterRoleBinding", "view", "developers")
	count(deny) == 1 with input as account_binding("ClusterRoleBinding", "edit")
	count(deny) == 0 with input as account_binding("ClusterRoleBinding", "view")
}

test_a_role_of_parts_of_kubernetes_is_found if {
	count(deny) == 1 with input as account_binding("ClusterRoleBinding", "system:controller:clusterrole-aggregation-controller")
}

test_a_role_of_somebody_else_is_found if {
	count(deny) == 1 with input as account_binding("ClusterRoleBinding", "argocd-application-controller") with data.own_cluster_roles as ["it"]
	count(deny) == 1 with input as account_binding("RoleBinding", "argocd-application-controller")
	count(deny) == 0 with input as account_binding("ClusterRoleBinding", "it") with data.own_cluster_roles as ["it"]
}

test_everybody_is_found if {
	every group in ["system:anonymous", "system:authenticated", "system:unauthenticated", "system:serviceaccounts"] {
		count(deny) == 1 with input as binding("RoleBinding", "view", group)
	}
	every group in ["system:masters", "system:nodes", "system:monitoring"] {
		count(deny) == 1 with input as binding("RoleBinding", "view", group)
	}
}

placed(kind, namespace) := {"kind": kind, "metadata": {"name": "it", "namespace": namespace}}

test_rights_beside_parts_of_the_cluster_are_found if {
	every kind in ["Role", "RoleBinding"] {
		count(deny) == 1 with input as placed(kind, "kube-system") with data.estate.reserved_namespaces as ["^kube-"]
		count(deny) == 0 with input as placed(kind, "shop") with data.estate.reserved_namespaces as ["^kube-"]
	}
}

test_what_is_accepted_is_accepted_in_its_folder_alone if {
	applications := {"apps/it": {"namespace": "argocd", "accepted": {"ClusterRole it": "it reads them"}}}
	secrets := cluster_role({"verbs": ["get"], "resources": ["secrets"], "apiGroups": [""]})
	count(deny) == 0 with input as secrets with data.folder as "apps/it" with data.estate.applications as applications
	count(deny) == 1 with input as secrets with data.folder as "overlays/dev" with data.estate.applications as applications
	count(deny) == 1 with input as account_binding("ClusterRoleBinding", "cluster-admin") with data.folder as "apps/it" with data.estate.applications as applications
	reserved := ["^argocd$", "^kube-"]
	count(deny) == 0 with input as placed("Role", "argocd") with data.folder as "apps/it" with data.estate.applications as applications with data.estate.reserved_namespaces as reserved
	count(deny) == 1 with input as placed("Role", "argocd") with data.folder as "apps/other" with data.estate.applications as applications with data.estate.reserved_namespaces as reserved
	count(deny) == 1 with input as placed("Role", "kube-system") with data.folder as "apps/it" with data.estate.applications as applications with data.estate.reserved_namespaces as reserved
}

test_other_objects_are_no_matter_of_this if {
	count(deny) == 0 with input as {"kind": "ConfigMap", "metadata": {"name": "it"}}
}
