import { execFile } from 'node:child_process';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import type { FeiyueProject } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { eventually } from '../eventually';
import { runTool } from '../real-tool';

const NAMESPACE = 'feiyue-mono-dev';

let cluster: Cluster;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

/** An estate of a stateful service and a daemon, both of a version. */
function release(version: string): FeiyueProject {
  const { project, dev } = new DefaultEstate({}, []);
  const overrides = { imageTag: version };
  project.addStatefulService('db', { port: 5432, claims: { '/data': { size: '1Gi' } } }).override(dev, { ...overrides, replicas: { min: 2, max: 2 } });
  project.addDaemon('agent').override(dev, overrides);
  project.synth();
  return project;
}

interface Run {
  readonly isDone: boolean;
  readonly output: string;
}

async function run({ outdir }: FeiyueProject, program: string, ...args: string[]): Promise<Run> {
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
  return new Promise((resolve) => {
    execFile(program, args, { cwd: outdir, env }, (error, stdout, stderr) => resolve({ isDone: error === null, output: stdout + stderr }));
  });
}

async function deploy(project: FeiyueProject, timeoutSeconds = 600): Promise<Run> {
  return run(project, process.execPath, 'ops/scripts/apply-overlay.mjs', '--overlay', 'k8s/overlays/dev', '--namespace', NAMESPACE, '--timeout-seconds', `${timeoutSeconds}`);
}

/** The versions of the pods of a workload, one each, once nothing is under way. */
async function versions(name: string): Promise<string[]> {
  await settled(cluster.client, NAMESPACE);
  const { items } = JSON.parse(kubectl('--namespace', NAMESPACE, 'get', 'pods', `--selector=app.kubernetes.io/instance=${name}`, '--output=json'));
  return items.map(({ spec }: any) => spec.containers[0].image.replace(/^.*:/, ''));
}

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
  });

  afterAll(async () => cluster.stop());

  test('StatefulSets and DaemonSets are waited for, and again when they change', async () => {
    for (const version of ['1.0.0', '1.1.0']) {
      const { isDone, output } = await deploy(release(version));
      expect({ isDone, output: isDone ? '' : output }).toEqual({ isDone: true, output: '' });
      expect(output).toContain('2 workloads run as declared');
      expect([await versions('db'), await versions('agent')]).toEqual([[version, version], [version]]);
    }
  });

  test('those that do not become available are undone, also a StatefulSet that waits for a pod that cannot run', async () => {
    for (const name of ['statefulset/db', 'daemonset/agent']) {
      const image = kubectl('--namespace', NAMESPACE, 'get', name, '--output=jsonpath={.spec.template.spec.containers[0].image}');
      cluster.breakImage(image.replace(/:[^:]*$/, ':0.0.1'));
    }
    const { isDone, output } = await deploy(release('0.0.1'), 20);
    expect(isDone).toBe(false);
    expect(output).toMatch(/Not available after 20 seconds: statefulset\/db: ImagePullBackOff \| daemonset\/agent: ImagePullBackOff\. Undone, and running as before: .*statefulset\/db/);
    expect([await versions('db'), await versions('agent')]).toEqual([['1.1.0', '1.1.0'], ['1.1.0']]);
  });

  test('by hand both go back to their former releases, also where pods of the newer one cannot run', async () => {
    const project = release('1.1.0');
    for (const [name, kind] of [['db', 'statefulset'], ['agent', 'daemonset']]) {
      const image = kubectl('--namespace', NAMESPACE, 'get', `${kind}/${name}`, '--output=jsonpath={.spec.template.spec.containers[0].image}');
      kubectl('--namespace', NAMESPACE, 'set', 'image', `${kind}/${name}`, `${name}=${image.replace(/:[^:]*$/, ':0.0.1')}`);
      const pods = () => kubectl('--namespace', NAMESPACE, 'get', 'pods', `--selector=app.kubernetes.io/instance=${name}`);
      await eventually(`a pod of ${name} cannot pull its image`, () => pods().includes('ImagePullBackOff'));
      const { isDone, output } = await run(project, 'bash', 'ops/scripts/rollback-service.sh', 'dev', name);
      expect({ isDone, output: isDone ? '' : output }).toEqual({ isDone: true, output: '' });
      expect(new Set(await versions(name))).toEqual(new Set(['1.1.0']));
    }
  });
});
