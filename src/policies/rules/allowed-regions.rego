# Nothing is made outside of the allowed regions.
package plan.__policy__

allowed := {"__region__"}

# Arguments that name a region, or a zone of one.
region_arguments := {"__region_argument__"}

# What stands there and is no region.
anywhere := {"__anywhere__"}

is_written(change) if {
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

# "West Europe" is westeurope, and zone ap-guangzhou-6 lies in ap-guangzhou.
region_of(place) := regex.replace(replace(lower(place), " ", ""), "-[0-9]+$", "")

is_elsewhere(place) if {
	place != ""
	region := region_of(place)
	not region in allowed
	not region in anywhere
}

places_of(value) := {place |
	walk(value, [path, place])
	is_string(place)
	some argument in path
	argument in region_arguments
}

__severity__ contains violation if {
	some change in input.resource_changes
	is_written(change)
	some place in places_of(change.change.after)
	is_elsewhere(place)
	violation := {
		"msg": sprintf("%s is in %s; allowed are %s", [change.address, place, concat(", ", sort(allowed))]),
		"address": change.address,
	}
}

# Most resources are where their provider is.
__severity__ contains violation if {
	some name, provider in input.configuration.provider_config
	some argument in region_arguments
	place := provider.expressions[argument].constant_value
	is_elsewhere(place)
	violation := {"msg": sprintf("provider %s makes resources in %s; allowed are %s", [name, place, concat(", ", sort(allowed))])}
}
