import { explainCall, explainInput } from './explain-module-call';
import { renderBackendFile, renderMainFile, renderOutputsFile, renderTerraformFile, renderVariablesFile } from './render-root-module';
import type { Backend } from '../../clouds/backends/backend';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Cause, explainByOmission, ExplainedText } from '../../synth/files/explain-by-omission';
import { Explanation, TextLine, variableName } from '../../synth/files/explanation';
import type { RawBlock } from '../declare/declared';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { offeredCallOutput } from '../declare/root-module-outputs';
import { HclBlock } from '../hcl/block';
import { HclExpression } from '../hcl/expression';
import { renderHcl } from '../hcl/writer';
import type { ResolvedRootModule } from '../resolve/resolved-root-module';

/** Says why the files of one root module in one environment are as they are: each line by what it would not be there without. */
export class RootModuleExplanations {
  /**
   * @param resolved the root module as it is rendered
   * @param guard what stands behind the providers in `terraform.tf` while its state is moved
   * @param find finds another root module
   */
  constructor(
    private readonly rootModule: RootModule,
    private readonly environment: Environment,
    private readonly resolved: ResolvedRootModule,
    private readonly guard: string,
    private readonly find: (name: string) => RootModule | undefined,
  ) {}

  /** `main.tf` */
  public mainFile(line?: TextLine): Explanation[] {
    const whole = this.whole(`new Module(${this.variable}, …) or ${this.variable}.addBlock(…)`);
    return explainHcl({ declared: this.resolved, render: renderMainFile, causes: (root) => this.causesInMain(root), whole }, line);
  }

  /** `terraform.tf`: versions, the type of the backend, providers and, while a state is moved, the guard of it. */
  public versionsFile(line?: TextLine): Explanation[] {
    const declared = { root: this.resolved, guard: this.guard };
    const render = ({ root, guard }: DeclaredVersions) => renderTerraformFile(root, guard);
    const whole = this.whole(`${this.variable}.addProvider(…)`);
    return explainHcl({ declared, render, causes: (versions) => this.causesInVersions(versions), whole }, line);
  }

  /** `backend.hcl`: what changes with the key of the state follows from names, all else from the backend. */
  public backendFile(line?: TextLine): Explanation[] {
    const causes = (root: ResolvedRootModule) => this.causesInBackend(root);
    return explainHcl({ declared: this.resolved, render: renderBackendFile, causes, whole: this.backend }, line);
  }

  /** `outputs.tf` */
  public outputsFile(line?: TextLine): Explanation[] {
    const causes = (root: ResolvedRootModule) => root.outputs.map((output) => ({
      explanation: this.output(output.name),
      otherwise: [{ ...root, outputs: without(root.outputs, output) }],
    }));
    return explainHcl({ declared: this.resolved, render: renderOutputsFile, causes, whole: this.whole(`${this.variable}.addOutput(…)`) }, line);
  }

  /** `variables.tf` */
  public variablesFile(line?: TextLine): Explanation[] {
    const causes = (root: ResolvedRootModule) => root.variables.map((variable) => ({
      explanation: this.declaredVariable(variable.name),
      otherwise: [{ ...root, variables: without(root.variables, variable) }],
    }));
    const render = (root: ResolvedRootModule) => renderVariablesFile(root) ?? '';
    return explainHcl({ declared: this.resolved, render, causes, whole: this.whole(`${this.variable}.addVariable(…)`) }, line);
  }

  private* causesInMain(root: ResolvedRootModule): Iterable<Cause<ResolvedRootModule>> {
    for (const [index, call] of root.calls.entries()) {
      const declared = this.calls[index];
      const withInputs = (inputs: Readonly<Record<string, unknown>>) => {
        return { ...root, calls: root.calls.map((other) => (other === call ? { ...call, inputs } : other)) };
      };
      for (const key of keysOf(call.inputs.tags)) {
        const explanation = explainInput(declared, this.environment, 'tags', key);
        yield { explanation, otherwise: [withInputs({ ...call.inputs, tags: omit(call.inputs.tags as object, key) })] };
      }
      for (const input of Object.keys(call.inputs)) {
        yield { explanation: explainInput(declared, this.environment, input), otherwise: [withInputs(omit(call.inputs, input))] };
      }
      yield { explanation: explainCall(declared, this.environment), otherwise: [{ ...root, calls: without(root.calls, call) }] };
    }
    for (const state of root.remoteStates) {
      const [explanation, ...others] = this.remoteState(state.rootModule);
      yield { explanation, others, otherwise: [{ ...root, remoteStates: without(root.remoteStates, state) }] };
    }
    for (const key of keysOf(root.tags)) yield { explanation: this.tag(key), otherwise: [{ ...root, tags: omit(root.tags!, key) }] };
    yield { explanation: this.tag(undefined), otherwise: [{ ...root, tags: undefined }] };
    const change = `${this.variable}.addBlock(…)`;
    for (const index of root.blocks.keys()) {
      const explanation = { what: `a block that was added to ${this.name}`, source: this.blocks[index].source, change };
      yield { explanation, otherwise: [{ ...root, blocks: root.blocks.filter((_, other) => other !== index) }] };
    }
  }

