import { execFile } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import { FeiyueProject, ReplicaRange } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { realTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const NAMESPACE = 'feiyue-mono-dev';
const FIXED = { min: 5, max: 5 };
const RANGE = { min: 2, max: 4 };

let cluster: Cluster;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', ['--namespace', NAMESPACE, ...args], { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout.trim();
}

/** An estate of one service. */
function release(replicas: ReplicaRange, image = 'registry.example/api:1.0.0'): FeiyueProject {
  const { project } = new DefaultEstate({}, []);
  project.addService('api', { port: 8080, image, replicas });
  project.synth();
  return project;
}

interface Deployment {
  readonly isDone: boolean;
  readonly output: string;
}

/** Runs the script that deploys an overlay, as a job of the CI system does that removes nothing else. */
async function deploy({ outdir }: FeiyueProject, timeoutSeconds = 600, path = process.env.PATH): Promise<Deployment> {
  const args = ['ops/scripts/apply-overlay.mjs', '--overlay', 'k8s/overlays/dev', '--namespace', NAMESPACE, '--timeout-seconds', `${timeoutSeconds}`];
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, GITHUB_ACTIONS: 'true', PATH: path };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: outdir, env }, (error, stdout, stderr) => resolve({ isDone: error === null, output: stdout + stderr }));
  });
}

async function succeeds(project: FeiyueProject, path?: string): Promise<string> {
  const { isDone, output } = await deploy(project, undefined, path);
  expect({ isDone, output: isDone ? '' : output }).toEqual({ isDone: true, output: '' });
  return output;
}

/**
 * A folder with a kubectl in it that lets others come first: somebody writes to the Deployment just before it is patched, and the autoscaler, whose
 * controller does not know yet that it is deleted, scales it just after it was applied. Each of them does it once, and leaves a file that says so.
 */
function meddlers(): string {
  const bin = temporaryDirectory();
  writeFileSync(join(bin, 'kubectl'), `#!/usr/bin/env bash
it() { '${realTool('kubectl')!.path}' "$@"; }
once() { [[ ! -e "${bin}/$1" ]] && touch "${bin}/$1"; }
case "$*" in
  *' patch deployment'*) if once written; then it --namespace ${NAMESPACE} annotate deployment api written=meanwhile > /dev/null; fi ;;
  *' delete horizontalpodautoscaler'*) touch '${bin}/deleted' ;;
  apply*--dry-run*) ;;
  apply*)
    it "$@" || exit
    if [[ -e '${bin}/deleted' ]] && once scaled; then
      it --namespace ${NAMESPACE} patch deployment api --subresource=scale --field-manager=late --type=merge --patch '{"spec":{"replicas":4}}' > /dev/null
    fi
    exit ;;
esac
it "$@"
`);
  chmodSync(join(bin, 'kubectl'), 0o755);
  return bin;
}

/** What the controllers note of pods that were taken away from the release that has five of them or more. */
function losses(): string[] {
  const events = JSON.parse(kubectl('get', 'events', '--field-selector=reason=ScalingReplicaSet,involvedObject.name=api', '--output=json')).items as any[];
  return events.map(({ message }) => message as string).filter((message) => /^Scaled down .* from [5-9] to /.test(message));
}

const wanted = (): number => Number(kubectl('get', 'deployment', 'api', '--output=jsonpath={.spec.replicas}'));
const autoscalers = (): string => kubectl('get', 'horizontalpodautoscalers', '--output=name');

describeWithTools(['kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    await succeeds(release(RANGE));
    // The autoscaler has no metrics here, and sees to its least number all the same.
    await settled(cluster.client, NAMESPACE);
    expect(wanted()).toBe(2);
  });

  afterAll(async () => cluster.stop());

  test('a number that is fixed takes the place of the autoscaler, whose own it was', async () => {
    const output = await succeeds(release(FIXED));
    expect(output).toContain('horizontalpodautoscaler/api: is removed');
    expect({ replicas: wanted(), autoscalers: autoscalers() }).toEqual({ replicas: 5, autoscalers: '' });
    expect(await succeeds(release(FIXED))).not.toContain('is removed');
  });

  test('an autoscaler finds the pods that there are', async () => {
    kubectl('delete', 'events', '--all');
    const project = release({ min: 2, max: 9 });
    await succeeds(project);
    expect({ replicas: wanted(), autoscalers: autoscalers() }).toEqual({ replicas: 5, autoscalers: 'horizontalpodautoscaler.autoscaling/api' });
    await succeeds(project);
    expect({ replicas: wanted(), losses: losses() }).toEqual({ replicas: 5, losses: [] });
  });

  test('a release that fails gives the number back to the autoscaler, which stays', async () => {
    kubectl('delete', 'events', '--all');
    cluster.breakImage('registry.example/api:2.0.0');
    const { isDone, output } = await deploy(release({ min: 6, max: 6 }, 'registry.example/api:2.0.0'), 10);
    expect(isDone).toBe(false);
    expect(output).toContain('Undone, and running as before');
    expect(autoscalers()).toBe('horizontalpodautoscaler.autoscaling/api');
    expect({ replicas: wanted(), losses: losses() }).toEqual({ replicas: 6, losses: [] });
    await succeeds(release({ min: 2, max: 9 }));
  });

  test('whoever writes in the meantime keeps nobody from the number that is fixed', async () => {
    const bin = meddlers();
    await succeeds(release(FIXED), [bin, process.env.PATH].join(delimiter));
    expect(['written', 'scaled'].map((file) => existsSync(join(bin, file)))).toEqual([true, true]);
    expect({ replicas: wanted(), autoscalers: autoscalers() }).toEqual({ replicas: 5, autoscalers: '' });
    await succeeds(release({ min: 2, max: 9 }));
  });

  test('none at all is a number, too, and a rollout of none succeeds', async () => {
    await succeeds(release({ min: 0, max: 0 }));
    await settled(cluster.client, NAMESPACE);
    expect({ replicas: wanted(), autoscalers: autoscalers(), pods: kubectl('get', 'pods', '--output=name') }).toEqual({ replicas: 0, autoscalers: '', pods: '' });
  });

  test('what somebody scaled by hand is told, and not taken back in silence', async () => {
    await succeeds(release(FIXED));
    kubectl('scale', 'deployment', 'api', '--replicas=7');
    const { isDone, output } = await deploy(release(FIXED));
    expect(isDone).toBe(false);
    expect(output).toMatch(/conflict with "kubectl" with subresource "scale"[^]*\.spec\.replicas/);
    expect(wanted()).toBe(7);
  });
});
