import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { CertManagerOptions } from '../../src';

const FOLDER = 'k8s/applications/cert-manager';

function estate(options?: CertManagerOptions): SmallApplications {
  const made = new SmallApplications();
  made.addCertManager(options);
  return made;
}

function written(options?: CertManagerOptions): SmallApplications {
  const made = estate(options);
  made.write();
  return made;
}

function issuer(options?: CertManagerOptions): any {
  return parse(written(options).read(`${FOLDER}/issuers/clusterissuer.yaml`));
}

test('a folder installs it, and one in it, which comes after that, has the issuer', () => {
  const made = written();
  expect(made.files(FOLDER)).toEqual([
    'default-namespace.yaml', 'issuers/clusterissuer.yaml', 'issuers/kustomization.yaml', 'kustomization.yaml', 'namespace.yaml',
    'network/cainjector.yaml', 'network/controller.yaml', 'network/default-deny.yaml', 'network/webhook.yaml', 'upstream/LICENSE', 'upstream/install.yaml',
  ]);
  expect(parse(made.read(`${FOLDER}/namespace.yaml`)).metadata).toMatchObject({ name: 'cert-manager', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
});

const GATEWAYS = [{ http01: { gatewayHTTPRoute: { serviceType: 'ClusterIP' } } }];
const PRODUCTION = 'https://acme-v02.api.letsencrypt.org/directory';

test.each<[CertManagerOptions | undefined, string, object]>([
  [undefined, 'letsencrypt', { server: PRODUCTION, privateKeySecretRef: { name: 'letsencrypt-account' }, solvers: GATEWAYS }],
  [{ email: 'ops@example.com' }, 'letsencrypt', { server: PRODUCTION, email: 'ops@example.com', privateKeySecretRef: { name: 'letsencrypt-account' }, solvers: GATEWAYS }],
  [{ issuerName: 'acme' }, 'acme', { server: PRODUCTION, privateKeySecretRef: { name: 'acme-account' }, solvers: GATEWAYS }],
  [{ staging: true }, 'letsencrypt', { server: 'https://acme-staging-v02.api.letsencrypt.org/directory', privateKeySecretRef: { name: 'letsencrypt-staging-account' }, solvers: GATEWAYS }],
  [{ ingressClassName: 'nginx' }, 'letsencrypt', { server: PRODUCTION, privateKeySecretRef: { name: 'letsencrypt-account' }, solvers: [{ http01: { ingress: { ingressClassName: 'nginx' } } }] }],
])('with %j the issuer is %s, and %j', (options, name, acme) => {
  const { metadata, spec } = issuer(options);
  expect([metadata.name, spec]).toEqual([name, { acme }]);
});

test('it watches gateways where they prove hosts, and does not ask for their definitions elsewhere', () => {
  const watches = (options?: CertManagerOptions) => written(options).read(`${FOLDER}/kustomization.yaml`).includes('--enable-gateway-api');
  expect([watches(), watches({ ingressClassName: 'nginx' })]).toEqual([true, false]);
});

test.each<[CertManagerOptions, string]>([
  [{ issuerName: 'Let us' }, 'has issuerName "Let us", which is no name of an object'],
  [{ ingressClassName: 'a b' }, 'has ingressClassName "a b", which is no name of an object'],
  [{ email: 'ops' }, 'has email "ops", which is no address of one mailbox'],
])('is refused with %j', (options, problem) => {
  expect(estate(options).problems()).toEqual([`application "cert-manager" ${problem}`]);
});
