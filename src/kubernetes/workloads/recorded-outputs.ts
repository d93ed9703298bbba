import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { IConstruct } from 'constructs';
import { isIn, manifestsIn, patchesIn } from './declarations';
import { OutputsFile, outputKey, parseOutputsFile } from './recorded-outputs-file';
import { withRecordedTexts } from './recorded-texts';
import type { ResolvedWorkload } from './resolved-workload';
import { outputsOfModel, outputsUsedIn } from './used-outputs';
import { VERSION_LENGTH } from './workload-kind';
import { WorkloadRegistry } from './workload-registry';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { Problems } from '../../synth/declare/problems';
import { readInputIfThere } from '../../worktree/input-file';
import type { Manifest } from '../manifests/manifest';
import { outputsSecretName } from '../manifests/outputs-secret';
import type { ContainerModel } from '../models/container-model';
import type { WorkloadModel } from '../models/workload-model';
import type { SecretKey } from '../options/secret-key';
import { outputsIn } from '../outputs/output-text';

/** Outputs by root module, each by its name, and behind it the keys of an element: `postgresql_host`, `vpc_subnet_ids.data`. */
export type OutputNames = Readonly<Record<string, readonly string[]>>;

/** The variable that keeps pods waiting which would read a mark. */
const NOT_RECORDED_VARIABLE = 'TERRAFORM_OUTPUTS_NOT_RECORDED';
/** What it asks for, which there never is. The message of the pod says so. */
const NOT_RECORDED = { secret: 'not-recorded-yet', key: 'outputs' } as const;

/**
 * The outputs of Terraform that are recorded in the repository, for who brings objects to a cluster and knows no state, such as Argo CD:
 * `outputs/<environment>.json` with `{ "<root module>": { "<output>": "<text>" } }`. They take the place of the marks in the overlays of that
 * environment. Sensitive ones are never among them.
 */
export class RecordedOutputs {
  /** The outputs of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): RecordedOutputs {
    const root = scope.node.root;
    const known = RecordedOutputs.byRoot.get(root);
    if (known) return known;
    const outputs = new RecordedOutputs(root);
    RecordedOutputs.byRoot.set(root, outputs);
    Problems.of(root).addCheck(() => outputs.check());
    return outputs;
  }

  private static readonly byRoot = new WeakMap<IConstruct, RecordedOutputs>();

  private readonly files = new Map<Environment, OutputsFile>();
  /** Who brings the objects of environments without knowing a state; undefined: nobody does. */
  private puller?: string;

  private secretObjects?: (environment: Environment) => readonly Manifest[];

  private constructor(private readonly root: IConstruct) {}

  /** Records outputs from here on. @param puller who needs it: `Argo CD` */
  public use(puller: string): void {
    this.puller ??= puller;
  }

  /** Records what objects need by which secrets are read from a store, too, from here on. @param objectsIn those of an environment */
  public deliverSecrets(objectsIn: (environment: Environment) => readonly Manifest[]): void {
    this.secretObjects = objectsIn;
  }

  /** Whether outputs are recorded. */
  public get areUsed(): boolean {
    return this.puller !== undefined || this.secretObjects !== undefined || Estate.of(this.root).facts.recordsOutputs;
  }

  /**
   * A workload as an environment has it, with what was recorded. Where something of it is not recorded yet, each container has a variable more,
   * for which there is no value: new pods wait, and those before them go on running.
   */
  public fill<M extends WorkloadModel>(model: M, environment: Environment): M {
    if (!this.areUsed) return model;
    const filled = withSecretNamed(this.filled(model, environment));
    return outputsOfModel(filled).open.length === 0 ? filled : { ...waiting(filled), initContainers: filled.initContainers.map(waiting) };
  }

  /** An object of an environment, with what was recorded. */
  public fillManifest(manifest: Manifest, environment: Environment): Manifest {
    return this.filled(manifest, environment);
  }

