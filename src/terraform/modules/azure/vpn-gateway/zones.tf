locals {
  # Locations that have no availability zones, so that nothing can be spread over them.
  # Source: https://learn.microsoft.com/azure/reliability/regions-list
  locations_without_zones = [
    "australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast", "chinaeast", "chinaeast2", "chinanorth", "chinanorth2", "francesouth",
    "germanynorth", "jioindiacentral", "jioindiawest", "koreasouth", "northcentralus", "norwaywest", "southafricawest", "southindia", "swedensouth", "switzerlandwest",
    "uaecentral", "ukwest", "westcentralus", "westindia", "westus",
  ]
}
