# Which states of its environment an identity reads: all of them, or those without credentials.

locals {
  blob_read = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
  blob_path = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]"

  credential_paths = {
    for name, environment in var.environments : name => [for state in environment.credential_states : "'${state}/*'"]
  }

  # A listing shows no more than names. Null: no condition.
  # Source: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples
  state_conditions = {
    for name, identity in var.identities : name => identity.reads_credentials || length(local.credential_paths[identity.environment]) == 0 ? null : join(" OR ", [
      "(!(ActionMatches{'${local.blob_read}'} AND NOT SubOperationMatches{'Blob.List'}))",
      "(${local.blob_path} ForAnyOfAllValues:StringNotLike {${join(", ", local.credential_paths[identity.environment])}})",
    ])
  }
}
