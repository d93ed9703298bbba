import * as path from 'path';
import type { RootModulesByName } from './reference-links';
import { withoutHeader } from '../../synth/files/header';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { offeredCallOutput } from '../declare/root-module-outputs';
import { HclExpression } from '../hcl/expression';
import { parseExpressionText } from '../hcl/expression-parser';
import { isPlainObject } from '../hcl/value';
import { renderHcl } from '../hcl/writer';
import { isConfigurationFile } from '../interface/configuration-files';
import { ConfigurationText, ModuleConfiguration } from '../interface/module-configuration';
import { MarksByName, ModuleMarks, refusedEphemeral } from '../interface/module-marks';
import { stateLabel } from '../interface/names';
import { attributeMarks, flattened, Marks, marksOf, together, UNMARKED } from '../interface/value-marks';

/** Files of the user's own. */
export interface OwnFiles {
  /** Their folder, absolute. */
  readonly dir: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Stands for a reference in the text of an expression, with its number. */
const REFERENCE = 'reference';

/** Sensitive and ephemeral values of all root modules of an estate. */
export class EstateMarks {
  private readonly known = new Map<RootModule, RootModuleMarks>();

  /** @param own gives the files of the user's own in the folder of a root module, of one environment */
  constructor(private readonly all: RootModulesByName, public readonly own: (rootModule: RootModule) => OwnFiles) {}

  public of(rootModule: RootModule): RootModuleMarks {
    let marks = this.known.get(rootModule);
    if (!marks) {
      marks = new RootModuleMarks(rootModule, this);
      this.known.set(rootModule, marks);
    }
    return marks;
  }

  /** @param label of the data source that reads its state */
  public labelled(label: string): RootModuleMarks | undefined {
    const root = this.all.get(label) ?? [...this.all.values()].find(({ name }) => stateLabel(name) === label);
    return root && this.of(root);
  }

  public named(name: string): RootModuleMarks | undefined {
    const root = this.all.get(name);
    return root && this.of(root);
  }
}

/** Sensitive and ephemeral values of one root module, in all its environments together. */
export class RootModuleMarks {
  private readonly references: Reference[] = [];
  private readonly calls = new Map<ModuleCall, ModuleMarks | undefined>();
  private readonly open = new Set<string>();
  private own?: ModuleMarks;

  constructor(private readonly rootModule: RootModule, private readonly estate: EstateMarks) {}

  /** The marks of a value that is given in this root module. */
  public ofValue(value: unknown): Marks {
    if (value instanceof Reference) return this.ofReference(value);
    if (value instanceof HclExpression) return this.ofExpression(value);
    if (Array.isArray(value)) return together(value.map((item) => this.ofValue(item)));
    if (!isPlainObject(value)) return UNMARKED;
    const attributes = Object.entries(value).map(([name, item]) => [name, this.ofValue(item)] as const);
    return attributes.every(([, marks]) => marks === UNMARKED) ? UNMARKED : { ...UNMARKED, attributes: new Map(attributes) };
  }

  /** The marks of an output of a call. */
  public ofCall(call: ModuleCall, output: string): Marks {
    const declared = call._interface?.outputs.get(output);
    const key = `${call.callId}.${output}`;
    if (!declared || this.open.has(key)) return UNMARKED;
    this.open.add(key);
    try {
      const own: Marks = { sensitive: declared.sensitive ? 'yes' : 'no', ephemeral: declared.ephemeral ? 'yes' : 'no' };
      return together([own, flattened(this.insideOf(call)?.output(output) ?? UNMARKED)]);
    } finally {
      this.open.delete(key);
    }
  }

  /** What Terraform refuses about ephemeral values that a call gives or makes. */
  public problemsOf(call: ModuleCall): string[] {
    const inside = this.insideOf(call);
    if (!call._interface || !inside) return [];
    const given = refusedEphemeral(call._interface.configuration, this.inputsOf(call));
    return [
      ...given.map((name) => `gives an ephemeral value for the input "${name}", which the module does not declare ephemeral`),
      ...(call._moduleSource._library ? [] : inside.problems().map((problem) => `cannot use ${call._moduleSource.dir}: ${problem}`)),
    ];
  }

  /** The marks of what the user's own files and blocks declare beside the generated ones. @param dir folder of the root module, absolute */
  public around(configuration: ModuleConfiguration, dir: string): ModuleMarks {
    return new ModuleMarks(configuration, new Map(), dir, this.find);
  }

  /** The marks of an output by the name under which another root module reads it. */
  public offered(name: string): Marks {
    const own = this.rootModule._outputs.get(name);
    if (own) return own.options.sensitive ? { ...UNMARKED, sensitive: 'yes' } : flattened(this.once(`output ${name}`, () => this.ofValue(own.options.value)));
    const offered = offeredCallOutput(this.rootModule, name);
    return offered === undefined ? flattened(this.ownMarks().output(name)) : this.ofCall(offered.call, offered.output);
  }

