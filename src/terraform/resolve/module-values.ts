import { attempt, settledInput, valueOfExpression } from './known-values';
import { evaluate, Names } from '../hcl/evaluate';
import type { HclExpression } from '../hcl/expression';
import { parseExpression } from '../hcl/expression-parser';
import { isEntries, KnownValue, number as numberValue, string, toNumber, toText, tuple, UNKNOWN } from '../hcl/known-value';
import { childrenOf, Syntax, traversalOf } from '../hcl/syntax';
import type { HclToken } from '../hcl/token';
import type { ConfigurationBlock } from '../interface/module-configuration';
import type { ModuleInterface } from '../interface/module-interface';

/** A resource that a module makes. */
export interface MadeResource {
  readonly type: string;
  /** Those of its arguments that are given. */
  readonly names: readonly string[];
  /** The value of an argument, as far as it is known. */
  readonly argument: (name: string) => KnownValue;
}

/**
 * What is known, before Terraform runs, of the values in a module that is called with certain inputs. Of what it makes once for each element of an input (`for_each`, `count`)
 * the keys and the number are known, and with them the keys of the outputs that are made of it.
 */
export class ModuleValues {
  private readonly known = new Map<string, KnownValue | undefined>();

  /** @param valueOf gives the value of an expression among the inputs */
  constructor(
    private readonly module: ModuleInterface, private readonly inputs: Readonly<Record<string, unknown>>,
    private readonly valueOf: (expression: HclExpression) => KnownValue = valueOfExpression,
  ) {}

  /** An output, as far as it is known. */
  public output(name: string): KnownValue {
    return this.computed(this.module.outputs.get(name)?.value) ?? UNKNOWN;
  }

  /** What it makes, each with what is known of its arguments. */
  public resources(): MadeResource[] {
    return this.module.wholeConfiguration.blocks('resource').flatMap((block) => {
      const { labels: [type], body: { attributes } } = block;
      const argument = (name: string, own: Names) => this.computed(attributes.get(name)?.expression, own) ?? UNKNOWN;
      return this.instancesOf(block).map((own) => ({ type, names: [...attributes.keys()], argument: (name: string) => argument(name, own) }));
    });
  }

  /** What `each` and `count` stand for in each that a block makes; none where that is not known. */
  private instancesOf({ body: { attributes } }: ConfigurationBlock): Names[] {
    const forEach = attributes.get('for_each')?.expression;
    const count = attributes.get('count')?.expression;
    if (forEach === undefined && count === undefined) return [new Map()];
    const each = this.computed(forEach);
    const items = each && isEntries(each) ? [...each.entries] : each?.kind === 'set' ? each.items.map((item) => [toText(item), item] as const) : [];
    const number = attempt(() => toNumber(this.computed(count) ?? UNKNOWN)) ?? 0;
    return [
      ...items.map(([key, value]) => namesOf('each', { key: string(key), value })),
      ...Array.from({ length: number }, (_, index) => namesOf('count', { index: numberValue(index) })),
    ];
  }

  private computed(expression: readonly HclToken[] | undefined, own: Names = new Map()): KnownValue | undefined {
    if (expression === undefined) return undefined;
    try {
      const syntax = parseExpression(expression);
      // The rest of the module need not be read for an attribute of a resource, which only Terraform knows.
      if (isAttributeOfResource(syntax)) return UNKNOWN;
      return attempt(() => evaluate(syntax, new Map([...this.namesIn(syntax), ...own])));
    } catch {
      // What is odd about it is Terraform's to report.
      return undefined;
    }
  }

  private namesIn(syntax: Syntax): Names {
    const objects = new Map<string, Map<string, KnownValue>>();
    for (const [root, name] of pairsIn(syntax)) {
      const value = this.named(root, name);
      if (value !== undefined) objects.set(root, new Map(objects.get(root)).set(name, value));
    }
    return new Map([...objects].map(([root, entries]) => [root, { kind: 'object', entries }]));
  }

  /** Undefined: the module declares nothing of that name, so that it is one of the expression's own. */
  private named(root: string, name: string): KnownValue | undefined {
    const key = `${root}.${name}`;
    if (!this.known.has(key)) {
      // What leads back to itself is Terraform's to report.
      this.known.set(key, UNKNOWN);
      this.known.set(key, this.find(root, name));
    }
    return this.known.get(key);
  }

  private find(root: string, name: string): KnownValue | undefined {
    const { inputs, wholeConfiguration: { locals } } = this.module;
    if (root === 'var') {
      const input = inputs.get(name);
      return input && (attempt(() => settledInput(input, this.inputs, this.valueOf)) ?? UNKNOWN);
    }
    if (root === 'local') return this.computed(locals.get(name)?.expression) ?? UNKNOWN;
    const block = root === 'module' ? this.module.wholeConfiguration.block('module', name) : this.module.wholeConfiguration.block('resource', root, name);
    return block && this.repeated(block);
  }

  /** What a block makes, by its keys or numbers where it makes several. */
  private repeated({ body: { attributes } }: ConfigurationBlock): KnownValue {
    const each = this.computed(attributes.get('for_each')?.expression);
    const count = this.computed(attributes.get('count')?.expression);
    return attempt(() => {
      if (each && isEntries(each)) return objectOf([...each.entries.keys()]);
      if (each?.kind === 'set') return objectOf(each.items.map(toText));
      return count === undefined ? UNKNOWN : tuple(Array.from({ length: toNumber(count) }, () => UNKNOWN));
    }) ?? UNKNOWN;
  }
}

function namesOf(root: string, values: Readonly<Record<string, KnownValue>>): Names {
  return new Map([[root, { kind: 'object', entries: new Map(Object.entries(values)) }]]);
}

function objectOf(keys: readonly string[]): KnownValue {
  return { kind: 'object', entries: new Map(keys.map((key) => [key, UNKNOWN])) };
}

function isAttributeOfResource(syntax: Syntax): boolean {
  const [root, ...names] = traversalOf(syntax) ?? [];
  return names.length > 1 && !['var', 'local', 'module'].includes(root);
}

/** The first two names of whatever an expression refers to. */
function pairsIn(syntax: Syntax): Array<readonly [root: string, name: string]> {
  const own = syntax.kind === 'attribute' && syntax.object.kind === 'name' ? [[syntax.object.name, syntax.name] as const] : [];
  return [...own, ...childrenOf(syntax).flatMap(pairsIn)];
}
