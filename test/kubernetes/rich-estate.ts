import { SmallEstate } from './small-estate';
import type { EnvironmentOverlay } from '../../src/kubernetes/environment-overlay';
import { JsonPatchOperation, KustomizePatch } from '../../src/kubernetes/kustomize/kustomize-patch';
import { TrafficSource } from '../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../src/kubernetes/options/traffic-target';
import type { Service } from '../../src/kubernetes/service';

export const DIGEST = `sha256:${'c'.repeat(64)}`;
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };

/** Values that kustomize, YAML and shells have ideas of their own about. */
export const HOSTILE = {
  A_EMPTY: '',
  A_QUOTED: '"x"',
  A_SINGLE: "'",
  A_LINES: 'one\ntwo\n',
  A_EQUALS: 'a=b=c',
  A_NUMBER: '007',
  A_WORD: 'no',
  A_YAML: '{a: b} # c',
  A_SPACES: '  x  ',
  A_WORDS: 'ünïcode 飞跃 $(VAR) ${VAR}',
};

/** An estate that uses everything there is. */
export class RichEstate {
  public readonly small = new SmallEstate();
  public readonly overlays: EnvironmentOverlay[];
  public readonly services: Service[];

  constructor() {
    const dev = this.small.addEnvironment('dev');
    const prod = this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.overlays = [dev, prod];
    const api = this.small.addService('api', {
      port: 8080,
      image: 'registry.example:5000/a/b:1.0.0',
      env: { LOG_LEVEL: 'info', ...HOSTILE },
      secretEnv: { DSN: { secret: 'db', key: 'dsn' }, CACHE: { secret: 'cache', key: 'url' } },
      allowedFrom: [TrafficSource.namespace('edge'), TrafficSource.cidr('fd00::/8')],
      connectsTo: [TrafficTarget.service('match'), TrafficTarget.cidr('10.0.0.0/16', [5432])],
      args: ['serve', '--verbose'],
    }).patchBase(KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      spec: {
        minReadySeconds: 5,
        template: {
          spec: {
            containers: [{
              name: 'proxy',
              image: 'registry.example/proxy:1.0.0',
              env: [{ name: 'B', value: '1' }],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            }],
          },
        },
      },
    })).override(prod.environment, {
      image: `mirror.example/b:2.0.0@${DIGEST}`,
      replicas: { min: 3, max: 12 },
      resources: { limits: { memory: '1Gi' } },
      env: { LOG_LEVEL: 'warn', A_QUOTED: "''", A_EMPTY: 'no\nmore' },
      secretEnv: { DSN: { secret: 'db-prod', key: 'dsn' } },
      startupTimeoutSeconds: 300,
      args: [],
      allowedFrom: [],
      connectsTo: [],
    });
    api.patch('prod', KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      metadata: { name: 'api', annotations: { note: 'line one\nline two: "x"', word: 'no', time: '12:30', number: '010' } },
      spec: { template: { spec: { containers: [{ name: 'proxy', env: [{ name: 'B', $patch: 'delete' }, { name: 'C', value: '3' }] }], volumes: null } } },
    }));
    const operations: JsonPatchOperation[] = [
      { op: 'test', path: '/spec/minReadySeconds', value: 5 },
      { op: 'add', path: '/spec/template/metadata/annotations', value: {} },
      { op: 'add', path: '/spec/template/metadata/annotations/a~1b', value: 'c' },
      { op: 'remove', path: '/spec/template/spec/containers/1/volumeMounts' },
      { op: 'move', from: '/spec/revisionHistoryLimit', path: '/spec/progressDeadlineSeconds' },
    ];
    api.patch('prod', KustomizePatch.json6902({ kind: 'Deployment', name: 'api' }, operations));
    api.patch('dev', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'replace', path: '/data/LOG_LEVEL', value: 'debug' }]));
    const match = this.small.addService('match', { port: 9000, allowedFrom: [] });
    this.services = [api, match];
    prod.patch(KustomizePatch.json6902({ kind: 'PodDisruptionBudget' }, [{ op: 'replace', path: '/spec/maxUnavailable', value: 2 }]));
  }
}