  private ofCallNamed(id: string, output: string): Marks {
    const call = this.rootModule._calls.find(({ callId }) => callId === id);
    return call ? this.ofCall(call, output) : UNMARKED;
  }

  private once(key: string, compute: () => Marks): Marks {
    if (this.open.has(key)) return UNMARKED;
    this.open.add(key);
    try {
      return compute();
    } finally {
      this.open.delete(key);
    }
  }

  private ofReference({ _target: { rootModule, callId, output } }: Reference): Marks {
    const isOwn = rootModule === this.rootModule.name;
    const target = isOwn ? this : this.estate.named(rootModule);
    if (!target) return UNMARKED;
    const marks = callId === undefined ? target.offered(output) : target.ofCallNamed(callId, output);
    return isOwn ? marks : fromState(marks);
  }

  private ofExpression(expression: HclExpression): Marks {
    try {
      return marksOf(parseExpressionText(this.textOf(() => expression._render(''))), (names) => this.ownMarks().find(names));
    } catch {
      // What cannot be written or parsed is reported where it is written.
      return UNMARKED;
    }
  }

  /** Renders with a name of its own for every reference. */
  private textOf(render: () => string): string {
    return Reference._resolving((reference) => `${REFERENCE}.r${this.references.push(reference) - 1}`, render);
  }

  /** What the blocks and files of the user's own declare. */
  private ownMarks(): ModuleMarks {
    this.own ??= new ModuleMarks(this.ownConfiguration(), new Map(), this.estate.own(this.rootModule).dir, this.find);
    return this.own;
  }

  private ownConfiguration(): ModuleConfiguration {
    try {
      const blocks = this.rootModule._blocks.map(({ block }, index): ConfigurationText => ({ name: `block ${index}`, text: this.textOf(() => renderHcl([block])) }));
      const { texts } = this.estate.own(this.rootModule);
      const files = [...texts].filter(([name, text]) => isConfigurationFile(path.posix.basename(name)) && withoutHeader(text) === text);
      return ModuleConfiguration.of([...blocks, ...files.map(([name, text]): ConfigurationText => ({ name, text }))]);
    } catch {
      return ModuleConfiguration.of([]);
    }
  }

  private readonly find = ([root, first, ...names]: readonly string[]): Marks | undefined => {
    if (root === REFERENCE) return attributeMarks(this.ofReference(this.references[Number(first.slice(1))]), names);
    if (root === 'var') {
      const variable = this.rootModule._variables.get(first);
      return variable && { ...UNMARKED, sensitive: variable.options.sensitive ? 'yes' : 'no' };
    }
    if (root === 'module') {
      const call = this.rootModule._calls.find(({ callId }) => callId === first);
      return call && names.length > 0 ? attributeMarks(this.ofCall(call, names[0]), names.slice(1)) : undefined;
    }
    if (root === 'data' && first === 'terraform_remote_state') {
      const target = this.estate.labelled(names[0]);
      return target && names[2] !== undefined ? fromState(target.offered(names[2])) : undefined;
    }
    return undefined;
  };

  private inputsOf(call: ModuleCall): MarksByName {
    const names = new Set(call._inputLayers().flatMap(({ inputs }) => Object.keys(inputs)));
    const marks = [...names].map((name) => [name, together(call._inputLayers().map(({ inputs }) => this.ofValue(inputs[name])))] as const);
    return new Map(marks.filter(([, mark]) => mark !== UNMARKED));
  }

  /** Undefined where nothing can be learnt from the inside: in a module of this package that is given nothing special, or one that cannot be read. */
  private insideOf(call: ModuleCall): ModuleMarks | undefined {
    if (!this.calls.has(call)) {
      this.calls.set(call, undefined);
      this.calls.set(call, this.makeInside(call));
    }
    return this.calls.get(call);
  }

  private makeInside(call: ModuleCall): ModuleMarks | undefined {
    const module = call._interface;
    if (!module) return undefined;
    const inputs = this.inputsOf(call);
    if (!call._moduleSource._library) return new ModuleMarks(module.configuration, inputs, module.dir);
    return inputs.size === 0 ? undefined : new ModuleMarks(ModuleConfiguration.read(module.dir), inputs, module.dir);
  }
}

/** Terraform does not know what was sensitive in another state; to hide it all the same is right. */
function fromState(marks: Marks): Marks {
  return flattened(marks).sensitive === 'no' ? UNMARKED : { sensitive: 'perhaps', ephemeral: 'no' };
}
