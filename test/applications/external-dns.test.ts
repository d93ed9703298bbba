import { parse } from 'yaml';
import { DNS_POD, SmallApplications } from './small-applications';
import { DnsProvider, DnsSource, ExternalDnsOptions } from '../../src';
import type { CloudName } from '../../src/clouds/cloud-name';

const FOLDER = 'k8s/applications/external-dns';
const CLIENT = '00000000-0000-0000-0000-000000000003';
const AZURE_DNS = DnsProvider.azureDns({ clientId: CLIENT, resourceGroup: 'dns' });
const ROLE = 'qcs::cam::uin/100000000000:roleName/external-dns';
const IMAGE = `registry.example/webhook:v0.1.0@sha256:${'0'.repeat(64)}`;

function estate(options?: Partial<ExternalDnsOptions>, cloud?: CloudName): SmallApplications {
  const made = new SmallApplications(cloud);
  made.addExternalDns(options);
  return made;
}

function read(file: string, options?: Partial<ExternalDnsOptions>, cloud?: CloudName): any {
  const made = estate(options, cloud);
  made.write();
  return parse(made.read(`${FOLDER}/${file}`));
}

function args(options?: Partial<ExternalDnsOptions>): string[] {
  return read('deployment.yaml', options).spec.template.spec.containers[0].args;
}

test('is a folder of own manifests', () => {
  const made = estate();
  made.write();
  expect(made.files(FOLDER)).toEqual([
    'clusterrole.yaml', 'clusterrolebinding.yaml', 'default-namespace.yaml', 'deployment.yaml', 'kustomization.yaml', 'namespace.yaml', 'network/default-deny.yaml',
    'networkpolicy.yaml', 'serviceaccount.yaml',
  ]);
});

test('it writes to the zones that it was given, only adds, and knows what is its own', () => {
  expect(args({ zones: ['example.com', 'example.org'] })).toEqual([
    '--provider=webhook', '--webhook-provider-url=http://localhost:8888', '--source=gateway-httproute', '--source=gateway-grpcroute',
    '--domain-filter=example.com', '--domain-filter=example.org', '--policy=upsert-only', '--registry=txt', '--txt-owner-id=shop-external-dns',
    '--txt-prefix=external-dns-%{record_type}.', '--txt-wildcard-replacement=any', '--log-format=json', '--metrics-address=:7979',
  ]);
});

test.each<[Partial<ExternalDnsOptions>, gone: string[], come: string[]]>([
  [{ removesRecords: true }, ['--policy=upsert-only'], ['--policy=sync']],
  [{ ownerId: 'edge' }, ['--txt-owner-id=shop-external-dns'], ['--txt-owner-id=edge']],
  [{ sources: [DnsSource.INGRESS] }, ['--source=gateway-httproute', '--source=gateway-grpcroute'], ['--source=ingress']],
  [{ sources: [DnsSource.INGRESS, DnsSource.GATEWAY] }, [], ['--source=ingress']],
])('%j takes %j away and brings %j', (options, gone, come) => {
  const [before, after] = [args(), args(options)];
  expect([before.filter((each) => !after.includes(each)), after.filter((each) => !before.includes(each))]).toEqual([gone, come]);
});

test('it looks at what it has as sources, and at nothing else', () => {
  const resources = (sources: DnsSource[]) => read('clusterrole.yaml', { sources }).rules.flatMap((rule: any) => rule.resources);
  expect(resources([DnsSource.GATEWAY])).toEqual(['gateways', 'httproutes', 'grpcroutes', 'namespaces']);
  expect(resources([DnsSource.INGRESS])).toEqual(['ingresses']);
});

test('on Tencent Cloud it is who its service account is, by the webhook that starts before it', () => {
  expect(read('serviceaccount.yaml').metadata.annotations).toMatchObject({ 'tke.cloud.tencent.com/role-arn': ROLE, 'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com' });
  const { initContainers: [webhook], volumes } = read('deployment.yaml', { zones: ['example.com'] }).spec.template.spec;
  expect(webhook).toMatchObject({ name: 'webhook', restartPolicy: 'Always', args: expect.arrayContaining(['--credential-mode=oidc', '--domain-filter=example.com']) as string[] });
  expect(volumes).toBe(undefined);
});

