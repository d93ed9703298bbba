/** Which attribute of which resource an output is, where it is nothing else: by that it is known how it looks. */
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import { offeredCallOutput } from '../declare/root-module-outputs';
import { parseExpression } from '../hcl/expression-parser';
import type { Syntax } from '../hcl/syntax';

/** An attribute of a resource, or of each of several. */
export interface ResourceAttribute {
  readonly type: string;
  readonly attribute: string;
}

/** What a name of a `for` or of a splat stands for. */
type Bound = ReadonlyMap<string, Syntax>;

/** The attribute that an output of a root module is, also of each element where it is a list or a map; undefined: it is something else. */
export function outputAttribute(rootModule: RootModule, name: string): ResourceAttribute | undefined {
  const value = valueOf(rootModule, name);
  if (value === undefined) return undefined;
  try {
    return attributeOf(parseExpression(value), new Map());
  } catch {
    // What cannot be parsed is reported where it is written.
    return undefined;
  }
}

/** The expression of an output of a module that the root module calls. */
function valueOf(rootModule: RootModule, name: string): Parameters<typeof parseExpression>[0] | undefined {
  const declared = rootModule._outputs.get(name)?.options.value;
  const target = declared instanceof Reference && declared._target.rootModule === rootModule.name ? declared._target : undefined;
  if (target?.callId !== undefined) {
    return rootModule._calls.find(({ callId }) => callId === target.callId)?._interface?.outputs.get(target.output)?.value;
  }
  const offered = offeredCallOutput(rootModule, name);
  return offered?.call._interface?.outputs.get(offered.output)?.value;
}

function attributeOf(syntax: Syntax, bound: Bound): ResourceAttribute | undefined {
  switch (syntax.kind) {
    case 'attribute': {
      const type = resourceOf(syntax.object, bound);
      return type === undefined ? undefined : { type, attribute: syntax.name };
    }
    case 'for': return attributeOf(syntax.result, new Map(bound).set(syntax.valueName, syntax.collection));
    case 'splat': return attributeOf(syntax.each, new Map(bound).set('*', syntax.object));
    case 'index': return attributeOf(syntax.object, bound);
    case 'conditional': return attributeOf(syntax.whenTrue, bound) ?? attributeOf(syntax.whenFalse, bound);
    case 'call': return ['coalesce', 'concat', 'one', 'try'].includes(syntax.name) ? attributeOf(syntax.args[0], bound) : undefined;
    default: return undefined;
  }
}

/** The type of a resource, or of several under one name. */
function resourceOf(syntax: Syntax, bound: Bound): string | undefined {
  switch (syntax.kind) {
    case 'name': {
      const value = bound.get(syntax.name);
      return value === undefined ? undefined : resourceOf(value, new Map());
    }
    case 'index': return resourceOf(syntax.object, bound);
    case 'attribute': return syntax.object.kind === 'name' && !bound.has(syntax.object.name) ? syntax.object.name : undefined;
    default: return undefined;
  }
}
