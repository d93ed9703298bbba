variable "name" {
  type        = string
  description = "What the names of the alerts begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 63 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the alerts on logs: that of the workspace they look at. The others have none."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the alerts."
}

variable "action_group_ids" {
  type        = list(string)
  description = "IDs of the action groups that are told, 1 to 5, unless an alert names its own."

  validation {
    condition     = length(var.action_group_ids) >= 1 && length(var.action_group_ids) <= 5
    error_message = "An alert goes to 1 to 5 action groups: one that nobody is told of does nothing."
  }
}

variable "metric_alerts" {
  type = map(object({
    scopes                   = list(string)
    description              = optional(string)
    severity                 = optional(number, 2)
    enabled                  = optional(bool, true)
    auto_mitigate            = optional(bool, true)
    frequency_minutes        = optional(number, 5)
    window_minutes           = optional(number, 15)
    target_resource_type     = optional(string)
    target_resource_location = optional(string)
    criteria = optional(list(object({
      metric_namespace       = string
      metric_name            = string
      aggregation            = optional(string, "Average")
      operator               = optional(string, "GreaterThan")
      threshold              = number
      skip_metric_validation = optional(bool, false)
      dimensions             = optional(list(object({ name = string, operator = optional(string, "Include"), values = list(string) })), [])
    })), [])
    learned = optional(object({
      metric_namespace       = string
      metric_name            = string
      aggregation            = optional(string, "Average")
      operator               = optional(string, "GreaterOrLessThan")
      sensitivity            = optional(string, "Medium")
      evaluations            = optional(number, 4)
      failures               = optional(number, 4)
      ignore_data_before     = optional(string)
      skip_metric_validation = optional(bool, false)
      dimensions             = optional(list(object({ name = string, operator = optional(string, "Include"), values = list(string) })), [])
    }))
    web_test           = optional(object({ web_test_id = string, component_id = string, failed_locations = optional(number, 2) }))
    action_group_ids   = optional(list(string))
    webhook_properties = optional(map(string), {})
  }))
  default     = {}
  description = "Alerts on metrics by name. Each looks at its scopes (IDs of resources; several, a group or a subscription need target_resource_type and target_resource_location) every frequency_minutes, over the last window_minutes, and fires when all its criteria hold, when a metric leaves what was learned of it (learned: failures of the last evaluations), or when a web test fails in as many places (web_test, whose scopes are the test and its component). The severity is 0, critical, to 4, verbose."

  validation {
    condition     = alltrue([for name in keys(var.metric_alerts) : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9_]{0,178}[a-zA-Z0-9])?$", name))])
    error_message = "The name of an alert must have 1 to 180 letters, digits, hyphens and underscores, and begin and end with a letter or digit."
  }

  validation {
    condition     = alltrue([for alert in values(var.metric_alerts) : length(alert.scopes) >= 1 && contains([0, 1, 2, 3, 4], alert.severity)])
    error_message = "An alert looks at one scope at least, and has a severity from 0, critical, to 4, verbose."
  }

  validation {
    condition = alltrue([
      for alert in values(var.metric_alerts) : alert.web_test != null || (alert.target_resource_type != null && alert.target_resource_location != null) || (
        length(alert.scopes) == 1 && !can(regex("^/subscriptions/[^/]+(/resourceGroups/[^/]+)?$", alert.scopes[0]))
      )
    ])
    error_message = "An alert on several resources, a group or a subscription must say what they are and where: give target_resource_type, such as Microsoft.Compute/virtualMachines, and target_resource_location."
  }

  validation {
    condition = alltrue([
      for alert in values(var.metric_alerts) : contains([1, 5, 15, 30, 60], alert.frequency_minutes) && contains([1, 5, 15, 30, 60, 360, 720, 1440], alert.window_minutes) && alert.window_minutes >= alert.frequency_minutes
    ])
    error_message = "An alert looks every 1, 5, 15, 30 or 60 minutes, over 1, 5, 15, 30, 60, 360, 720 or 1440 minutes, and over no less time than lies between two looks."
  }

  validation {
    condition     = alltrue([for alert in values(var.metric_alerts) : (length(alert.criteria) > 0 ? 1 : 0) + (alert.learned == null ? 0 : 1) + (alert.web_test == null ? 0 : 1) == 1])
    error_message = "An alert has one kind of condition: criteria, learned or web_test."
  }

  validation {
    condition = alltrue(flatten([
      for alert in values(var.metric_alerts) : [
        for criterion in alert.criteria : contains(["Average", "Count", "Minimum", "Maximum", "Total"], criterion.aggregation)
        && contains(["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"], criterion.operator)
      ]
    ]))
    error_message = "A metric is taken as Average, Count, Minimum, Maximum or Total, and compared by Equals, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual."
  }

  validation {
    condition = alltrue(flatten([
      for alert in values(var.metric_alerts) : [
        for learned in alert.learned[*] : contains(["Average", "Count", "Minimum", "Maximum", "Total"], learned.aggregation)
        && contains(["GreaterOrLessThan", "GreaterThan", "LessThan"], learned.operator) && contains(["High", "Low", "Medium"], learned.sensitivity)
        && learned.failures >= 1 && learned.failures <= learned.evaluations && alert.frequency_minutes >= 5 && alert.window_minutes <= 60
      ]
    ]))
    error_message = "What was learned of a metric is left by GreaterOrLessThan, GreaterThan or LessThan, with the sensitivity High, Low or Medium, in 1 to all of the evaluations; such an alert looks every 5 minutes at most, over an hour at most."
  }

  validation {
    condition = alltrue(flatten([
      for alert in values(var.metric_alerts) : [
        for dimension in concat(flatten(alert.criteria[*].dimensions), flatten(alert.learned[*].dimensions)) : contains(["Exclude", "Include", "StartsWith"], dimension.operator) && length(dimension.values) > 0
      ]
    ]))
    error_message = "A dimension is one of Include, Exclude and StartsWith some values."
  }

  validation {
    condition     = alltrue([for alert in values(var.metric_alerts) : alert.action_group_ids == null ? true : length(alert.action_group_ids) >= 1 && length(alert.action_group_ids) <= 5])
    error_message = "An alert goes to 1 to 5 action groups: leave action_group_ids out for those of all."
  }
}