test('on Azure it is who its service account is, and a change of its file restarts it', () => {
  const of = (file: string, provider = AZURE_DNS) => read(file, { provider }, 'azure');
  expect(of('serviceaccount.yaml').metadata.annotations).toEqual({ 'azure.workload.identity/client-id': CLIENT });
  expect(JSON.parse(of('configmap.yaml').data['azure.json'])).toEqual({
    cloud: 'AzurePublicCloud',
    tenantId: '00000000-0000-0000-0000-000000000001',
    subscriptionId: '00000000-0000-0000-0000-000000000002',
    resourceGroup: 'dns',
    useWorkloadIdentityExtension: true,
  });
  const { metadata, spec } = of('deployment.yaml').spec.template;
  expect(metadata.labels).toHaveProperty(['azure.workload.identity/use'], 'true');
  expect(spec.containers[0].args.slice(0, 2)).toEqual(['--provider=azure', '--azure-config-file=/etc/kubernetes/azure.json']);
  const elsewhere = DnsProvider.azureDns({ clientId: CLIENT, resourceGroup: 'dns', subscriptionId: CLIENT });
  expect(JSON.parse(of('configmap.yaml', elsewhere).data['azure.json']).subscriptionId).toBe(CLIENT);
  expect(of('deployment.yaml', elsewhere).spec.template.metadata.annotations).not.toEqual(metadata.annotations);
});

test.each<[Partial<ExternalDnsOptions>, string]>([
  [{ zones: [] }, 'has no zones, and would write to all that it finds: name those that it may write to'],
  [{ zones: ['example'] }, 'has the zone "example", which is no domain, such as "example.com"'],
  [{ zones: ['*.example.com'] }, 'has the zone "*.example.com", which is no domain, such as "example.com"'],
  [{ sources: [] }, 'has no sources, and would find no host: leave them out, or name one'],
  [{ ownerId: 'a,b' }, 'has ownerId "a,b": use letters, digits, ".", "_" and "-"'],
  [{ image: 'registry.example/external-dns' }, 'has image "registry.example/external-dns", which is not of the form repository:tag[@sha256:digest]'],
  [{ provider: AZURE_DNS }, 'has zones on "azure", to which only pods in clusters there may write without a key, and the estate is on "tencent": make the records by Terraform'],
  [{ provider: DnsProvider.dnsPod({ roleArn: 'a', webhookImage: IMAGE }) }, 'has roleArn "a", which is none, such as "qcs::cam::uin/100000000000:roleName/external-dns"'],
  [{ provider: DnsProvider.dnsPod({ roleArn: ROLE, webhookImage: 'a:1' }) }, 'has webhookImage "a:1", which is not of the form repository[:tag]@sha256:digest: what it runs may write to your zones'],
])('is refused with %j', (options, problem) => {
  expect(estate({ provider: DNS_POD, ...options }).problems()).toEqual([`application "external-dns" ${problem}`]);
});

test('what removes records is in one cluster', () => {
  const problems = (environments?: string[]) => {
    const made = new SmallApplications();
    for (const name of ['dev', 'prod']) made.addEnvironment(name);
    made.addExternalDns({ removesRecords: true, environments });
    return made.problems();
  };
  expect(problems(['prod'])).toEqual([]);
  expect(problems()).toEqual(['application "external-dns" removes records in dev, prod, whose clusters would remove those of each other: name one in environments, and declare another external-dns for each of the others']);
});

test.each<[DnsProvider, string]>([
  [DnsProvider.azureDns({ clientId: 'a', resourceGroup: 'dns' }), 'has clientId "a", which is no id of an application'],
  [DnsProvider.azureDns({ clientId: CLIENT, resourceGroup: 'a b' }), 'has resourceGroup "a b", which is no name of a resource group'],
  [DnsProvider.azureDns({ clientId: CLIENT, resourceGroup: 'dns', subscriptionId: 'a' }), 'has subscriptionId "a", which is no id of a subscription'],
])('is refused on Azure: %#', (provider, problem) => {
  expect(estate({ provider }, 'azure').problems()).toEqual([`application "external-dns" ${problem}`]);
});
