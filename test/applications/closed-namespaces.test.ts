import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { ArgoCdLogin, ArgoCdOptions } from '../../src';
import { JudgedPeer, JudgedPod, NetworkJudge } from '../kubernetes/network-judge';

/** Something in a network of the user's, in no namespace of the cluster. */
const DATABASE = '10.0.0.5';
const INTERNET = '203.0.113.7';
const METADATA = '169.254.169.254';
const DNS: JudgedPod = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const STRANGER: JudgedPod = { namespace: 'shop-dev', labels: { 'app.kubernetes.io/instance': 'api' } };

/** The policies in the folder of an application, those of its makers included. */
function judgeOf(estate: SmallApplications, folder: string, namespace: string): NetworkJudge {
  estate.write();
  const files = estate.files(folder).filter((file) => /(?:network.*|install|operator)\.yaml$/.test(file));
  const texts = files.flatMap((file) => estate.read(`${folder}/${file}`).split(/^---\n/m));
  return new NetworkJudge(texts.filter((text) => /^kind: NetworkPolicy$/m.test(text)).map((text) => parse(text)), namespace);
}

type Connection = readonly [from: JudgedPeer, to: JudgedPeer, port: number, protocol?: string];

function permitted(judge: NetworkJudge, connections: readonly Connection[]): readonly Connection[] {
  return connections.filter((each) => judge.permits(...each));
}

describe('Argo CD', () => {
  const judge = (options: ArgoCdOptions = {}) => {
    const estate = new SmallApplications();
    estate.addArgoCd(options);
    return judgeOf(estate, 'k8s/applications/argo-cd', 'argocd');
  };
  const part = (name: string): JudgedPod => ({ namespace: 'argocd', labels: { 'app.kubernetes.io/name': `argocd-${name}` } });
  const names = ['server', 'application-controller', 'applicationset-controller', 'repo-server', 'redis', 'dex-server', 'notifications-controller'];
  const [server, controller, sets, repo, redis, dex, notifications] = names.map(part);
  const all = [server, controller, sets, repo, redis, dex, notifications];

  test('connects as its parts need it', () => {
    const needed: Connection[] = [
      ...[server, controller, sets, notifications].map((from): Connection => [from, repo, 8081]),
      ...[server, controller, repo].map((from): Connection => [from, redis, 6379]),
      [server, dex, 5556], [server, dex, 5557],
      // The API server by its Service on AKS and TKE, and elsewhere; git; issuers.
      ...all.filter((each) => each !== repo).flatMap((from) => [443, 6443, 60002].map((port): Connection => [from, INTERNET, port])),
      [repo, INTERNET, 443],
      ...all.filter((each) => each !== redis).flatMap((from): Connection[] => (
        [[from, DNS, 53, 'UDP'], [from, DNS, 53], [from, '169.254.10.11', 53, 'UDP'], [from, '169.254.20.10', 53, 'UDP']])),
      [STRANGER, server, 8080],
    ];
    const asked = judge();
    expect(needed.filter((each) => !asked.permits(...each))).toEqual([]);
  });

  test('connects to nothing else, and nobody else connects to it', () => {
    expect(permitted(judge(), [
      ...all.flatMap((from): Connection[] => [
        [from, DATABASE, 5432], [from, INTERNET, 80], [from, INTERNET, 22], [from, METADATA, 80], [from, STRANGER, 8080],
        [from, '169.254.10.12', 53, 'UDP'], [from, INTERNET, 53, 'UDP'],
      ]),
      [repo, server, 8080], [redis, repo, 8081], [dex, redis, 6379], [repo, INTERNET, 6443],
      [STRANGER, redis, 6379], [STRANGER, repo, 8081], [STRANGER, dex, 5556], [DATABASE, controller, 8082],
      [{ namespace: 'argocd', labels: { app: 'intruder' } }, redis, 6379], [{ namespace: 'argocd', labels: { app: 'intruder' } }, INTERNET, 443],
    ])).toEqual([]);
  });

  test('reaches a repository and an issuer where their addresses say', () => {
    const ssh = judge({ repositoryUrl: 'ssh://git@git.example/ops' });
    const odd = judge({ repositoryUrl: 'ssh://git@git.example:7999/ops', url: 'https://a.example', login: ArgoCdLogin.oidc({ name: 'x', issuer: 'https://id.example:8443', clientId: 'y' }) });
    const asked: Connection[] = [
      [repo, INTERNET, 22], [repo, INTERNET, 7999], [server, INTERNET, 8443], [server, INTERNET, 22], [dex, INTERNET, 8443],
    ];
    expect(permitted(ssh, asked)).toEqual([[repo, INTERNET, 22]]);
    expect(permitted(odd, asked)).toEqual([[repo, INTERNET, 7999], [server, INTERNET, 8443]]);
  });

  test('finds its cache behind the proxy with high availability', () => {
    const [proxy, ha] = ['redis-ha-haproxy', 'redis-ha'].map(part);
    const asked: Connection[] = [[controller, proxy, 6379], [proxy, ha, 6379], [proxy, ha, 26379], [ha, ha, 6379], [proxy, INTERNET, 443]];
    const refused: Connection[] = [[controller, ha, 6379], [ha, INTERNET, 443], [ha, DATABASE, 5432], [STRANGER, proxy, 6379]];
    expect(permitted(judge({ highAvailability: true }), [...asked, ...refused])).toEqual(asked);
  });
});

