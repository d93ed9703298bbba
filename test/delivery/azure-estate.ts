import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Project } from 'projen/lib/project';
import { AzureDevOps } from './azure-devops/azure-devops';
import { storedZip } from './azure-devops/stored-zip';
import { PipelineRun, PipelineRunOptions, runPipeline } from './pipeline-runner/run-pipeline';
import { SampleRepository } from './workflow-runner/sample-repository';
import { AffectedScript } from '../../src/ci/affected-script';
import { AzurePipelines } from '../../src/ci/azure/azure-pipelines';
import { AZURE_SCRIPTS } from '../../src/ci/azure/azure-scripts';
import { DeclaredSettingsFile } from '../../src/ci/declared-settings';
import { DependencyGraph, EnvironmentNode, RootModuleNode } from '../../src/ci/dependency-graph';
import { DeploymentScripts, ImageScripts, PolicyScripts, ProposalScripts } from '../../src/ci/deployment-scripts';
import { GRAPH_FILE, graphJson } from '../../src/ci/graph-json';
import { OUTPUTS_FILE, RecordedEnvironment } from '../../src/ci/outputs-file';
import type { PolicyFolders } from '../../src/ci/policy-folders';
import { Convention, layoutOf } from '../../src/estate/convention';
import { terraformRootScript } from '../../src/operations/terraform-root-script';
import { planPoliciesDir } from '../../src/policies/policy';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { writeFiles } from '../write-files';

const LAYOUT = layoutOf(Convention.PICASSO, { rootModuleFolder: '{rootModule}' });
/** Where the digests of images are recorded. */
export const IMAGES_FILE = LAYOUT.imagesFile('staging');
/** Where the policies for plans are. */
export const POLICIES_DIR = planPoliciesDir(LAYOUT);
/** One whose checksum does not come with the pipelines, so that the publisher's list is asked. */
const TERRAFORM_VERSION = '1.11.99';

export interface AzureEstateOptions {
  /** Whether the environments have an overlay, and a root module `cluster` whose output is a kubeconfig. */
  readonly hasCluster?: boolean;
  /** Whether the pull request with the digests of images is completed without a person. */
  readonly mergesImages?: boolean;
  /** Whether the environments have an overlay of which outputs are recorded. kubectl is the machine's own then. */
  readonly recordsOutputs?: boolean;
  /** Rego of policies that plans are held against, by name; none by default. */
  readonly policies?: Readonly<Record<string, string>>;
}

/**
 * An estate on Azure in a repository, beside a stand-in for Azure DevOps, whose pipelines are run from their YAML. Its states
 * are files of this machine and its resources need no cloud: `network`, and `database` that reads its output.
 */
export class AzureEstate {
  public static async start(options: AzureEstateOptions = {}): Promise<AzureEstate> {
    return new AzureEstate(await AzureDevOps.start(), options);
  }

  public readonly repository: SampleRepository;
  /** Calls of the programs that reach for a cloud. */
  public readonly calls: string;
  private readonly states = mkdtempSync(join(tmpdir(), 'states-'));
  private readonly bin = mkdtempSync(join(tmpdir(), 'bin-'));

  private constructor(
    public readonly devops: AzureDevOps, { hasCluster = false, policies = {}, mergesImages = false, recordsOutputs = false }: AzureEstateOptions,
  ) {
    this.calls = join(this.bin, 'calls');
    this.addPrograms();
    if (recordsOutputs) rmSync(join(this.bin, 'kubectl'));
    this.repository = new SampleRepository({ '.gitignore': '.terraform/\n' });
    devops.pullRequests.directory = this.repository.directory;
    // A policy of the branch lets nobody push to it.
    const hooks = join(this.bin, 'hooks');
    mkdirSync(hooks);
    writeFileSync(join(hooks, 'update'), '#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo "TF402455: Pushes to this branch are not permitted; you must use a pull request." >&2; exit 1; }\n', { mode: 0o755 });
    this.repository.git('config', 'core.hooksPath', hooks);
    this.repository.git('config', 'receive.denyCurrentBranch', 'ignore');
    const overlayOf = (name: string) => ({ ...(recordsOutputs && { overlay: overlay(name, name === 'staging') }) });
    const environments = [
      environment('staging', hasCluster, overlayOf('staging')),
      environment('prod', hasCluster, { promotedFrom: 'staging', isProtected: true, ...overlayOf('prod') }),
    ];
    const recorded = recordsOutputs ? environments.map(({ name }) => ({ name, file: LAYOUT.outputsFile(name) })) : [];
    this.synthesise(environments, { plan: Object.keys(policies).length > 0 ? POLICIES_DIR : undefined }, { mergesImages, recorded });
    for (const { name } of environments) devops.addPipeline(`${LAYOUT.pipelinesDir}/apply-${name}.yml`);
    devops.settings.teams.push('platform');
    devops.settings.protect('prod', 'platform');
    const terraform = environments.flatMap(({ name, rootModules }) => rootModules.flatMap((root) => this.rootModuleFiles(name, root)));
    const rego = Object.entries(policies).map(([name, text]) => [`${POLICIES_DIR}/${name}.rego`, text]);
    this.commit('Synthesise', Object.fromEntries([...terraform, ...rego]));
  }

