import { azure, Cloud, Environment, FeiyueProject, FeiyueProjectOptions, Hcl } from '../../src';
import { emptyProject } from '../default-estate';

/** The addresses of a hub. */
function hubAddresses(number: number) {
  return {
    addressSpace: [`10.${number}.0.0/16`],
    subnets: [
      { name: 'nodes', addressPrefix: `10.${number}.0.0/20`, podCidr: '10.244.0.0/16', internetPorts: [80, 443] },
      { name: 'endpoints', addressPrefix: `10.${number}.16.0/24`, natGateway: false, serviceEndpoints: ['Microsoft.KeyVault'] },
      { name: 'AzureBastionSubnet', addressPrefix: `10.${number}.18.0/26` },
      { name: 'postgresql', addressPrefix: `10.${number}.17.0/24`, delegation: 'Microsoft.DBforPostgreSQL/flexibleServers' },
    ],
  };
}

/** Those of a spoke, which lets in the hub before it. */
function spokeAddresses(number: number) {
  const fromHub = { name: 'from-hub', priority: 200, sourceAddresses: [`10.${number - 1}.0.0/16`], destinationPorts: ['443'] };
  return {
    addressSpace: [`10.${number}.0.0/16`],
    subnets: [{ name: 'nodes', addressPrefix: `10.${number}.0.0/20`, natGateway: false, routeTable: 'hub', rules: [fromHub] }],
  };
}

/** An estate on Azure that calls every platform module of the library, with what one root module tells the others. */
export class AzurePlatformEstate {
  public readonly project: FeiyueProject;
  public readonly dev: Environment;
  public readonly prod: Environment;

  constructor(options: Partial<FeiyueProjectOptions> = {}) {
    this.project = emptyProject({
      cloud: Cloud.azure({
        subscriptionId: '00000000-0000-0000-0000-000000000001',
        tenantId: '00000000-0000-0000-0000-000000000002',
        location: 'westeurope',
        stateAccess: { allowedIpRanges: ['203.0.113.0/24'] },
      }),
      ...options,
    });
    this.dev = this.project.addEnvironment('dev');
    this.prod = this.project.addEnvironment('prod', { promotedFrom: this.dev, reviewers: ['platform'] });

    const shared = this.project.addRootModule('shared');
    const { name: resourceGroupName } = new azure.ResourceGroup(shared, 'group');
    const logs = new azure.LogAnalytics(shared, 'logs', { resourceGroupName });
    const network = new azure.Network(shared, 'network', {
      resourceGroupName,
      ...hubAddresses(0),
      diagnostics: { logAnalyticsWorkspaceId: logs.id },
      lock: { notes: 'everything runs in it' },
      roleAssignments: { audit: { role: 'Reader', principalId: '00000000-0000-0000-0000-000000000003', principalType: 'Group' } },
    }).override(this.prod, hubAddresses(2));
    new azure.Network(shared, 'spoke', {
      resourceGroupName,
      ...spokeAddresses(1),
      natGatewayEnabled: false,
      routeTables: { hub: { routes: [{ name: 'all', addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.1.4' }] } },
      peerings: { hub: { virtualNetworkId: network.id, allowForwardedTraffic: true } },
      privateDnsZones: {},
      centralPrivateDnsZoneIds: { vault: Hcl.element(network.privateDnsZoneIds, 'vault') },
    }).override(this.prod, spokeAddresses(3));

    const compute = this.project.addRootModule('compute');
    const registry = new azure.ContainerRegistry(compute, 'registry', {
      resourceGroupName,
      privateEndpoint: {
        subnetId: Hcl.element(network.subnetIds, 'endpoints'),
        privateDnsZoneIds: [Hcl.element(network.privateDnsZoneIds, 'registry')],
      },
    });
    const cluster = new azure.KubernetesCluster(compute, 'cluster', {
      resourceGroupName,
      subnetId: network.subnetId,
      containerRegistryIds: [registry.id],
      logging: { logAnalyticsWorkspaceId: logs.id },
    }).override(this.prod, { nodePools: [{ name: 'apps', vmSize: 'Standard_D4ds_v5', nodeCountMax: 20 }] });

    const workloads = this.project.addRootModule('workloads');
    const api = new azure.Identity(workloads, 'api', {
      resourceGroupName,
      oidcIssuerUrl: cluster.oidcIssuerUrl,
      serviceAccounts: [{ namespace: 'shop', name: 'api' }],
    });
    new azure.RoleAssignments(workloads, 'roles', {
      assignments: { 'api-looks-at-cluster': { scope: cluster.id, role: 'Azure Kubernetes Service RBAC Reader', principalId: api.principalId } },
    });
    new azure.DnsZone(workloads, 'dns', { resourceGroupName, zoneName: 'shop.example.com', records: [{ name: '@', type: 'TXT', values: ['v=spf1 -all'] }] });
  }
}
