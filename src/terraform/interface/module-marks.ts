import * as path from 'path';
import type { ConfigurationBlock, ModuleConfiguration } from './module-configuration';
import { ModuleInterface } from './module-interface';
import { isPerhapsSecret } from './secret-attributes';
import { attributeMarks, FindMarks, Marks, marksOf, together, UNMARKED } from './value-marks';
import { parseExpression } from '../hcl/expression-parser';
import { readLiteral } from '../hcl/literal';
import type { ParsedBody } from '../hcl/parser';
import type { Syntax } from '../hcl/syntax';
import { HclSyntaxError, HclToken } from '../hcl/token';

/** Marks by name. */
export type MarksByName = ReadonlyMap<string, Marks>;

/** What is said about itself in a `module` block, and no input. */
const META_ARGUMENTS = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on'];
/** Modules that call each other in a circle are Terraform's to report. */
const DEEPEST = 20;
/** What comes from elsewhere: nothing is known about it but that it may be ephemeral. */
const FROM_ELSEWHERE: Marks = { sensitive: 'no', ephemeral: 'perhaps' };

/** Follows sensitive and ephemeral values through a module, with what a call gives to it. */
export class ModuleMarks {
  private readonly locals = new Map<string, Marks>();
  private readonly children = new Map<string, ModuleMarks | undefined>();

  /**
   * @param inputs marks of what the call gives, by variable
   * @param dir folder of the module, to which the paths of the modules that it calls are relative
   * @param known gives the marks of what is declared elsewhere than in the configuration
   */
  constructor(
    private readonly configuration: ModuleConfiguration, private readonly inputs: MarksByName, private readonly dir: string,
    private readonly known: (names: readonly string[]) => Marks | undefined = () => undefined, private readonly depth = 0,
  ) {}

  /** The marks of an output. */
  public output(name: string): Marks {
    const block = this.configuration.block('output', name);
    if (!block) return UNMARKED;
    const value = block.body.attributes.get('value');
    const marks = value ? marksOf(syntaxOf(value.expression), this.find) : UNMARKED;
    return {
      sensitive: isSet(block, 'sensitive') ? 'yes' : marks.sensitive,
      ephemeral: isSet(block, 'ephemeral') ? 'yes' : marks.ephemeral,
      attributes: marks.attributes,
    };
  }

  /** What an output of a root module would show or store, though it must not. */
  public exposed(name: string): 'sensitive' | 'ephemeral' | undefined {
    const block = this.configuration.block('output', name);
    const value = block?.body.attributes.get('value');
    const { sensitive, ephemeral } = value ? together([marksOf(syntaxOf(value.expression), this.find)]) : UNMARKED;
    if (ephemeral === 'yes') return 'ephemeral';
    return block && sensitive === 'yes' && !isSet(block, 'sensitive') ? 'sensitive' : undefined;
  }

  /** What Terraform refuses about ephemeral values, here and in the modules that are called. */
  public problems(): string[] {
    const outputs = this.configuration.blocks('output').flatMap((block) => {
      const value = block.body.attributes.get('value');
      const { ephemeral } = value ? together([marksOf(syntaxOf(value.expression), this.find)]) : UNMARKED;
      if (ephemeral === 'yes' && !isSet(block, 'ephemeral')) return [`${block.file}:${block.line}: output "${block.labels[0]}" gives an ephemeral value: declare it ephemeral`];
      if (ephemeral === 'no' && isSet(block, 'ephemeral')) return [`${block.file}:${block.line}: output "${block.labels[0]}" is declared ephemeral, but its value is not`];
      return [];
    });
    const resources = this.configuration.blocks('resource').filter(({ labels }) => labels[0] === 'terraform_data').flatMap((block) =>
      (together([this.marksOfBody(block.body, ['input']), this.marksOfBody(block.body, ['triggers_replace'])]).ephemeral === 'yes'
        ? [`${block.file}:${block.line}: terraform_data "${block.labels[1]}" would store an ephemeral value`] : []));
    const calls = this.configuration.blocks('module').flatMap((block) => {
      const child = this.child(block.labels[0]);
      return child ? [...child.refusedInputs(block), ...child.problems().map((problem) => `in module "${block.labels[0]}": ${problem}`)] : [];
    });
    return [...outputs, ...resources, ...calls];
  }

  private refusedInputs({ file, line, labels }: ConfigurationBlock): string[] {
    return refusedEphemeral(this.configuration, this.inputs).map((name) => `${file}:${line}: module "${labels[0]}" is given an ephemeral value for "${name}", which is not declared ephemeral`);
  }

  /** Gives the marks of what is declared in the module. */
  public readonly find: FindMarks = ([root, ...names]) => this.known([root, ...names]) ?? this.findOwn(root, names);