  public get head(): string {
    return this.repository.git('rev-parse', 'HEAD');
  }

  public commit(message: string, files: Readonly<Record<string, string>> = {}): string {
    return this.repository.commit(message, files);
  }

  /** Runs what a push to the default branch starts in an environment. */
  public async push(environmentName = 'staging'): Promise<PipelineRun> {
    return this.run(`apply-${environmentName}`, { reason: 'IndividualCI' });
  }

  public async run(pipeline: string, options: Partial<PipelineRunOptions> = {}): Promise<PipelineRun> {
    return runPipeline({
      devops: this.devops,
      repository: this.repository.directory,
      file: `${LAYOUT.pipelinesDir}/${pipeline}.yml`,
      commit: this.head,
      branch: 'refs/heads/main',
      reason: 'Manual',
      path: [this.bin, ...(process.env.PATH ?? '').split(delimiter)],
      connections: ['staging', 'prod'].flatMap((name) => ['plan', 'drift', 'apply'].map((identity) => `shop-${name}-${identity}`)),
      ...options,
    });
  }

  /** Merges a branch as a pull request would be, and runs what that starts. */
  public async pullRequest(
    number: number, branch: string, { isFork = false, refused = [] }: { readonly isFork?: boolean; readonly refused?: readonly string[] } = {},
  ): Promise<PipelineRun> {
    const source = this.repository.git('rev-parse', branch);
    this.repository.git('switch', '--quiet', '--detach', 'main');
    this.repository.git('merge', '--quiet', '--no-ff', '--message=Merge', branch);
    this.repository.git('update-ref', `refs/pull/${number}/merge`, 'HEAD');
    const run = await this.run('terraform-plan', {
      commit: this.head,
      branch: `refs/pull/${number}/merge`,
      reason: 'PullRequest',
      refused,
      variables: {
        'System.PullRequest.IsFork': isFork ? 'True' : 'False',
        'System.PullRequest.PullRequestId': String(number),
        'System.PullRequest.SourceCommitId': source,
        'System.PullRequest.TargetBranch': 'refs/heads/main',
      },
    });
    this.repository.git('switch', '--quiet', 'main');
    return run;
  }

  /** The resources in a state, by address; undefined when there is no state. */
  public resources(environmentName: string, rootModule: string): string[] | undefined {
    const file = this.stateFile(environmentName, rootModule);
    if (!existsSync(file)) return undefined;
    const { resources } = JSON.parse(readFileSync(file, 'utf-8')) as { resources: Array<{ type: string; name: string }> };
    return resources.map(({ type, name }) => `${type}.${name}`);
  }

  /** Changes a state behind the back of everybody. */
  public tamper(environmentName: string, rootModule: string, from: string, to: string): void {
    const file = this.stateFile(environmentName, rootModule);
    writeFileSync(file, readFileSync(file, 'utf-8').replaceAll(from, to));
  }

  public async stop(): Promise<void> {
    await this.devops.stop();
    for (const folder of [this.bin, this.states, this.repository.directory]) rmSync(folder, { recursive: true });
  }

  private stateFile(environmentName: string, rootModule: string): string {
    return join(this.states, `${environmentName}.${rootModule}.tfstate`);
  }

