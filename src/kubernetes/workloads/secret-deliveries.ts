import * as path from 'node:path';
import { IConstruct } from 'constructs';
import { isIn } from './declarations';
import { RecordedOutputs } from './recorded-outputs';
import { WorkloadRegistry } from './workload-registry';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Closing } from '../../synth/declare/closing';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';
import { LIBRARY_DIR } from '../../terraform/declare/library-module';
import { ROOT_MODULES } from '../../terraform/declare/root-module';
import type { ModuleCall } from '../../terraform/declare/root-module-call';
import { HclExpression } from '../../terraform/hcl/expression';
import { Hcl } from '../../terraform/hcl/hcl';
import { STORE_NAME } from '../manifests/external-secret';
import { commonLabels } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { outputsSecretName } from '../manifests/outputs-secret';
import type { StoredValueModel } from '../models/external-secret-model';
import type { WorkloadModel } from '../models/workload-model';
import type { SecretDelivery } from '../options/secret-delivery';
import { SecretStore, STORE_READER } from '../options/secret-store';
import { declaredText, outputMark, UsedOutput, withValues } from '../outputs/output-text';

/** An object of a store, by the file in the overlay of its environment. */
interface StoreObject {
  readonly file: string;
  readonly manifest: Manifest;
}

const STORE_FILE = 'secret-store.yaml';
const READER_FILE = 'secret-store-reader.yaml';

/** How the sensitive outputs of an estate get to its workloads. */
export class SecretDeliveries {
  /** Those of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): SecretDeliveries {
    const root = scope.node.root;
    const known = SecretDeliveries.byRoot.get(root) ?? new SecretDeliveries(root);
    SecretDeliveries.byRoot.set(root, known);
    return known;
  }

  private static readonly byRoot = new WeakMap<IConstruct, SecretDeliveries>();

  private told?: { readonly delivery: SecretDelivery; readonly source: SourceLocation };

  private constructor(private readonly root: IConstruct) {}

  /** Says how, once for the estate. */
  public deliver(delivery: SecretDelivery): void {
    Closing.of(this.root).assertOpen(() => 'how secrets are delivered');
    const source = SourceLocation.capture();
    if (this.told !== undefined) {
      Problems.of(this.root).add(source, 'how secrets are delivered is said twice: say it once');
      return;
    }
    this.told = { delivery, source };
    if (delivery._store === undefined) return;
    WorkloadRegistry.of(this.root).noteChange();
    const recorded = RecordedOutputs.of(this.root);
    recorded.deliverSecrets((environment) => this.objectsIn(environment).map(({ manifest }) => manifest));
    WorkloadRegistry.of(this.root).eachOverlay((overlay) => {
      const { environment } = overlay;
      const explain = () => [{ what: `the store of secrets of environment "${environment.name}"`, source, change: 'project.deliverSecrets(…)' }];
      for (const file of [STORE_FILE, READER_FILE]) {
        overlay._addManifest(file, () => {
          const found = this.objectsIn(environment).find((object) => object.file === file)?.manifest;
          return found && recorded.fillManifest(found, environment);
        }, explain);
      }
    });
    Problems.of(this.root).addCheck(() => this.check(source));
  }

  /** The store of secrets; undefined: the deployment delivers. */
  public get store(): SecretStore | undefined {
    return this.told?.delivery._store;
  }

  /** What the store says in an environment, and where that was declared; undefined: there is none. */
  public userIn(environment: Environment): { readonly data: unknown; readonly source: SourceLocation } | undefined {
    return this.told && { data: this.objectsIn(environment), source: this.told.source };
  }

