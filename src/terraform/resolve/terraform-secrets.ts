import { findSecrets, SecretFinding } from '../../secrets/find-secrets';
import { namesSecret } from '../../secrets/secret-name';
import { knownSecretIn, mayBeSecret } from '../../secrets/secret-value';
import { SecretFindings } from '../../synth/declare/secret-findings';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { HclAttribute, HclBlock } from '../hcl/block';
import { HclExpression } from '../hcl/expression';
import { HclHeredoc } from '../hcl/heredoc';
import { HclTemplate } from '../hcl/template';
import { isPlainObject } from '../hcl/value';

/** Notes what looks like a secret in what was declared for a root module; a value of a sensitive variable is one whatever it looks like. */
export function findRootModuleSecrets(rootModule: RootModule): void {
  const add = (place: string, source: SourceLocation, found: readonly SecretFinding[]) => {
    SecretFindings.of(rootModule).add(found, { scope: rootModule, source, subject: `root module "${rootModule.name}"`, place, wayOut: WAY_OUT });
  };
  for (const call of rootModule._calls) {
    for (const { inputs, source } of call._inputLayers()) add(`the inputs of module "${call.callId}"`, source, secretsOfInputs(call, inputs));
  }
  for (const [name, { options, source }] of rootModule._providers) add(`provider "${name}"`, source, secretsIn(options.configuration, name));
  for (const [name, { options, source }] of rootModule._variables) {
    add('the default of a variable', source, valueOf(name, options.defaultValue, options.sensitive ?? false));
  }
  for (const [name, { options, source }] of rootModule._outputs) add('an output', source, valueOf(name, options.value, false));
  for (const { block, source } of rootModule._blocks) add(`a block "${block._header()}"`, source, secretsOfBlock(block));
}

const WAY_OUT = 'declare a variable that is sensitive and give its value as TF_VAR_… in the environment, or let Terraform make or read it';
const SENSITIVE = 'a plain value of a variable that is sensitive';

/** An expression as `textOf` writes it. */
const COMPUTED = /^\$\{[^]*\}$/;
/** A literal inside of an expression, with its name: what else is assigned there is computed. */
const GIVEN = /([A-Za-z][\w.-]{0,100})"?\s{0,9}[=:]\s{0,9}"((?:[^"\\$%]|\\.)+)"/g;

function secretsOfInputs(call: ModuleCall, inputs: { readonly [name: string]: any }): SecretFinding[] {
  return Object.entries(inputs).flatMap(([name, value]) => valueOf(name, value, call._interface?.inputs.get(name)?.sensitive ?? false));
}

function valueOf(name: string, value: unknown, isSensitive: boolean): SecretFinding[] {
  const found = secretsIn({ [name]: value }, name);
  if (!isSensitive || found.length > 0) return found;
  const literal = literalIn(plainOf(value));
  return literal === undefined ? [] : [{ name, what: SENSITIVE, values: [literal] }];
}

function secretsIn(data: unknown, name: string): SecretFinding[] {
  return findSecrets(plainOf(data), { name, isReference: (value) => COMPUTED.test(value) });
}

function secretsOfBlock(block: HclBlock): SecretFinding[] {
  const { type, labels } = block._kind();
  const [name] = labels;
  const fields = fieldsOf(block);
  if (type === 'variable' && name !== undefined) return valueOf(name, fields.default, fields.sensitive === true);
  if (type === 'output' && name !== undefined) return valueOf(name, fields.value, false);
  return secretsIn(fields, type);
}

/** The block as plain data: nested blocks as lists under their type. */
function fieldsOf(block: HclBlock): { readonly [name: string]: unknown } {
  const fields: { [name: string]: unknown } = {};
  const nested = new Map<string, unknown[]>();
  for (const item of block._items()) {
    if (item instanceof HclAttribute) fields[item.name] = item.value;
    else if (item instanceof HclBlock) nested.set(item._kind().type, [...nested.get(item._kind().type) ?? [], fieldsOf(item)]);
  }
  return { ...Object.fromEntries(nested), ...fields };
}

/** The text of a literal somewhere in a value that holds nothing else. */
function literalIn(value: unknown): string | undefined {
  if (typeof value === 'string') return mayBeSecret(value) ? value : undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const leaves = Object.values(value).map(literalIn);
  return leaves.length > 0 && !leaves.includes(undefined) ? leaves[0] : undefined;
}

/** A value with the text of its expressions, as far as that is text: what they compute is known to Terraform alone. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof HclExpression) return textOf(value);
  return isPlainObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainOf(item)])) : value;
}

function textOf(expression: HclExpression): string {
  const text = rendered(expression);
  if (expression instanceof HclHeredoc) return text;
  const literal = /^"((?:[^"\\$%]|\\.)*)"$/.exec(text)?.[1];
  if (literal !== undefined) return literal;
  if (expression instanceof HclTemplate) return text.slice(1, -1);
  const given = [...text.matchAll(GIVEN)].find(([, name]) => namesSecret(name));
  if (given) return `${given[1]}=${given[2]}`;
  return knownSecretIn(text) ? text : `\${${text}}`;
}

/** What cannot be written is a problem of its own. */
function rendered(expression: HclExpression): string {
  try {
    return expression._render('');
  } catch {
    return '';
  }
}