  private synthesise(
    environments: readonly EnvironmentNode[], folders: PolicyFolders,
    { mergesImages, recorded }: { readonly mergesImages: boolean; readonly recorded: readonly RecordedEnvironment[] },
  ): void {
    const graph = new DependencyGraph(environments);
    const project = new Project({ name: 'shop', outdir: this.repository.directory });
    const pipelines = new AzurePipelines(project, 'pipelines', {
      projectName: 'shop', layout: LAYOUT, defaultBranch: 'main', terraformVersion: TERRAFORM_VERSION, graph: () => graph, policies: () => folders, recorded: () => recorded,
    });
    const declared = {
      doctor: `${LAYOUT.scriptsDir}/doctor.sh`,
      defaultBranch: 'main',
      environments: [{ name: 'prod', onlyDefaultBranch: true, needsApproval: true, approvers: ['platform'] }],
      serviceConnections: [{ name: 'shop-prod-apply', onlyDefaultBranch: true, needsApproval: false, approvers: [], applies: 'prod' }],
    };
    new DeclaredSettingsFile(project, 'declared-settings', LAYOUT, () => declared);
    new PolicyScripts(project, 'policy-scripts', LAYOUT, () => folders);
    for (const { name } of environments) pipelines.addEnvironment(name);
    const names = environments.map(({ name }) => name);
    pipelines.addProduct('picasso', () => ({ name: 'picasso', services: ['agent', 'chat'], environments: names, build: ['echo "tested $(cat VERSION)"'], sources: [] }));
    new DeploymentScripts(project, 'scripts', { layout: LAYOUT, cloud: 'azure', statefulResourceTypes: ['terraform_data'], ciScripts: AZURE_SCRIPTS });
    new ImageScripts(project, 'image-scripts', { layout: LAYOUT, cloud: 'azure' });
    new ProposalScripts(project, 'proposal-scripts', { layout: LAYOUT, ciScripts: AZURE_SCRIPTS, isNeeded: () => true });
    new AffectedScript(project, 'affected', LAYOUT);
    pipelines.addImages(() => ({
      builds: [{ name: 'agent', context: 'services/agent', dockerfile: 'services/agent/Dockerfile', repository: 'shop.azurecr.io/agent' }],
      environments: [{ name: 'staging', imagesFile: IMAGES_FILE }],
      registry: 'shop.azurecr.io',
    }), mergesImages);
    const path = `${LAYOUT.scriptsDir}/terraform-root.sh`;
    const script = terraformRootScript({ path, backendFile: LAYOUT.backendFile, exampleDir: 'infra/staging/network', guarded: [] });
    new GeneratedText(project, path, { content: () => script, comment: '#', executable: true });
    new GeneratedText(project, GRAPH_FILE, { content: () => JSON.stringify(graphJson(graph, LAYOUT, [])) });
    if (recorded.length > 0) {
      const outputs = { network: ['value'] };
      new GeneratedText(project, OUTPUTS_FILE, { content: () => JSON.stringify({ environments: recorded.map((each) => ({ ...each, outputs })) }) });
      const record = readFileSync(join(__dirname, '../../src/ci/scripts/all/record-outputs.mjs'), 'utf-8');
      new GeneratedText(project, `${LAYOUT.scriptsDir}/record-outputs.mjs`, { content: () => record, comment: '//', executable: true });
    }
    writeFiles(project);
    mkdirSync(join(this.repository.directory, 'modules'));
    this.commit('Begin', { VERSION: '1\n' });
  }

  private rootModuleFiles(environmentName: string, { dir, name, dependsOn }: RootModuleNode): Array<[string, string]> {
    const reads = dependsOn.map((other) => `data "terraform_remote_state" "${other}" {\n  backend = "local"\n  config  = { path = "${this.stateFile(environmentName, other)}" }\n}\n\n`);
    const input = dependsOn.length > 0 ? `data.terraform_remote_state.${dependsOn[0]}.outputs.value` : `"${environmentName}"`;
    const output = `output "value" {\n  value = terraform_data.${name}.output\n}\n\noutput "kubeconfig" {\n  value     = "kind: Config"\n  sensitive = true\n}\n`;
    return [
      [`${dir}/${LAYOUT.backendFile}`, `path = "${this.stateFile(environmentName, name)}"\n`],
      [`${dir}/main.tf`, `terraform {\n  backend "local" {}\n}\n\n${reads.join('')}resource "terraform_data" "${name}" {\n  input = ${input}\n}\n\n${output}`],
    ];
  }