  private findOwn(root: string, names: readonly string[]): Marks {
    switch (root) {
      case 'var': return attributeMarks(this.variable(names[0]), names.slice(1));
      case 'local': return attributeMarks(this.local(names[0]), names.slice(1));
      case 'module': return this.ofModule(names);
      case 'data': return this.resource('data', names);
      case 'ephemeral': return { sensitive: 'no', ephemeral: 'yes' };
      case 'terraform': return names[0] === 'applying' ? { sensitive: 'no', ephemeral: 'yes' } : UNMARKED;
      case 'each': case 'count': case 'self': case 'path': return UNMARKED;
      default: return this.resource('resource', [root, ...names]);
    }
  }

  private variable(name: string | undefined): Marks {
    const block = name === undefined ? undefined : this.configuration.block('variable', name);
    const given = (name !== undefined && this.inputs.get(name)) || UNMARKED;
    if (!block) return given;
    return {
      sensitive: isSet(block, 'sensitive') ? 'yes' : given.sensitive,
      ephemeral: isSet(block, 'ephemeral') ? 'yes' : given.ephemeral,
      attributes: given.attributes,
    };
  }

  private local(name: string | undefined): Marks {
    const attribute = name === undefined ? undefined : this.configuration.locals.get(name);
    if (!attribute) return UNMARKED;
    let marks = this.locals.get(name!);
    if (!marks) {
      // A value that needs itself is Terraform's to report.
      this.locals.set(name!, UNMARKED);
      marks = marksOf(syntaxOf(attribute.expression), this.find);
      this.locals.set(name!, marks);
    }
    return marks;
  }

  private ofModule([name, output, ...names]: readonly string[]): Marks {
    const child = this.child(name);
    if (!child) return FROM_ELSEWHERE;
    if (output === undefined) return together(child.configuration.blocks('output').map(({ labels }) => child.output(labels[0])));
    return attributeMarks(child.output(output), names);
  }

  private child(name: string): ModuleMarks | undefined {
    if (!this.children.has(name)) {
      this.children.set(name, undefined);
      this.children.set(name, this.makeChild(name));
    }
    return this.children.get(name);
  }

  private makeChild(name: string): ModuleMarks | undefined {
    const block = this.configuration.block('module', name);
    const source = block && readLiteral(block.body.attributes.get('source')?.expression ?? []);
    if (!block || this.depth > DEEPEST || typeof source !== 'string' || !/^\.\.?\//.test(source)) return undefined;
    const dir = path.join(this.dir, source);
    const module = tryRead(dir);
    if (!module) return undefined;
    const inputs = [...block.body.attributes].filter(([argument]) => !META_ARGUMENTS.includes(argument))
      .map(([argument, { expression }]) => [argument, marksOf(syntaxOf(expression), this.find)] as const);
    return new ModuleMarks(module.configuration, new Map(inputs), dir, undefined, this.depth + 1);
  }

  /** Terraform marks what a resource was given a marked value for; what a provider itself hides is guessed. */
  private resource(mode: 'resource' | 'data', [type, name, ...names]: readonly string[]): Marks {
    if (type === undefined || name === undefined) return UNMARKED;
    const block = this.configuration.block(mode, type, name);
    const given = block ? this.marksOfBody(block.body, names) : UNMARKED;
    return isPerhapsSecret(type, names) ? together([given, { sensitive: 'perhaps', ephemeral: 'no' }]) : given;
  }

  private marksOfBody(body: ParsedBody, [name, ...names]: readonly string[]): Marks {
    const attributes = [...body.attributes.values()].filter((attribute) => name === undefined || attribute.name === name);
    const blocks = body.blocks.filter(({ type }) => type !== 'lifecycle' && type !== 'provisioner' && type !== 'connection' && (name === undefined || type === name));
    return together([
      ...attributes.map(({ expression }) => attributeMarks(marksOf(syntaxOf(expression), this.find), names)),
      ...blocks.map((block) => this.marksOfBody(block.body, names)),
    ]);
  }
}

/** The variables that are given an ephemeral value, and are not declared so. */
export function refusedEphemeral(configuration: ModuleConfiguration, inputs: MarksByName): string[] {
  return [...inputs].filter(([name, marks]) => {
    const block = configuration.block('variable', name);
    return block && !isSet(block, 'ephemeral') && together([marks]).ephemeral === 'yes';
  }).map(([name]) => name);
}

function isSet(block: ConfigurationBlock, flag: 'sensitive' | 'ephemeral'): boolean {
  const attribute = block.body.attributes.get(flag);
  const value = attribute && readLiteral(attribute.expression);
  return value === true || value === 'true';
}

/** An expression that cannot be parsed is Terraform's to report. */
function syntaxOf(expression: readonly HclToken[]): Syntax {
  try {
    return parseExpression(expression);
  } catch (error) {
    if (error instanceof HclSyntaxError) return { kind: 'opaque', parts: [] };
    throw error;
  }
}

function tryRead(dir: string): ModuleInterface | undefined {
  try {
    return ModuleInterface.read(dir);
  } catch {
    return undefined;
  }
}
