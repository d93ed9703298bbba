import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { KubeOidcProxyOptions, KustomizePatch, Monitoring, TailscaleOperatorOptions, TrafficSource } from '../../src';
import { describeWithTool, runTool, ToolName } from '../real-tool';

const PROXY = 'k8s/applications/kube-oidc-proxy';
const DNS = 'k8s/applications/external-dns';
const TAILSCALE = 'k8s/applications/tailscale-operator';

function proxy(options: Partial<KubeOidcProxyOptions> = {}): SmallApplications {
  const estate = new SmallApplications();
  estate.addKubeOidcProxy(options);
  return estate;
}

function writtenProxy(options: Partial<KubeOidcProxyOptions> = {}): SmallApplications {
  const estate = proxy(options);
  estate.write();
  return estate;
}

describe('kube-oidc-proxy', () => {
  test('is a folder of own manifests', () => {
    expect(writtenProxy().files(PROXY)).toEqual([
      'clusterrole.yaml', 'clusterrolebinding.yaml', 'default-namespace.yaml', 'deployment.yaml', 'kustomization.yaml', 'namespace.yaml', 'network/default-deny.yaml',
      'networkpolicy.yaml',
      'pdb.yaml', 'service.yaml', 'serviceaccount.yaml',
    ]);
  });

  test('puts a prefix before all that tokens say, and expands no variable', () => {
    const { spec } = parse(writtenProxy({ clientId: '$(HOME)', usernameClaim: 'email' }).read(`${PROXY}/deployment.yaml`));
    expect(spec.template.spec.containers[0].args.slice(4)).toEqual([
      '--oidc-issuer-url=https://issuer.example', '--oidc-client-id=$$(HOME)', '--oidc-username-claim=email', '--oidc-username-prefix=oidc:',
      '--oidc-groups-claim=groups', '--oidc-groups-prefix=oidc:',
    ]);
  });

  test.each<[string, TrafficSource[] | undefined, unknown]>([
    ['by everyone', undefined, [{ ports: [{ protocol: 'TCP', port: 8443 }] }]],
    ['by nobody', [], undefined],
    ['by whom it names', [TrafficSource.namespace('tailscale'), TrafficSource.cidr('10.0.0.0/8')], [{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tailscale' } } }, { ipBlock: { cidr: '10.0.0.0/8' } }],
      ports: [{ protocol: 'TCP', port: 8443 }],
    }]],
  ])('is reached %s', (_, allowedFrom, ingress) => {
    expect(parse(writtenProxy({ allowedFrom }).read(`${PROXY}/networkpolicy.yaml`)).spec.ingress).toEqual(ingress);
  });

  test.each<[Partial<KubeOidcProxyOptions>, string]>([
    [{ issuerUrl: 'http://issuer.example' }, 'has issuerUrl "http://issuer.example", which is no address that begins with https://'],
    [{ clientId: ' ' }, 'has an empty clientId'],
    [{ groupsPrefix: '' }, 'has groupsPrefix "", with which a token could name the group system:masters of the cluster itself: choose another one, such as "oidc:"'],
    [{ usernamePrefix: '-' }, 'has usernamePrefix "-", with which a token could name a user of the cluster itself: choose another one, such as "oidc:"'],
    [{ groupsPrefix: 'system:' }, 'has groupsPrefix "system:", with which a token could name the group system:masters of the cluster itself: choose another one, such as "oidc:"'],
    [{ tlsSecret: 'A b' }, 'has tlsSecret "A b", which is no name of a Secret'],
    [{ replicas: 0 }, 'has replicas 0; it has to be a whole number from 1'],
    [{ image: 'a b' }, 'has image "a b", which is not of the form repository[:tag][@sha256:digest].'],
    [{ image: 'ghcr.io/tremolosecurity/kube-oidc-proxy:latest' }, 'has image "ghcr.io/tremolosecurity/kube-oidc-proxy:latest" without a digest, and its makers may rebuild what a tag names: `docker buildx imagetools inspect ghcr.io/tremolosecurity/kube-oidc-proxy:latest` prints the digest; add it, as @sha256:…'],
    [{ image: 'ghcr.io/tremolosecurity/kube-oidc-proxy:1.0.11' }, 'has image "ghcr.io/tremolosecurity/kube-oidc-proxy:1.0.11" without a digest, and its makers may rebuild what a tag names: `docker buildx imagetools inspect ghcr.io/tremolosecurity/kube-oidc-proxy:1.0.11` prints the digest; add it, as @sha256:…'],
    [{ allowedFrom: [TrafficSource.service('api')] }, 'names service "api" in allowedFrom, which runs in other namespaces: name those, by TrafficSource.namespace(…)'],
    [{ allowedFrom: [TrafficSource.namespace('edge', { ports: ['https'] })] }, 'names port "https" in allowedFrom, and has one port alone: leave `ports` out'],
    [{ allowedFrom: [TrafficSource.cidr('10.0.0.0')] }, 'has "10.0.0.0" in allowedFrom, which is no CIDR range such as "10.0.0.0/16".'],
  ])('is refused with %j', (options, problem) => {
    expect(proxy(options).problems()).toEqual([`application "kube-oidc-proxy" ${problem}`]);
  });

  test('can be patched, and the patch is tried', () => {
    const estate = new SmallApplications();
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kube-oidc-proxy' } };
    estate.addKubeOidcProxy()
      .patch(KustomizePatch.strategicMerge({ ...service, spec: { type: 'LoadBalancer' } }))
      .patch(KustomizePatch.strategicMerge({ ...service, spec: { type: 'LoadBalancer' } }));
    expect(estate.problems()).toEqual(['application "kube-oidc-proxy" has a patch that does not fit: it changes nothing: everything already has these values. Remove it']);
  });
});