  private* causesInVersions({ root, guard }: DeclaredVersions): Iterable<Cause<DeclaredVersions>> {
    // Texts are known by the list of their providers, so each of these has one of its own.
    const anew = () => ({ ...root, providers: [...root.providers] });
    if (guard !== '') yield { explanation: this.move, otherwise: [{ root, guard: '' }] };
    for (const provider of root.providers) {
      yield { explanation: this.provider(provider.name), otherwise: [{ root: { ...root, providers: without(root.providers, provider) }, guard }] };
    }
    yield { explanation: this.backend, otherwise: [{ root: { ...anew(), backendType: 'another' }, guard }] };
    const explanation = { what: 'the versions of Terraform that every root module works with' };
    yield { explanation, otherwise: [{ root: { ...anew(), requiredVersion: 'another' }, guard }] };
  }

  private* causesInBackend(root: ResolvedRootModule): Iterable<Cause<ResolvedRootModule>> {
    const { name, _source: source } = this.rootModule;
    const { name: environment, _source } = this.environment;
    const backend = this.rootModule._backendIn(this.environment)._configuration(environment, name, 'another/state');
    yield {
      explanation: { what: `state of ${this.name}`, source, change: `project.addRootModule('${name}', { stateKey: … })` },
      others: [{ what: `environment "${environment}"`, source: _source, change: `project.addEnvironment('${environment}', { stateKey: … })` }],
      otherwise: [{ ...root, backend }],
    };
  }

  /** The calls, in the order in which they were resolved. */
  private get calls(): readonly ModuleCall[] {
    return this.rootModule._callsIn(this.environment);
  }

  private output(name: string): Explanation {
    const change = `${this.variable}.addOutput(…)`;
    const declared = this.rootModule._outputs.get(name);
    if (declared) return { what: `output "${name}" of ${this.name}`, source: declared.source, change: `${this.variable}.addOutput('${name}', …)` };
    const offered = offeredCallOutput(this.rootModule, name);
    if (offered === undefined) return this.whole(change);
    const { call, output } = offered;
    const { dir, _library: library } = call._moduleSource;
    return {
      what: `output "${output}" of module "${call.callId}"`,
      source: call._source,
      change: library ? change : `an output block in ${dir}`,
    };
  }

  private declaredVariable(name: string): Explanation {
    const { source } = this.rootModule._variables.get(name)!;
    return { what: `variable "${name}" of ${this.name}`, source, change: `${this.variable}.addVariable('${name}', …)` };
  }

  private tag(key: string | undefined): Explanation {
    const source = key === 'environment' ? this.environment._source : key === 'root_module' ? this.rootModule._source : undefined;
    const [call] = this.calls;
    const change = call && `${variableName(call.callId)}.override(${variableName(this.environment.name)}, { tags: { … } }) for one module`;
    return { what: key === undefined ? `tags of ${this.name}` : `tag "${key}" of ${this.name}`, source, change };
  }

  /** The first input that reads the state, and the backend where it is. */
  private remoteState(name: string): Explanation[] {
    const target = this.find(name);
    const backend = target ? [backendOf(target, this.environment)] : [];
    for (const [index, { inputs }] of this.resolved.calls.entries()) {
      for (const [input, value] of Object.entries(inputs)) {
        const output = referencedOutput(name, input, value);
        if (output === undefined) continue;
        const call = this.calls[index];
        const { source, change } = explainInput(call, this.environment, input);
        return [{ what: `output "${output}" of root module "${name}", which input "${input}" of module "${call.callId}" reads`, source, change }, ...backend];
      }
    }
    return [{ what: `an output of root module "${name}", which ${this.name} reads`, source: this.rootModule._source }, ...backend];
  }

