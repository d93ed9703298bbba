import { locating, ModuleConfiguration } from './module-configuration';
import { parseExpression } from '../hcl/expression-parser';
import type { ParsedBody } from '../hcl/parser';
import { childrenOf, Syntax, traversalOf } from '../hcl/syntax';
import { HclSyntaxError } from '../hcl/token';

/** Whether something is declared, for all that is known elsewhere; undefined: the configuration says. @param names such as `module`, `vpc`, `vpc_id` */
export type IsDeclared = (names: readonly string[]) => boolean | undefined;

/** Arguments whose words are no references to values. */
const NO_VALUES = ['provider', 'providers', 'ignore_changes', 'replace_triggered_by', 'depends_on', 'type', 'configuration_aliases'];
/** What can be referred to without being declared. */
const ALWAYS_THERE = ['each', 'count', 'self', 'path', 'terraform'];
/** Kinds of blocks whose expressions refer to what the module declares. */
const HOLDERS = ['variable', 'output', 'module', 'resource', 'data', 'ephemeral', 'check', 'provider'];

/** What is known by three names. */
const LONG = ['data', 'ephemeral', 'module'];

/** Looks for references to what nobody declares. @throws ConfigurationError at the first one */
export function checkReferences(configuration: ModuleConfiguration, isElsewhere: IsDeclared = () => undefined): void {
  for (const type of HOLDERS) {
    for (const block of configuration.blocks(type)) locating(block.file, () => checkBody(block.body, configuration, isElsewhere, new Set()));
  }
  for (const local of configuration.locals.values()) locating(local.file, () => checkSyntax(local, configuration, isElsewhere, new Set()));
}

function checkBody(body: ParsedBody, configuration: ModuleConfiguration, isElsewhere: IsDeclared, own: ReadonlySet<string>): void {
  for (const attribute of body.attributes.values()) if (!NO_VALUES.includes(attribute.name)) checkSyntax(attribute, configuration, isElsewhere, own);
  for (const block of body.blocks) {
    // A dynamic block has a name for its items.
    const iterator = block.type === 'dynamic' ? block.body.attributes.get('iterator')?.expression[0]?.text ?? block.labels[0] : undefined;
    const inner = iterator === undefined ? own : new Set([...own, iterator]);
    const withoutIterator = new Map([...block.body.attributes].filter(([name]) => block.type !== 'dynamic' || name !== 'iterator'));
    checkBody({ ...block.body, attributes: withoutIterator }, configuration, isElsewhere, inner);
  }
}

function checkSyntax({ expression, line }: { readonly expression: Parameters<typeof parseExpression>[0]; readonly line: number },
  configuration: ModuleConfiguration, isElsewhere: IsDeclared, own: ReadonlySet<string>): void {
  let syntax: Syntax;
  try {
    syntax = parseExpression(expression);
  } catch {
    // What is odd about it is Terraform's to report.
    return;
  }
  const undeclared = firstUndeclared(syntax, configuration, isElsewhere, own);
  if (undeclared !== undefined) throw new HclSyntaxError(`it refers to ${undeclared}, which nobody declares`, line);
}

/** The first reference in an expression that leads to nothing. */
export function firstUndeclared(
  syntax: Syntax, configuration: ModuleConfiguration, isElsewhere: IsDeclared, own: ReadonlySet<string>,
): string | undefined {
  const names = traversalOf(syntax);
  if (names) return own.has(names[0]) || (isElsewhere(names) ?? isDeclared(names, configuration)) ? undefined : names.slice(0, LONG.includes(names[0]) ? 3 : 2).join('.');
  const bound = syntax.kind === 'for' ? [syntax.keyName ?? '', syntax.valueName] : syntax.kind === 'splat' ? ['*'] : [];
  const inner = bound.length > 0 ? new Set([...own, ...bound]) : own;
  for (const child of childrenOf(syntax)) {
    const found = firstUndeclared(child, configuration, isElsewhere, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isDeclared([root, ...names]: readonly string[], configuration: ModuleConfiguration): boolean {
  // A whole such as `var` alone is another mistake.
  if (names.length === 0) return true;
  switch (root) {
    case 'var': return configuration.block('variable', names[0]) !== undefined;
    case 'local': return configuration.locals.has(names[0]);
    case 'module': return configuration.block('module', names[0]) !== undefined;
    case 'data':
    case 'ephemeral': return names.length < 2 || configuration.block(root, names[0], names[1]) !== undefined || isInCheck(configuration, root, names);
    default: return ALWAYS_THERE.includes(root) || configuration.block('resource', root, names[0]) !== undefined;
  }
}

/** A `check` block has data sources of its own. */
function isInCheck(configuration: ModuleConfiguration, type: string, names: readonly string[]): boolean {
  return configuration.blocks('check').some(({ body }) => body.blocks.some((block) => block.type === type && block.labels[0] === names[0] && block.labels[1] === names[1]));
}
