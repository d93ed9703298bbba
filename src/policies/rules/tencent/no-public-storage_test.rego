package plan.__policy__

change(type, after) := {"resource_changes": [{
	"address": "example.this",
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "after": after, "after_unknown": {}},
}]}

policy(statements) := change("tencentcloud_cos_bucket_policy", {"policy": json.marshal({"version": "2.0", "Statement": statements})})

test_a_private_bucket_is_fine if {
	count(__severity__) == 0 with input as change("tencentcloud_cos_bucket", {"acl": "private", "acl_body": null})
}

test_a_public_bucket_is_found if {
	count(__severity__) == 1 with input as change("tencentcloud_cos_bucket", {"acl": "public-read"})
	count(__severity__) == 1 with input as change("tencentcloud_cos_bucket", {"acl": "public-read-write"})
	count(__severity__) == 1 with input as change("tencentcloud_cos_bucket_object", {"acl": "public-read"})
}

test_a_grant_to_everybody_is_found if {
	count(__severity__) == 1 with input as change("tencentcloud_cos_bucket", {
		"acl": "private",
		"acl_body": "<Grantee><URI>http://cam.qcloud.com/groups/global/AllUsers</URI></Grantee>",
	})
}

test_a_policy_that_allows_everybody_is_found if {
	count(__severity__) == 1 with input as policy([{"Effect": "Allow", "Principal": {"qcs": ["qcs::cam::anyone:anyone"]}}])
	count(__severity__) == 1 with input as policy({"effect": "allow", "principal": "*"})
}

test_a_policy_that_denies_everybody_is_fine if {
	count(__severity__) == 0 with input as policy([{"Effect": "deny", "Principal": {"qcs": ["qcs::cam::anyone:anyone"]}}])
}

test_a_policy_for_an_account_is_fine if {
	count(__severity__) == 0 with input as policy([{"effect": "allow", "principal": {"qcs": ["qcs::cam::uin/100000000001:uin/100000000001"]}}])
}

test_a_policy_that_nobody_knows_yet_is_shown if {
	count(warn) == 1 with input as {"resource_changes": [{
		"address": "example.this",
		"mode": "managed",
		"type": "tencentcloud_cos_bucket_policy",
		"change": {"actions": ["create"], "after": {}, "after_unknown": {"policy": true}},
	}]}
}