describe('the Tailscale operator', () => {
  const estate = new SmallApplications();
  estate.addTailscaleOperator();
  const judge = judgeOf(estate, 'k8s/applications/tailscale-operator', 'tailscale');
  const pod = (labels: Record<string, string>): JudgedPod => ({ namespace: 'tailscale', labels });
  const [operator, proxy, resolver, other] = [pod({ app: 'operator' }), pod({ 'app': 'uid', 'tailscale.com/managed': 'true' }), pod({ app: 'nameserver' }), pod({ app: 'other' })];

  test('reaches its control plane, the API server and its peers; its proxies reach what they publish', () => {
    const needed: Connection[] = [
      [operator, INTERNET, 443], [operator, INTERNET, 60002], [operator, DNS, 53, 'UDP'], [operator, INTERNET, 41641, 'UDP'],
      [proxy, STRANGER, 8080], [proxy, DATABASE, 5432], [STRANGER, proxy, 5432], [INTERNET, proxy, 41641, 'UDP'], [DNS, resolver, 1053, 'UDP'],
    ];
    expect(permitted(judge, needed)).toEqual(needed);
  });

  test('is reached by nobody, and reaches nothing else', () => {
    expect(permitted(judge, [
      [STRANGER, operator, 443], [INTERNET, operator, 41641, 'UDP'], [operator, DATABASE, 5432], [operator, STRANGER, 8080], [operator, METADATA, 80],
      [INTERNET, proxy, 443], [STRANGER, resolver, 1053, 'UDP'], [resolver, INTERNET, 443], [other, INTERNET, 443], [STRANGER, other, 80],
    ])).toEqual([]);
  });
});

test('kube-oidc-proxy is reached where it listens, reaches API servers and issuers, and nothing else in its namespace reaches anything', () => {
  const estate = new SmallApplications();
  estate.addKubeOidcProxy();
  const judge = judgeOf(estate, 'k8s/applications/kube-oidc-proxy', 'kube-oidc-proxy');
  const pod = (name: string): JudgedPod => ({ namespace: 'kube-oidc-proxy', labels: { 'app.kubernetes.io/instance': name } });
  const [proxy, other] = [pod('kube-oidc-proxy'), pod('intruder')];
  const needed: Connection[] = [
    [STRANGER, proxy, 8443], [proxy, INTERNET, 443], [proxy, INTERNET, 6443], [proxy, INTERNET, 60002],
    [proxy, DNS, 53, 'UDP'], [proxy, '169.254.10.10', 53],
  ];
  const refused: Connection[] = [
    [proxy, DATABASE, 5432], [STRANGER, proxy, 8080], [other, INTERNET, 443], [STRANGER, other, 80], [proxy, METADATA, 80],
  ];
  expect(permitted(judge, [...needed, ...refused])).toEqual(needed);
});

