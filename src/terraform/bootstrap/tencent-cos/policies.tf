# What the roles trust and what they may do, as documents of CAM.

locals {
  # Who may assume a role: a job of this repository that presents exactly one of these subjects.
  trust_documents = {
    for name, role in var.roles : name => {
      version = "2.0"
      statement = [{
        effect    = "allow"
        action    = ["name/sts:AssumeRoleWithWebIdentity"]
        principal = { federated = ["qcs::cam::uin/${local.account_uin}:oidc-provider/${var.identity_provider}"] }
        condition = {
          string_equal = {
            "oidc:iss" = [local.github_issuer]
            "oidc:aud" = [local.sts_audience]
            "oidc:sub" = role.subjects
          }
        }
      }]
    }
  }

  # What a role may do: with the states of its environment, and with the resources that its root modules declare.
  permission_documents = {
    for name, role in var.roles : name => {
      version = "2.0"
      statement = concat(
        # COS compares the prefix of a listing as it stands in the URL, where a slash is %2F.
        [for state in var.environments[role.environment].states : {
          effect    = "allow"
          action    = ["name/cos:GetBucket"]
          resource  = ["${state.bucket}/", "${state.bucket}/*"]
          condition = { string_like = { "cos:prefix" = [replace("${state.prefix}/*", "/", "%2F")] } }
        }],
        length(local.state_resources[role.environment]) == 0 ? [] : [{
          effect = "allow"
          action = concat(
            ["name/cos:GetObject", "name/cos:HeadObject"],
            role.writes ? ["name/cos:PutObject", "name/cos:DeleteObject"] : [],
          )
          resource = local.state_resources[role.environment]
        }],
        # The lock of a state begins as a tag of the account.
        !role.writes ? [] : [{
          effect   = "allow"
          action   = ["tag:CreateTag", "tag:DeleteTag", "tag:DescribeTags"]
          resource = ["*"]
        }],
        length(role.actions) == 0 ? [] : [{
          effect   = "allow"
          action   = role.actions
          resource = ["*"]
        }],
        # The buckets, not the objects in them.
        length(var.environments[role.environment].buckets) == 0 ? [] : [{
          effect = "allow"
          action = concat(
            ["name/cos:HeadBucket", "name/cos:GetBucket*"],
            role.writes ? ["name/cos:PutBucket*", "name/cos:DeleteBucket*"] : [],
          )
          resource = flatten([for bucket in var.environments[role.environment].buckets : ["${bucket}/", "${bucket}/*"]])
        }],
      )
    }
  }

  # What no other permission gives back: to change who is trusted, and the buckets that hold the states.
  shared_denial_document = {
    version = "2.0"
    statement = [
      {
        effect   = "deny"
        action   = ["cam:*"]
        resource = ["*"]
      },
      {
        effect   = "deny"
        action   = ["name/cos:PutBucket*", "name/cos:DeleteBucket*"]
        resource = flatten([for bucket in local.state_buckets : ["${bucket}/", "${bucket}/*"]])
      },
    ]
  }

  # Nor the states of other environments; in parts, because CAM takes 6144 characters in a document.
  foreign_state_documents = merge([
    for name in keys(var.environments) : {
      for index, states in chunklist(flatten([for other in keys(var.environments) : local.state_resources[other] if other != name]), 30) :
      "${name}-${index + 1}" => {
        environment = name
        document = {
          version = "2.0"
          statement = [{
            effect   = "deny"
            action   = ["name/cos:*"]
            resource = states
          }]
        }
      }
    }
  ]...)

  # Nor, for those that run what a pull request says, what opens anything: the actions that hand it out, and the states that hold it.
  credential_documents = merge(
    {
      "credential-actions" = {
        environment = null
        document = {
          version   = "2.0"
          statement = [{ effect = "deny", action = local.credential_actions, resource = ["*"] }]
        }
      }
    },
    merge([
      for name, environment in var.environments : {
        for index, states in chunklist(environment.credential_states, 30) :
        "${name}-credentials-${index + 1}" => {
          environment = name
          document = {
            version = "2.0"
            statement = [{
              effect   = "deny"
              action   = ["name/cos:*"]
              resource = [for state in states : "${state}/*"]
            }]
          }
        }
      }
    ]...),
  )

  # Every role with each of the policies that limit it, beside those for all.
  role_limits = merge([
    for name, role in var.roles : {
      for key, limit in merge(local.foreign_state_documents, role.reads_credentials ? {} : local.credential_documents) :
      "${name}-${key}" => { role = name, policy = key, document = limit.document }
      if limit.environment == null || limit.environment == role.environment
    }
  ]...)

  state_buckets = distinct(concat(
    [for bucket in concat([var.bucket], var.access_log_enabled ? [local.access_log_bucket] : []) : "qcs::cos:${var.region}:uid/${local.app_id}:${bucket}"],
    flatten([for environment in values(var.environments) : environment.states[*].bucket]),
  ))

  state_resources = {
    for name, environment in var.environments : name => [for state in environment.states : "${state.bucket}/${state.prefix}/*"]
  }
}
