import { HclPlace, hclPlaceOf } from './explain-hcl-line';
import { explainCall, explainInput } from './explain-module-call';
import type { Backend } from '../../clouds/backends/backend';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Explanation, TextLine, variableName } from '../../synth/files/explanation';
import type { RawBlock } from '../declare/declared';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import { callOutputNames } from '../declare/root-module-outputs';
import { HclBlock } from '../hcl/block';
import { renderHcl } from '../hcl/writer';
import type { ResolvedRootModule } from '../resolve/resolved-root-module';

/** Says why the files of one root module in one environment are as they are. */
export class RootModuleExplanations {
  /**
   * @param resolved the root module as it is rendered
   * @param find finds another root module
   */
  constructor(
    private readonly rootModule: RootModule,
    private readonly environment: Environment,
    private readonly resolved: ResolvedRootModule,
    private readonly find: (name: string) => RootModule | undefined,
  ) {}

  /** `main.tf`: in it stand the tags, the states of other root modules, the calls and the blocks, in this order. */
  public mainFile(line?: TextLine): Explanation[] {
    const change = `new Module(${this.variable}, …) or ${this.variable}.addBlock(…)`;
    if (!line) return [this.whole(change)];
    const place = hclPlaceOf(line);
    if (place.path.length === 0) return [this.whole(change)];
    const { tags, remoteStates, calls } = this.resolved;
    let index = place.ordinal;
    if (tags && index-- === 0) return [this.tag(place.path[2])];
    if (index < remoteStates.length) return this.remoteState(remoteStates[index].rootModule);
    index -= remoteStates.length;
    if (index < calls.length) return [this.call(index, place)];
    const raw = this.blocks[Math.min(index - calls.length, this.blocks.length - 1)];
    return [raw ? { what: `a block that was added to ${this.name}`, source: raw.source, change: `${this.variable}.addBlock(…)` } : this.whole(change)];
  }

  /** `terraform.tf`: versions, the type of the backend, providers and, while a state is moved, the guard of it. */
  public versionsFile(line?: TextLine): Explanation[] {
    const whole = this.whole(`${this.variable}.addProvider(…)`);
    if (!line) return [whole];
    const [header, inner, name] = hclPlaceOf(line).path;
    if (header === undefined) return [whole];
    const [type, label] = header.split(' ');
    if (type === 'provider') return [this.provider(unquoted(label))];
    if (type === 'data') return [this.move];
    if (inner?.startsWith('backend ')) return [this.backend];
    if (inner === 'required_providers' && name !== undefined) return [this.provider(name)];
    if (inner === 'required_version') return [{ what: 'the versions of Terraform that every root module works with' }];
    return [whole];
  }

  /** `backend.hcl`: what changes with the key of the state follows from names, all else from the backend. */
  public backendFile(line?: TextLine): Explanation[] {
    const [argument] = line ? hclPlaceOf(line).path : [];
    const { backend } = this.resolved;
    const { name } = this.rootModule;
    const other = this.rootModule._backendIn(this.environment)._configuration(this.environment.name, name, 'another/state');
    if (argument === undefined || JSON.stringify(backend.attributes[argument]) === JSON.stringify(other.attributes[argument])) return [this.backend];
    const { _source, name: environment } = this.environment;
    return [
      { what: `state of ${this.name}`, source: this.rootModule._source, change: `project.addRootModule('${name}', { stateKey: … })` },
      { what: `environment "${environment}"`, source: _source, change: `project.addEnvironment('${environment}', { stateKey: … })` },
    ];
  }

  /** `outputs.tf` */
  public outputsFile(line?: TextLine): Explanation[] {
    const change = `${this.variable}.addOutput(…)`;
    const name = line && labelOf(hclPlaceOf(line));
    if (name === undefined) return [this.whole(change)];
    const declared = this.rootModule._outputs.get(name);
    if (declared) return [{ what: `output "${name}" of ${this.name}`, source: declared.source, change: `${this.variable}.addOutput('${name}', …)` }];
    const [offered] = [...callOutputNames(this.rootModule)].find(([, output]) => output === name) ?? [];
    const call = this.rootModule._calls.find(({ callId }) => offered?.startsWith(`${callId}.`));
    if (!call || offered === undefined) return [this.whole(change)];
    const { dir, _library: library } = call._moduleSource;
    return [{
      what: `output "${offered.slice(call.callId.length + 1)}" of module "${call.callId}"`,
      source: call._source,
      change: library ? change : `an output block in ${dir}`,
    }];
  }

  /** `variables.tf` */
  public variablesFile(line?: TextLine): Explanation[] {
    const name = line && labelOf(hclPlaceOf(line));
    const declared = name === undefined ? undefined : this.rootModule._variables.get(name);
    if (!declared) return [this.whole(`${this.variable}.addVariable(…)`)];
    return [{ what: `variable "${name}" of ${this.name}`, source: declared.source, change: `${this.variable}.addVariable('${name}', …)` }];
  }

  private call(index: number, { path: [, input, key] }: HclPlace): Explanation {
    const call = this.rootModule._calls[index];
    // A `source` that is no input is the module itself.
    if (input === undefined || input === '' || !Object.hasOwn(this.resolved.calls[index].inputs, input)) return explainCall(call, this.environment);
    return explainInput(call, this.environment, input, key);
  }

  private tag(key: string | undefined): Explanation {
    const source = key === 'environment' ? this.environment._source : key === 'root_module' ? this.rootModule._source : undefined;
    const [call] = this.rootModule._calls;
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
        const call = this.rootModule._calls[index];
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
    const call = this.rootModule._calls.find(({ _interface }) => _interface?.providers.has(name));
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

/** The label of the block that a line belongs to: `vpc_id` of `output "vpc_id"`. */
function labelOf({ path: [header] }: HclPlace): string | undefined {
  return header === undefined ? undefined : unquoted(header.split(' ')[1] ?? '');
}

function unquoted(label: string): string {
  return label.replace(/^"|"$/g, '');
}