describe('Envoy Gateway and cert-manager', () => {
  const estate = new SmallApplications();
  estate.addEnvoyGateway();
  estate.addCertManager();
  const gateways = judgeOf(estate, 'k8s/applications/envoy-gateway', 'envoy-gateway-system');
  const certificates = judgeOf(estate, 'k8s/applications/cert-manager', 'cert-manager');

  const inGateways = (labels: Record<string, string>): JudgedPod => ({ namespace: 'envoy-gateway-system', labels });
  const controller = inGateways({ 'control-plane': 'envoy-gateway' });
  const certgen = inGateways({ app: 'certgen' });
  const proxy = inGateways({
    'app.kubernetes.io/component': 'proxy',
    'app.kubernetes.io/managed-by': 'envoy-gateway',
    'app.kubernetes.io/name': 'envoy',
    'gateway.envoyproxy.io/owning-gateway-name': 'public',
  });
  const part = (name: string): JudgedPod => (
    { namespace: 'cert-manager', labels: { 'app.kubernetes.io/component': name, 'app.kubernetes.io/instance': 'cert-manager', 'app.kubernetes.io/name': name } });
  const [issuing, injector, webhook] = ['controller', 'cainjector', 'webhook'].map(part);
  const API_SERVER: readonly number[] = [443, 6443, 60002];

  test('gateways are reached by everyone where they listen, and reach every service and their controller', () => {
    const needed: Connection[] = [
      [INTERNET, proxy, 10080], [INTERNET, proxy, 10443], [STRANGER, proxy, 10443], [proxy, STRANGER, 8080], [proxy, STRANGER, 8089],
      [proxy, controller, 18000], [proxy, controller, 18002], [proxy, DNS, 53, 'UDP'], [STRANGER, proxy, 19001], [STRANGER, controller, 19001],
      ...[controller, certgen].flatMap((from) => API_SERVER.map((port): Connection => [from, INTERNET, port])),
    ];
    expect(permitted(gateways, needed)).toEqual(needed);
  });

  test('nobody else reaches anything there, and gateways reach nothing outside of the cluster', () => {
    expect(permitted(gateways, [
      [proxy, INTERNET, 443], [proxy, DATABASE, 5432], [proxy, METADATA, 80], [STRANGER, controller, 18000], [INTERNET, controller, 18000],
      [INTERNET, proxy, 19001], [INTERNET, proxy, 19000], [STRANGER, certgen, 80], [controller, DATABASE, 5432], [controller, STRANGER, 8080],
      [certgen, METADATA, 80], [inGateways({ app: 'intruder' }), controller, 18000], [inGateways({ app: 'intruder' }), INTERNET, 443],
    ])).toEqual([]);
  });

  test('cert-manager reaches the API server, Let\'s Encrypt and the hosts that it looks at; the API server reaches its webhook', () => {
    const needed: Connection[] = [
      ...[issuing, injector, webhook].flatMap((from): Connection[] => [[from, DNS, 53, 'UDP'], ...API_SERVER.map((port): Connection => [from, INTERNET, port]), [STRANGER, from, 9402]]),
      [issuing, INTERNET, 80], [issuing, proxy, 10080], [INTERNET, webhook, 10250], [DATABASE, webhook, 10250],
    ];
    expect(permitted(certificates, needed)).toEqual(needed);
  });

  test('and nothing else', () => {
    expect(permitted(certificates, [
      [issuing, DATABASE, 5432], [issuing, STRANGER, 8089], [issuing, proxy, 10443], [injector, INTERNET, 80], [webhook, INTERNET, 80],
      [INTERNET, issuing, 9402], [INTERNET, issuing, 10250], [STRANGER, injector, 10250], [{ namespace: 'cert-manager', labels: { app: 'intruder' } }, INTERNET, 443],
    ])).toEqual([]);
  });
});

test('external-dns reaches the API server and its provider, shows its metrics, and nothing else in its namespace reaches anything', () => {
  const estate = new SmallApplications();
  estate.addExternalDns();
  const judge = judgeOf(estate, 'k8s/applications/external-dns', 'external-dns');
  const pod = (name: string): JudgedPod => ({ namespace: 'external-dns', labels: { 'app.kubernetes.io/instance': name } });
  const [dns, other] = [pod('external-dns'), pod('intruder')];
  const needed: Connection[] = [[dns, INTERNET, 443], [dns, INTERNET, 6443], [dns, INTERNET, 60002], [dns, DNS, 53, 'UDP'], [STRANGER, dns, 7979]];
  const refused: Connection[] = [[dns, DATABASE, 5432], [STRANGER, dns, 8080], [INTERNET, dns, 7979], [other, INTERNET, 443], [dns, METADATA, 80]];
  expect(permitted(judge, [...needed, ...refused])).toEqual(needed);
});

test('External Secrets reaches the API server and stores of secrets, shows its metrics, and nothing else in its namespace reaches anything', () => {
  const estate = new SmallApplications();
  estate.addExternalSecrets();
  const judge = judgeOf(estate, 'k8s/applications/external-secrets', 'external-secrets');
  const pod = (name: string): JudgedPod => (
    { namespace: 'external-secrets', labels: { 'app.kubernetes.io/instance': 'external-secrets', 'app.kubernetes.io/name': name } });
  const [controller, other] = [pod('external-secrets'), pod('intruder')];
  const needed: Connection[] = [
    [controller, INTERNET, 443], [controller, INTERNET, 6443], [controller, INTERNET, 60002], [controller, DNS, 53, 'UDP'], [STRANGER, controller, 8080],
  ];
  const refused: Connection[] = [
    [controller, DATABASE, 5432], [STRANGER, controller, 8082], [INTERNET, controller, 8080], [other, INTERNET, 443], [STRANGER, other, 8080],
    [controller, METADATA, 80],
  ];
  expect(permitted(judge, [...needed, ...refused])).toEqual(needed);
});