  /** The outputs that the workloads of an environment show to everyone, by root module; empty: nothing has to be recorded. */
  public wanted(environment: Environment): OutputNames {
    const used = [
      ...this.workloadsIn(environment).flatMap((workload) => outputsUsedIn(workload, environment).open),
      ...outputsIn(this.secretObjects?.(environment) ?? []),
    ];
    const names = new Map<string, Set<string>>();
    for (const { rootModule, output, keys } of used) names.set(rootModule, (names.get(rootModule) ?? new Set()).add([output, ...keys].join('.')));
    return Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rootModule, all]) => [rootModule, [...all].sort()]));
  }

  private filled<T>(data: T, environment: Environment): T {
    const { values } = this.fileOf(environment);
    return withRecordedTexts(data, ({ rootModule, output, keys }) => values.get(outputKey(rootModule, [output, ...keys])));
  }

  private workloadsIn(environment: Environment): ResolvedWorkload[] {
    return WorkloadRegistry.of(this.root).all().filter((workload) => isIn(workload, environment));
  }

  private fileOf(environment: Environment): OutputsFile {
    let file = this.files.get(environment);
    if (file === undefined) {
      const { layout, outdir } = Estate.of(this.root).facts;
      this.files.set(environment, file = parseOutputsFile(readInputIfThere(path.join(outdir, layout.outputsFile(environment.name))) ?? '{}'));
    }
    return file;
  }

  private check(): void {
    if (!this.areUsed) return;
    const { facts, environments } = Estate.of(this.root);
    const problems = Problems.of(this.root);
    for (const environment of environments.filter(({ _hasOverlay: hasOverlay }) => hasOverlay)) {
      const other = environments.find((each) => each !== environment && each._hasOverlay && each.overlay === environment.overlay);
      if (other !== undefined && Object.keys(this.wanted(environment)).length > 0) {
        problems.add(environment._source, `environment "${environment.name}" has the overlay of "${other.name}", and values of Terraform that are recorded for one of them alone: give it an overlay of its own`);
      }
      const file = facts.layout.outputsFile(environment.name);
      for (const problem of this.fileOf(environment).problems) problems.add(environment._source, `${file} ${problem}`);
      for (const workload of this.workloadsIn(environment)) this.checkWorkload(workload, environment);
    }
  }

  /** Objects and patches are files of their own, the same wherever they are. */
  private checkWorkload(workload: ResolvedWorkload, environment: Environment): void {
    const { kind, name, source, manifests, patches } = workload;
    const places = [undefined, environment];
    const said = places.flatMap((place) => [
      ...manifestsIn(manifests, place).map((declared) => ({ source: declared.source, what: `its object ${declared.file}`, data: declared.manifest as unknown })),
      ...patchesIn(patches, place).map((declared) => ({ source: declared.source, what: 'a patch of it', data: declared.patch as unknown })),
    ]);
    for (const { source: where, what, data } of said) {
      const [used] = outputsIn(data);
      if (used !== undefined) {
        Problems.of(this.root).add(where, `${kind.noun} "${name}" names output "${used.output}" of root module "${used.rootModule}" in ${what}, where nothing that is recorded gets to: use it in an option of the ${kind.noun}`);
      }
    }
    const [secret] = outputsUsedIn(workload, environment).secret;
    if (secret === undefined || this.puller === undefined) return;
    Problems.of(this.root).add(source, `${kind.noun} "${name}" has output "${secret.output}" of root module "${secret.rootModule}" in its Secret, and ${this.puller}, which brings it to environment "${environment.name}", knows no secret of Terraform: have it brought by External Secrets, with project.deliverSecrets(SecretDelivery.externalSecrets(…)), or name a Secret that something else puts there: secretEnv: { NAME: { secret: '…', key: '…' } }`);
  }
}

/** A workload whose Secret of a store has the name that follows from its content, so that pods get another one when a value changes. */
function withSecretNamed<M extends WorkloadModel>(model: M): M {
  const { externalSecret, name, volumes, initContainers } = model;
  if (externalSecret === undefined) return model;
  const { values, templates } = externalSecret;
  const known = outputsSecretName(name);
  const target = `${known}-${createHash('sha256').update(JSON.stringify([values, templates])).digest('hex').slice(0, VERSION_LENGTH)}`;
  const ofTarget = (key: SecretKey): SecretKey => (key.secret === known ? { ...key, secret: target } : key);
  const named = <C extends ContainerModel>(container: C): C => ({
    ...container,
    secretEnv: Object.fromEntries(Object.entries(container.secretEnv).map(([variable, key]) => [variable, ofTarget(key)])),
  });
  return {
    ...named(model),
    initContainers: initContainers.map(named),
    volumes: volumes.map((volume) => {
      const { source } = volume;
      return source.kind === 'secret' && source.name === known ? { ...volume, source: { ...source, name: target } } : volume;
    }),
    externalSecret: { ...externalSecret, target },
  };
}

/** A container that does not start. */
function waiting<C extends ContainerModel>(container: C): C {
  return { ...container, secretEnv: { ...container.secretEnv, [NOT_RECORDED_VARIABLE]: NOT_RECORDED } };
}