variable "log_alerts" {
  type = map(object({
    scope                 = string
    target_resource_types = optional(list(string))
    query                 = string
    aggregation           = optional(string, "Count")
    measure_column        = optional(string)
    resource_id_column    = optional(string)
    operator              = optional(string, "GreaterThan")
    threshold             = optional(number, 0)
    dimensions            = optional(list(object({ name = string, operator = optional(string, "Include"), values = list(string) })), [])
    evaluations           = optional(number, 1)
    failures              = optional(number, 1)
    frequency_minutes     = optional(number, 5)
    window_minutes        = optional(number, 15)
    query_range_minutes   = optional(number)
    mute_minutes          = optional(number)
    description           = optional(string)
    severity              = optional(number, 2)
    enabled               = optional(bool, true)
    skip_query_validation = optional(bool, false)
    identity_id           = optional(string)
    action_group_ids      = optional(list(string))
    webhook_properties    = optional(map(string), {})
    email_subject         = optional(string)
  }))
  default     = {}
  description = "Alerts on logs by name. Each runs a query of KQL in its scope (the ID of a Log Analytics workspace, a component of Application Insights, or a resource) every frequency_minutes, over the last window_minutes, counts its rows or takes another aggregation of its measure_column, for each value of its dimensions, and fires when failures of the last evaluations are beyond the threshold. It is over by itself when that holds no more; with mute_minutes it never is, and is told of again after that time. identity_id is the ID of a user-assigned identity that may read the scope; without it the query runs with the rights of whoever applies."

  validation {
    condition     = alltrue([for name in keys(var.log_alerts) : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9_]{0,178}[a-zA-Z0-9])?$", name))])
    error_message = "The name of an alert must have 1 to 180 letters, digits, hyphens and underscores, and begin and end with a letter or digit."
  }

  validation {
    condition = alltrue([
      for alert in values(var.log_alerts) : contains([0, 1, 2, 3, 4], alert.severity) && contains(["Equal", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"], alert.operator)
    ])
    error_message = "An alert has a severity from 0, critical, to 4, verbose, and compares by Equal, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual."
  }

  validation {
    condition = alltrue([
      for alert in values(var.log_alerts) : contains(["Average", "Count", "Maximum", "Minimum", "Total"], alert.aggregation) && (alert.aggregation == "Count") == (alert.measure_column == null)
    ])
    error_message = "Rows are counted (Count), or Average, Maximum, Minimum or Total is taken of one column, its measure_column."
  }

  validation {
    condition     = alltrue([for alert in values(var.log_alerts) : alert.failures >= 1 && alert.failures <= alert.evaluations && alert.evaluations <= 6])
    error_message = "An alert fires on 1 to all of the last 1 to 6 evaluations."
  }

  validation {
    condition = alltrue([
      for alert in values(var.log_alerts) : contains([1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440], alert.frequency_minutes)
      && contains([1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880], alert.window_minutes)
      && (alert.frequency_minutes == 1 ? alert.window_minutes <= 360 : alert.window_minutes >= 5)
      && alert.frequency_minutes <= alert.window_minutes * alert.evaluations && alert.window_minutes * alert.evaluations <= 2880
    ])
    error_message = "A query runs every 1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360 or 1440 minutes, over as many or 2880 (1 to 360 when it runs every minute, 5 or more otherwise); all its evaluations together look back over two days at most, and over no less time than lies between two of them."
  }

  validation {
    condition = alltrue([
      for alert in values(var.log_alerts) : alert.query_range_minutes == null ? true : (
        contains([5, 10, 15, 20, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880], alert.query_range_minutes) && alert.query_range_minutes >= alert.window_minutes * alert.evaluations
      )
    ])
    error_message = "The range of a query is 5, 10, 15, 20, 30, 45, 60, 120, 180, 240, 300, 360, 1440 or 2880 minutes, and no less than all evaluations look back."
  }

  validation {
    condition = alltrue([
      for alert in values(var.log_alerts) : alert.mute_minutes == null ? true : (
        contains([5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880], alert.mute_minutes) && alert.mute_minutes >= alert.frequency_minutes
      )
    ])
    error_message = "An alert is mute for 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440 or 2880 minutes, and no less than lies between two evaluations."
  }

  validation {
    condition     = alltrue(flatten([for alert in values(var.log_alerts) : [for dimension in alert.dimensions : contains(["Exclude", "Include"], dimension.operator) && length(dimension.values) > 0]]))
    error_message = "A dimension is one of Include and Exclude some values; * is all of them."
  }

  validation {
    condition     = alltrue([for alert in values(var.log_alerts) : alert.action_group_ids == null ? true : length(alert.action_group_ids) >= 1 && length(alert.action_group_ids) <= 5])
    error_message = "An alert goes to 1 to 5 action groups: leave action_group_ids out for those of all."
  }
}

variable "activity_alerts" {
  type = map(object({
    scopes                  = list(string)
    category                = string
    description             = optional(string)
    enabled                 = optional(bool, true)
    operation_name          = optional(string)
    caller                  = optional(string)
    resource_providers      = optional(list(string))
    resource_types          = optional(list(string))
    resource_groups         = optional(list(string))
    resource_ids            = optional(list(string))
    levels                  = optional(list(string))
    statuses                = optional(list(string))
    sub_statuses            = optional(list(string))
    recommendation_type     = optional(string)
    recommendation_category = optional(string)
    recommendation_impact   = optional(string)
    service_health = optional(object({
      events    = optional(list(string), ["Incident", "Maintenance", "ActionRequired", "Security"])
      locations = optional(list(string))
      services  = optional(list(string))
    }))
    resource_health = optional(object({
      current  = optional(list(string), ["Degraded", "Unavailable"])
      previous = optional(list(string))
      reasons  = optional(list(string))
    }))
    action_group_ids   = optional(list(string))
    webhook_properties = optional(map(string), {})
  }))
  default     = {}
  description = "Alerts on what happens to resources, by name, in scopes (IDs of subscriptions, groups or resources): what people and identities do (the category Administrative, with an operation_name such as Microsoft.Network/networkSecurityGroups/delete), Azure's own troubles (ServiceHealth, which needs the subscription as its scope), those of single resources (ResourceHealth), and Autoscale, Policy, Recommendation and Security. A location of service_health is given by its name in words, such as West Europe."

  validation {
    condition     = alltrue([for name in keys(var.activity_alerts) : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9_]{0,178}[a-zA-Z0-9])?$", name))])
    error_message = "The name of an alert must have 1 to 180 letters, digits, hyphens and underscores, and begin and end with a letter or digit."
  }

  validation {
    condition = alltrue([
      for alert in values(var.activity_alerts) : length(alert.scopes) >= 1 && contains(["Administrative", "Autoscale", "Policy", "Recommendation", "ResourceHealth", "Security", "ServiceHealth"], alert.category)
    ])
    error_message = "An alert has a scope at least, and the category Administrative, Autoscale, Policy, Recommendation, ResourceHealth, Security or ServiceHealth."
  }

  validation {
    condition = alltrue([
      for alert in values(var.activity_alerts) : (alert.service_health == null || alert.category == "ServiceHealth") && (alert.resource_health == null || alert.category == "ResourceHealth")
      && (alert.category == "Recommendation" || (alert.recommendation_type == null && alert.recommendation_category == null && alert.recommendation_impact == null))
    ])
    error_message = "What service_health, resource_health and recommendation_… say is for alerts of the category ServiceHealth, ResourceHealth and Recommendation."
  }

  validation {
    condition = alltrue(flatten([
      for alert in values(var.activity_alerts) : [for level in coalesce(alert.levels, []) : contains(["Critical", "Error", "Informational", "Verbose", "Warning"], level)]
    ]))
    error_message = "A level is Critical, Error, Informational, Verbose or Warning."
  }

  validation {
    condition = alltrue(flatten([
      for alert in values(var.activity_alerts) : concat(
        [for event in flatten(alert.service_health[*].events) : contains(["ActionRequired", "Incident", "Informational", "Maintenance", "Security"], event)],
        [for status in flatten([for health in alert.resource_health[*] : concat(health.current, coalesce(health.previous, []))]) : contains(["Available", "Degraded", "Unavailable", "Unknown"], status)],
        [for reason in flatten([for health in alert.resource_health[*] : coalesce(health.reasons, [])]) : contains(["PlatformInitiated", "Unknown", "UserInitiated"], reason)],
      )
    ]))
    error_message = "Events of a service are ActionRequired, Incident, Informational, Maintenance and Security; a resource is Available, Degraded, Unavailable or Unknown, for the reason PlatformInitiated, UserInitiated or Unknown."
  }

  validation {
    condition     = alltrue([for alert in values(var.activity_alerts) : alert.action_group_ids == null ? true : length(alert.action_group_ids) >= 1 && length(alert.action_group_ids) <= 5])
    error_message = "An alert goes to 1 to 5 action groups: leave action_group_ids out for those of all."
  }

  validation {
    condition     = length(var.metric_alerts) + length(var.log_alerts) + length(var.activity_alerts) > 0
    error_message = "There is no alert: give metric_alerts, log_alerts or activity_alerts."
  }
}

variable "activity_location" {
  type        = string
  default     = "global"
  description = "Where alerts on what happens to resources are kept: global, westeurope or northeurope. Another one means new alerts."

  validation {
    condition     = contains(["global", "northeurope", "westeurope"], var.activity_location)
    error_message = "These alerts are kept in global, northeurope or westeurope."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every alert."
}