  private provider(name: string): Explanation {
    const declared = this.rootModule._providers.get(name);
    const what = `provider "${name}" of ${this.name}`;
    const change = `${this.variable}.addProvider('${name}', …)`;
    if (declared) return { what, source: declared.source, change };
    const cloud = cloudOf(Estate.of(this.rootModule).facts, this.environment);
    if (name === cloud._supplier.provider.name) return { what: `provider "${name}" of the cloud`, source: cloud._source, change: changeOf(this.environment, '_cloud', 'cloud') };
    const call = this.calls.find(({ _interface }) => _interface?.providers.has(name));
    const block = this.blocks.find((raw) => raw.block._header().split(' ')[1]?.replace(/"/g, '').startsWith(name));
    return { what: call ? `${what}, which module "${call.callId}" needs` : what, source: (call?._source ?? block?.source ?? this.rootModule._source), change };
  }

  /** Why a state has to be moved before anything is planned. */
  private get move(): Explanation {
    const { name, _source, _states } = this.rootModule;
    const what = `the state of ${this.name} that is to be moved`;
    if (_states.movedFrom === undefined) return { what, source: this.rootModule._backendIn(this.environment)._source, change: 'backend.movedFrom(…)' };
    return { what, source: _source, change: `project.addRootModule('${name}', { movedFrom: … })` };
  }

  private get backend(): Explanation {
    return backendOf(this.rootModule, this.environment);
  }

  private get blocks(): RawBlock[] {
    return this.rootModule._blocks.filter(({ environments }) => environments?.includes(this.environment) ?? true);
  }

  private whole(change: string): Explanation {
    return { what: this.name, source: this.rootModule._source, change };
  }

  private get name(): string {
    return `root module "${this.rootModule.name}" in ${this.environment.name}`;
  }

  private get variable(): string {
    return variableName(this.rootModule.name);
  }
}

/** The declarations behind `terraform.tf`. */
interface DeclaredVersions {
  readonly root: ResolvedRootModule;
  /** What keeps a state from being planned before it is moved, as text. */
  readonly guard: string;
}

/** Why the states of a root module are where they are. */
function backendOf(rootModule: RootModule, environment: Environment): Explanation {
  const change = rootModule._ownBackend === undefined
    ? changeOf(environment, '_backend', 'backend')
    : `project.addRootModule('${rootModule.name}', { backend: … })`;
  return explainBackend(rootModule._backendIn(environment), change);
}

/** @param change what changes it in `.projenrc.ts` */
export function explainBackend(backend: Backend, change = 'new FeiyueProject({ backend: … })'): Explanation {
  return { what: `backend "${backend.type}"`, source: backend._source, change };
}

/** Where an option is said that an environment may have for itself. */
function changeOf(environment: Environment, own: '_cloud' | '_backend', option: string): string {
  return environment[own] === undefined ? `new FeiyueProject({ ${option}: … })` : `project.addEnvironment('${environment.name}', { ${option}: … })`;
}

/** The output of a root module that a value refers to; undefined: it refers to none. */
function referencedOutput(rootModule: string, input: string, value: unknown): string | undefined {
  let found: string | undefined;
  Reference._resolving(({ _target }) => {
    if (_target.rootModule === rootModule) found ??= _target.output;
    return 'null';
  }, () => renderHcl([new HclBlock('module', [], { [input]: value })]));
  return found;
}

/** Explains HCL by omission. How far apart an argument stands from its value follows from those around it. */
function explainHcl<T>({ render, ...explained }: ExplainedText<T>, line?: TextLine): Explanation[] {
  const unaligned = (text: string) => text.replace(/ += /g, ' = ');
  const at = line && { ...line, lines: line.lines.map(unaligned) };
  return explainByOmission({ ...explained, render: (declared: T) => unaligned(render(declared)) }, at);
}

function without<T>(all: readonly T[], one: T): T[] {
  return all.filter((other) => other !== one);
}

function omit<T extends object>(record: T, key: string): T {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T;
}

/** The keys of a record whose lines can go one by one; without its only one it would be written in another way. */
function keysOf(value: unknown): string[] {
  const keys = typeof value === 'object' && value !== null && !(value instanceof HclExpression) ? Object.keys(value) : [];
  return keys.length > 1 ? keys : [];
}