  /** What hosted agents have, as far as it would reach for a cloud, and a publisher of Terraform. */
  private addPrograms(): void {
    const real = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'terraform')).find((file) => existsSync(file));
    const archive = storedZip('terraform', `#!/bin/sh\necho "terraform $1\${ARM_CLIENT_ID:+ logged in}\${ARM_USE_OIDC:+ by itself}\${SYSTEM_ACCESSTOKEN:+ with the token}" >> '${this.calls}'\nexec '${real}' "$@"\n`);
    const name = `terraform_${TERRAFORM_VERSION}_linux_amd64.zip`;
    writeFileSync(join(this.bin, name), archive);
    writeFileSync(join(this.bin, `terraform_${TERRAFORM_VERSION}_SHA256SUMS`), `${createHash('sha256').update(archive).digest('hex')}  ${name}\n`);
    this.program('curl', `for word in "$@"; do last="\${word}"; done\nout=/dev/stdout\nwhile (($# > 0)); do\n  [[ "$1" != --output ]] || out="$2"\n  shift\ndone\ncat '${this.bin}/'"\${last##*/}" > "\${out}"`);
    this.program('terraform', 'echo "this is not the terraform of the pipeline" >&2\nexit 1');
    this.program('az', 'case "$*" in *get-access-token*) echo token-of-the-cluster ;; *) echo the-subscription ;; esac');
    this.program('docker', [
      `[[ "$2" != imagetools ]] || { [[ -f '${this.bin}/built' ]] && echo '{"digest":"sha256:${'a'.repeat(64)}"}'; exit; }`,
      '[[ "$1" != login ]] || cat > /dev/null',
      `[[ "$2" != build ]] || touch '${this.bin}/built'`,
      'while (($# > 0)); do',
      `  [[ "$1" != --metadata-file ]] || echo '{"containerimage.digest":"sha256:${'a'.repeat(64)}"}' > "$2"`,
      '  shift',
      'done',
    ].join('\n'));
    this.program('npm', ':');
    // What the package would make of .projenrc.ts.
    this.program('npx', '[[ ! -f synthesise.sh ]] || bash synthesise.sh');
    const workload = (each: string) => `{\n"kind": "Deployment", "metadata": { "name": "${each}", "labels": { "app.kubernetes.io/instance": "${each}" } }\n}`;
    const values = '{\n"kind": "ConfigMap", "metadata": { "name": "values" }, "data": { "NETWORK": "${terraform.network.value}" }\n}';
    this.program('kubectl', [
      'case "$*" in',
      '  *" diff "* | diff*) exit 0 ;;',
      '  "get namespace"*) echo namespace/shop ;;',
      '  kustomize*) printf "kind: Deployment # agent\\n---\\nkind: Deployment # chat\\n---\\nkind: ConfigMap\\n" ;;',
      `  patch*) echo '${workload('agent')}\n${workload('chat')}\n${values}' ;;`,
      // What is applied is shown.
      '  apply*) cat "${!#}" ;;',
      '  "config view"*) echo \'{"kind":"Config","users":[{"name":"me"}]}\' ;;',
      'esac',
    ].join('\n'));
  }

  private program(name: string, body: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> '${this.calls}'\n${body}\n`);
    chmodSync(file, 0o755);
  }
}

function overlay(name: string, prunes: boolean): NonNullable<EnvironmentNode['overlay']> {
  return { dir: `clusterfleet/overlays/${name}`, namespace: `shop-${name}`, workloads: ['agent', 'chat'], prunes };
}

function environment(name: string, hasCluster: boolean, facts: Partial<EnvironmentNode> = {}): EnvironmentNode {
  const rootModule = (root: string, ...dependsOn: string[]): RootModuleNode => ({ name: root, dir: `infra/${name}/${root}`, dependsOn, moduleDirs: [], providers: [] });
  return {
    name,
    isProtected: false,
    rootModules: [rootModule('database', 'network'), rootModule('network')],
    ...(hasCluster && {
      overlay: overlay(name, facts.isProtected !== true),
      kubeconfig: { rootModule: 'network', output: 'kubeconfig' },
    }),
    ...facts,
  };
}

/** How the steps of a job ended, by name. */
export function stepsOf({ jobs }: PipelineRun, job: string): Record<string, string> {
  return Object.fromEntries(jobs[job].steps.map(({ name, result }) => [name, result]));
}