  /** The objects by which the store is read in an environment, with marks; none where no workload needs it. */
  public objectsIn(environment: Environment): StoreObject[] {
    const { store, root } = this;
    if (store === undefined || this.readersIn(environment).length === 0) return [];
    const { facts } = Estate.of(root);
    const provider = cloudOf(facts, environment)._in(store._parts.provider);
    if (provider === undefined) return [];
    const labels = commonLabels(facts.projectName);
    return [
      { file: STORE_FILE, manifest: { apiVersion: store._parts.apiVersion, kind: 'SecretStore', metadata: { name: STORE_NAME, labels }, spec: { provider } } },
      {
        file: READER_FILE,
        manifest: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: STORE_READER, labels, annotations: store._parts.accountAnnotations },
          automountServiceAccountToken: false,
        },
      },
    ];
  }

  /** A workload with an ExternalSecret in the place of the Secret that the deployment would write. */
  public apply<M extends WorkloadModel>(model: M): M {
    const { store } = this;
    if (store === undefined || Object.keys(model.secretValues).length === 0) return model;
    const values = new Map<string, StoredValueModel>();
    const templates = Object.entries(model.secretValues).map(([key, text]) => [key, withValues(escaped(text), (used) => {
      const mark = outputMark(used);
      const known = values.get(mark) ?? this.storedValue(store, used, `value${values.size}`);
      if (known === undefined) return undefined;
      values.set(mark, known);
      return `{{ .${known.name} }}`;
    })]);
    const externalSecret = {
      apiVersion: store._parts.apiVersion,
      target: outputsSecretName(model.name),
      values: [...values.values()],
      templates: Object.fromEntries(templates) as Record<string, string>,
    };
    return { ...model, secretValues: {}, externalSecret };
  }

  /** How an output is found in the store; undefined: its root module does not write it there. */
  private storedValue({ _parts: { module, namesOutput } }: SecretStore, used: UsedOutput, name: string): StoredValueModel | undefined {
    const rootModule = ROOT_MODULES.in(this.root).all.find((each) => each.name === used.rootModule);
    const dir = path.join(LIBRARY_DIR, module);
    for (const call of rootModule?._calls.filter(({ _moduleSource }) => _moduleSource.interfaceDir === dir) ?? []) {
      const key = keyOf(call, outputMark(used));
      if (key === undefined) continue;
      const elementOf = (output: string) => declaredText(Hcl.element(call.output(output), key));
      return { name, key: namesOutput === undefined ? key : elementOf(namesOutput), version: elementOf('versions') };
    }
    return undefined;
  }

  private readersIn(environment: Environment): string[] {
    const workloads = WorkloadRegistry.of(this.root).all().filter((workload) => isIn(workload, environment));
    return workloads.filter((workload) => workload.model(environment).externalSecret !== undefined).map(({ name }) => name);
  }

  private check(source: SourceLocation): void {
    const { facts, environments } = Estate.of(this.root);
    const places = environments.filter((environment) => environment.runsServices && this.readersIn(environment).length > 0);
    if (places.length === 0) {
      Problems.of(this.root).add(source, 'SecretDelivery.externalSecrets delivers nothing, since no workload takes a sensitive output of Terraform: give one to secretEnv or Volume.secretFiles, or take it away');
    }
    for (const environment of places.filter((each) => cloudOf(facts, each)._in(this.store!._parts.provider) === undefined)) {
      const [reader] = this.readersIn(environment);
      Problems.of(this.root).add(source, `workload "${reader}" takes a sensitive output in environment "${environment.name}", which is on another cloud than the store of secrets: keep the workload out of it, or refer to a Secret that something else puts there`);
    }
  }
}

/** The key under which a call writes an output to the store. */
function keyOf(call: ModuleCall, mark: string): string | undefined {
  for (const { inputs } of call._inputLayers()) {
    const values: unknown = inputs.values;
    if (typeof values !== 'object' || values === null || values instanceof HclExpression) continue;
    const found = Object.entries(values).find(([, value]) => value instanceof HclExpression && declaredText(value) === mark);
    if (found) return found[0];
  }
  return undefined;
}

/** Text that a template leaves as it is. */
function escaped(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
