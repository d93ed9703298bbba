import { Environment, FeiyueProject, KustomizePatch, Probe, Service, tencent, TrafficSource, TrafficTarget } from '../../src';
import { emptyProject } from '../default-estate';

/** Values that YAML, kustomize, shells and Go templates have ideas of their own about. */
export const HOSTILE_VALUES: Readonly<Record<string, string>> = {
  A_EMPTY: '',
  A_QUOTED: '"x"',
  A_LINES: '\none\r\n  two\n\n',
  A_NUMBER: '007',
  A_WORD: 'no',
  A_YAML: '--- {a: &b *b} # c',
  A_SPACES: '\t x  ',
  A_SHELL: "$(touch hacked) `touch hacked` ${HOME} \\ ' ;",
  A_GITHUB: '${{ secrets.GITHUB_TOKEN }} ::error::',
  A_TEMPLATE: '{{ .X }} $(A_WORD) $$(A_WORD)',
  A_UNICODE: 'ünïcode 飞跃 🎉 \u202e\ufeff\u001b[31m',
  A_LONG: 'x'.repeat(100_000),
  __proto: 'x',
  constructor: 'x',
  _: 'x',
};

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };

/** Names that YAML takes for something else than text, and one as long as a service may have. */
const NAMES = ['null', 'true', 'y', `long-${'x'.repeat(40)}z`];

/** An estate that uses everything there is, with values that are legal and hostile. */
export class HostileEstate {
  public readonly project: FeiyueProject;
  public readonly environments: Environment[];
  public readonly api: Service;
  /** The Secret that the pods of the service `api` read. */
  public readonly secret = { name: '0.db.example', key: '-._' };

  constructor() {
    this.project = emptyProject({ name: 'true' });
    const first = this.project.addEnvironment('no', { namespace: '0x1f' });
    const second = this.project.addEnvironment('1e3', { namespace: '1e3', promotedFrom: first, reviewers: ['platform'] });
    this.environments = [first, second];
    this.addCluster();
    this.api = this.addApi(second);
    for (const name of NAMES) this.project.addService(name, { port: 65535, replicas: { min: 1, max: 1 }, allowedFrom: [] });
    this.project.overlay(second).patch(KustomizePatch.json6902({ kind: 'PodDisruptionBudget' }, [{ op: 'replace', path: '/spec/maxUnavailable', value: '50%' }]));
  }

  private addCluster(): void {
    const { vpcId, subnetId } = new tencent.Network(this.project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
    new tencent.TkeCluster(this.project.addRootModule('compute'), 'cluster', { vpcId, subnetId });
  }

  private addApi(second: Environment): Service {
    const { name: secret, key } = this.secret;
    return this.project.addService('api', {
      port: 1024,
      image: 'registry.example:5000/a/b_c/d--e:v1_0.0-RC',
      env: HOSTILE_VALUES,
      secretEnv: { DSN: { secret, key } },
      command: ['', ...Object.values(HOSTILE_VALUES).slice(0, 11)],
      args: Object.values(HOSTILE_VALUES).slice(0, 11).reverse(),
      liveness: Probe.http('/$(A)/%7Bx%7D?a="b"&c=\'d\''),
      readiness: Probe.http('/{{.X}}'),
      startupTimeoutSeconds: 1,
      targetCpuUtilizationPercent: 100,
      resources: {
        requests: { cpu: '0.1', memory: '134217728', ephemeralStorage: '65536Ki' },
        limits: { cpu: '1500m', memory: '1024Mi', ephemeralStorage: '1G' },
      },
      allowedFrom: [TrafficSource.namespace('kube-system'), TrafficSource.cidr('fd00::/8'), TrafficSource.cidr('0.0.0.0/0'), TrafficSource.service('y')],
      connectsTo: [TrafficTarget.service('null'), TrafficTarget.cidr('10.0.0.0/16', [1, 65535]), TrafficTarget.namespace('kube-system', [443])],
    }).patchBase(KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      metadata: { name: 'api', annotations: Object.fromEntries(Object.entries(HOSTILE_VALUES).filter(([name]) => /^A/.test(name)).map(([name, value]) => [`example.com/${name}`, value])) },
      spec: { minReadySeconds: 1, template: { spec: { containers: [sidecar()] } } },
    })).override(second, {
      image: `mirror.example/b:2.0.0@sha256:${'c'.repeat(64)}`,
      replicas: { min: 3, max: 12 },
      resources: { limits: { memory: '2G' } },
      env: { A_EMPTY: 'no\nmore', A_QUOTED: "''" },
      args: [],
      allowedFrom: [],
      connectsTo: [],
    }).patch(second, KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      spec: { template: { spec: { containers: [{ name: 'proxy', env: [{ name: 'B', $patch: 'delete' }, { name: 'C', value: '3' }] }] } } },
    }));
  }
}

/** A second container, at the restricted Pod Security Standard as well. */
function sidecar(): object {
  return {
    name: 'proxy',
    image: 'registry.example/proxy:1.0.0',
    env: [{ name: 'B', value: '1' }],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}
