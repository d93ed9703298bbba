package plan.__policy__

change(after) := {"resource_changes": [{
	"address": "example.this",
	"mode": "managed",
	"type": "example",
	"change": {"actions": ["create"], "after": after},
}]}

provider(region) := {"configuration": {"provider_config": {"example": {"expressions": {"__region_argument__": {"constant_value": region}}}}}}

test_an_allowed_region_is_fine if {
	count(__severity__) == 0 with input as change({"__region_argument__": "__region__"})
}

test_a_zone_of_an_allowed_region_is_fine if {
	count(__severity__) == 0 with input as change({"__region_argument__": "__region__-1"})
}

test_another_region_is_found if {
	some violation in __severity__ with input as change({"__region_argument__": "nowhere"})
	startswith(violation.msg, "example.this is in nowhere; allowed are ")
}

test_a_region_inside_is_found if {
	count(__severity__) == 1 with input as change({"replicas": [{"__region_argument__": ["nowhere"]}]})
}

test_no_region_is_fine if {
	count(__severity__) == 0 with input as change({"__region_argument__": null, "name": "nowhere"})
	count(__severity__) == 0 with input as change({"__region_argument__": ""})
}

test_the_region_of_a_provider_counts if {
	count(__severity__) == 1 with input as provider("nowhere")
	count(__severity__) == 0 with input as provider("__region__")
}