describe('the Tailscale operator', () => {
  function tailscale(options: TailscaleOperatorOptions = {}): SmallApplications {
    const estate = new SmallApplications();
    estate.addTailscaleOperator(options);
    return estate;
  }

  test('is a released manifest and what the options change in it', () => {
    const estate = tailscale();
    estate.write();
    expect(estate.files(TAILSCALE)).toEqual([
      'default-namespace.yaml', 'kustomization.yaml', 'network/default-deny.yaml', 'network/operator.yaml', 'network/proxies.yaml', 'network/resolver.yaml',
      'upstream/LICENSE', 'upstream/operator.yaml',
    ]);
    expect(estate.read(`${TAILSCALE}/kustomization.yaml`)).not.toContain('oidc-jwt');
    expect(estate.read(`${TAILSCALE}/upstream/LICENSE`)).toMatch(/^BSD 3-Clause License/);
  });

  test.each<[TailscaleOperatorOptions, string]>([
    [{ hostname: 'A' }, 'has hostname "A": use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit'],
    [{ tags: [] }, 'has no tags, and who has no tag would belong to a person: give at least one'],
    [{ proxyTags: ['k8s'] }, 'has "k8s" in proxyTags, which is no tag: write "tag:" and a name of letters, digits and "-", such as "tag:k8s"'],
    [{ tags: ['tag:a,tag:b'] }, 'has "tag:a,tag:b" in tags, which is no tag: write "tag:" and a name of letters, digits and "-", such as "tag:k8s"'],
  ])('is refused with %j', (options, problem) => {
    expect(tailscale(options).problems()).toEqual([`application "tailscale-operator" ${problem}`]);
  });

  test('is patched where it is: in its namespace', () => {
    const estate = new SmallApplications();
    const patch = (metadata: object) => KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { minReadySeconds: 5 } });
    estate.addTailscaleOperator().patch(patch({ name: 'operator', namespace: 'tailscale' })).patch(patch({ name: 'operator' }));
    expect(estate.problems()).toEqual(['application "tailscale-operator" has a patch that does not fit: Deployment "operator" is in namespace "tailscale": say namespace: \'tailscale\' in metadata of the patch']);
  });
});

test.each([
  ['ArgoCd', (estate: SmallApplications) => estate.addArgoCd()],
  ['CertManager', (estate: SmallApplications) => estate.addCertManager()],
  ['EnvoyGateway', (estate: SmallApplications) => estate.addEnvoyGateway()],
  ['ExternalDns', (estate: SmallApplications) => estate.addExternalDns()],
  ['ExternalSecrets', (estate: SmallApplications) => estate.addExternalSecrets()],
  ['KubeOidcProxy', (estate: SmallApplications) => estate.addKubeOidcProxy()],
  ['PrometheusStack', (estate: SmallApplications) => estate.addPrometheusStack()],
  ['TailscaleOperator', (estate: SmallApplications) => estate.addTailscaleOperator()],
])('%s twice is reported, and nothing is written twice', (_, add) => {
  const estate = new SmallApplications('tencent', Monitoring.prometheusOperator());
  add(estate);
  add(estate);
  expect(estate.problems().every((problem) => /is declared twice|two things write/.test(problem))).toBe(true);
  expect(estate.problems()).not.toEqual([]);
});

describeWithTool('kustomize', () => {
  const CHECKS: Array<[ToolName, string[], RegExp, string]> = [
    ['kube-linter', ['lint'], /readOnlyRootFilesystem: true/, 'readOnlyRootFilesystem: false'],
    ['kube-score', ['score', '--exit-one-on-warning'], /readOnlyRootFilesystem: true/, 'readOnlyRootFilesystem: false'],
    ['kubeconform', ['-strict'], /readOnlyRootFilesystem:/, 'readOnlyRootFileSystem:'],
  ];
  const OWN: Array<[name: string, folder: string, add: (estate: SmallApplications) => void]> = [
    ['kube-oidc-proxy', PROXY, (estate) => estate.addKubeOidcProxy()],
    ['external-dns', DNS, (estate) => estate.addExternalDns()],
  ];
  for (const [tool, args, good, bad] of CHECKS) {
    describeWithTool(tool, () => {
      test.each(OWN)('accepts %s without any exception, and refuses it once it is made worse', (_, folder, add) => {
        const estate = new SmallApplications();
        add(estate);
        estate.write();
        const root = estate.project.outdir;
        const { status, stdout, stderr } = runTool('kustomize', ['build', path.join(root, folder)]);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        const judge = (text: string) => {
          const file = path.join(root, 'built.yaml');
          fs.writeFileSync(file, text);
          return runTool(tool, [...args, file]);
        };
        expect(judge(stdout)).toMatchObject({ status: 0 });
        expect(stdout).not.toMatch(/kube-score\/ignore|ignore-check\.kube-linter/);
        expect(judge(stdout.replace(good, bad)).status).toBe(1);
      });
    });
  }
});
