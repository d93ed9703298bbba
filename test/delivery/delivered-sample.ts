import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { FeiyueProject } from '../../src';
import { runTool } from '../real-tool';
import type { Cluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import { Estate } from '../../src/estate/estate';
import type { Said, Sample, SeenByWorkloads } from '../samples/samples';
import { rootModulesOf, withoutCloud } from '../samples/without-cloud';
import { temporaryDirectory } from '../synth/test-project';

interface Run {
  readonly isDone: boolean;
  readonly output: string;
}

/** Finds what was declared, to change it. */
type Find = <T>(kind: new (...args: any[]) => T, name: string) => T;

/** What says what the process in a pod sees. */
const SEEN = 'configmaps,secrets,pods';

/** A sample in its repository, with its states and its namespace. */
export class DeliveredSample {
  /** All that was printed. */
  public shown = '';
  /** Where programs put what they need for a while. */
  private readonly temp = temporaryDirectory();
  private readonly states = temporaryDirectory();
  private readonly applied = new Map<string, string>();
  private readonly repositories: string[] = [];
  private project!: FeiyueProject;

  /**
   * @param cluster where it is deployed
   * @param bin where programs are that go before others
   */
  constructor(private readonly sample: Sample, private readonly cluster: Cluster, private readonly bin: string) {}

  /** All files that a deployment left, but those of the repository as it was checked out, which has no secret in it. */
  public get leftFiles(): string {
    const files = readdirSync(this.temp, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
  }

  /** What all workloads see. */
  public get seen(): SeenByWorkloads {
    const objects = this.items(SEEN);
    return Object.fromEntries(Object.keys(this.sample.seen({ address: '', secret: '' })).map((workload) => [workload, seenIn(objects, workload)]));
  }

  /** Another commit, checked out anew, whose Terraform is applied where it makes something else now. Gives the root modules that were applied. */
  public async release(said: Said, change: (find: Find) => void = () => undefined): Promise<string[]> {
    const { declare, environment, outputs } = this.sample;
    this.project = declare(temporaryDirectory());
    const { outdir, node } = this.project;
    this.repositories.push(outdir);
    change((kind, name) => node.findAll().find((construct) => construct instanceof kind && (construct as { name?: string }).name === name) as never);
    this.project.synth();
    withoutCloud(this.project, environment, outputs(said), this.states);
    const done = [];
    for (const { name, dir } of rootModulesOf(outdir, environment)) {
      const told = JSON.stringify(outputs(said)[name] ?? {});
      if (this.applied.get(name) === told) continue;
      const { isDone, output } = await this.run('bash', [this.script('terraform-root.sh'), 'apply', dir, '--', '-auto-approve']);
      expect({ dir, isDone, output: isDone ? '' : output }).toEqual({ dir, isDone: true, output: '' });
      this.applied.set(name, told);
      done.push(name);
    }
    return done;
  }

  /** Runs the script that deploys an overlay, as a job of the CI system does, and waits until what runs then is settled. */
  public async deploy(timeoutSeconds = 600): Promise<Run> {
    const { namespace, overlay } = this.environment;
    const { layout } = Estate.of(this.project).facts;
    const args = [this.script('apply-overlay.mjs'), '--overlay', layout.environmentOverlayDir(overlay), '--namespace', namespace, '--timeout-seconds', `${timeoutSeconds}`];
    const run = await this.run(process.execPath, args, {
      ...this.sample.ci,
      KUBECONFIG: this.cluster.kubeconfig,
      GITHUB_STEP_SUMMARY: join(this.temp, 'summary.md'),
      AGENT_TEMPDIRECTORY: this.temp,
      RUNNER_TEMP: this.temp,
      TMPDIR: this.temp,
      PATH: [this.bin, process.env.PATH].join(delimiter),
      PRUNE: 'true',
    });
    this.shown += run.output;
    await settled(this.cluster.client, namespace);
    return run;
  }

  public async succeeds(): Promise<string> {
    const { isDone, output } = await this.deploy();
    expect({ isDone, output: isDone ? '' : output }).toEqual({ isDone: true, output: '' });
    return output;
  }

  public kubectl(...args: string[]): string {
    const { status, stdout, stderr } = runTool('kubectl', ['--namespace', this.environment.namespace, ...args], { env: { KUBECONFIG: this.cluster.kubeconfig } });
    expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
    return stdout;
  }

  public items(...args: string[]): any[] {
    return JSON.parse(this.kubectl('get', ...args, '--output=json')).items;
  }

  /** What the process in the newest pod of a workload finds in its environment. */
  public seenBy(workload: string): Record<string, string> {
    return seenIn(this.items(SEEN), workload);
  }

  /** The single addresses of the network that pods of a workload may open connections to, each with its ports. */
  public reachedBy(workload: string): string[] {
    const { spec: { egress } } = JSON.parse(this.kubectl('get', 'networkpolicy', workload, '--output=json'));
    return egress.flatMap(({ to = [], ports = [] }: any) => to.flatMap(({ ipBlock }: any) => (/^10\..*\/32$/.test(ipBlock?.cidr)
      ? ports.map(({ port, endPort }: any) => `${ipBlock.cidr.slice(0, -3)}:${port}${endPort === undefined ? '' : `-${endPort}`}`) : [])));
  }

  public podsOf(workload: string): string[] {
    return this.pods(workload).map(({ metadata }) => metadata.uid as string).sort();
  }

  /** The image that a workload runs, with another tag. */
  public imageOf(workload: string, tag: string): string {
    const [{ spec }] = this.pods(workload);
    return (spec.containers[0].image as string).replace(/[:@][^/]*$/, `:${tag}`);
  }

  public cleanUp(): void {
    for (const directory of [this.states, this.temp, ...this.repositories]) rmSync(directory, { recursive: true });
  }

  /** The pods of a workload that are not going. */
  private pods(workload: string): any[] {
    return podsIn(this.items('pods'), workload);
  }

  private get environment() {
    return Estate.of(this.project).environments.find(({ name }) => name === this.sample.environment)!;
  }

  private script(name: string): string {
    return join(Estate.of(this.project).facts.layout.scriptsDir, name);
  }

  private async run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
    const { outdir: cwd } = this.project;
    return new Promise((resolve) => {
      execFile(program, args, { cwd, env: { ...process.env, CHECKPOINT_DISABLE: 'true', ...env }, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        resolve({ isDone: error === null, output: stdout + stderr });
      });
    });
  }
}

function podsIn(objects: readonly any[], workload: string): any[] {
  return objects.filter(({ kind, metadata }) => (
    kind === 'Pod' && metadata.labels?.['app.kubernetes.io/instance'] === workload && metadata.deletionTimestamp === undefined));
}

/** What the process in the newest pod of a workload finds in its environment. */
function seenIn(objects: readonly any[], workload: string): Record<string, string> {
  const dataOf = (kind: string, name: string) => objects.find((each) => each.kind === kind && each.metadata.name === name).data;
  const newest = podsIn(objects, workload).sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1)).at(-1);
  const { env = [], envFrom = [] } = newest.spec.containers[0];
  const valueOf = ({ value, valueFrom: { secretKeyRef: from } = {} as any }: any) => (
    from === undefined ? value : Buffer.from(dataOf('Secret', from.name)[from.key], 'base64').toString());
  return Object.assign({}, ...envFrom.map(({ configMapRef: { name } }: any) => dataOf('ConfigMap', name)), ...env.map((each: any) => ({ [each.name]: valueOf(each) })));
}
