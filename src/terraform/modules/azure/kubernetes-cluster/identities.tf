# With whom the cluster makes load balancers and volumes, and with whom its nodes pull images. They are there before the cluster
# is, so that it has its rights from the first node on.

resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "${var.name}-control-plane"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

# To put nodes and load balancers into a subnet that the cluster did not make.
resource "azurerm_role_assignment" "control_plane_subnet" {
  scope                = var.subnet_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

# To enter the name of the API server into a zone that the cluster did not make, and to let the network of the nodes resolve it.
resource "azurerm_role_assignment" "control_plane_private_dns_zone" {
  count = var.private_dns_zone == null ? 0 : 1

  scope                = var.private_dns_zone.id
  role_definition_name = "Private DNS Zone Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "control_plane_network" {
  count = var.private_dns_zone == null ? 0 : 1

  scope                = join("/", slice(split("/", var.subnet_id), 0, 9))
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

# To make volumes that are encrypted with it.
resource "azurerm_role_assignment" "control_plane_disk_encryption_set" {
  count = var.disk_encryption_set == null ? 0 : 1

  scope                = var.disk_encryption_set.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_user_assigned_identity" "kubelet" {
  name                = "${var.name}-kubelet"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

# To give the nodes their identity.
resource "azurerm_role_assignment" "control_plane_kubelet" {
  scope                = azurerm_user_assigned_identity.kubelet.id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "pull" {
  count = length(var.container_registry_ids)

  scope                = var.container_registry_ids[count.index]
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.kubelet.principal_id
  principal_type       = "ServicePrincipal"
}
