import { ConfigurationBlock, locating, ModuleConfiguration } from './module-configuration';
import { RESERVED_VARIABLES } from './names';
import { isVersionConstraint } from './version-syntax';
import { readConstant } from '../hcl/constant';
import { convertValue } from '../hcl/convert-value';
import { parseExpression } from '../hcl/expression-parser';
import { EvaluationError, knownValueOf, NotEvaluated, UNKNOWN } from '../hcl/known-value';
import { readLiteral, readObjectItems } from '../hcl/literal';
import { parseTypeTokens } from '../hcl/parse-type';
import type { ParsedAttribute } from '../hcl/parser';
import { referencesTo } from '../hcl/syntax';
import { HclSyntaxError } from '../hcl/token';
import { ObjectType, TypeConstraint } from '../hcl/type-constraint';

/** Looks for what Terraform refuses in a module that is called, beyond syntax. @throws ConfigurationError at the first of it */
export function checkCalledModule(configuration: ModuleConfiguration): void {
  checkModule(configuration);
  for (const { file, line } of configuration.imports) {
    locating(file, () => { throw new HclSyntaxError('an "import" block is for root modules only', line); });
  }
}

/** Source: HCL syntax specification, identifiers. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
/** What may stand in a block. Source: Terraform language. */
const VARIABLE = ['description', 'default', 'type', 'sensitive', 'nullable', 'ephemeral'];
const OUTPUT = ['description', 'value', 'depends_on', 'sensitive', 'ephemeral'];
const REQUIRED_PROVIDER = ['source', 'version', 'configuration_aliases'];
const PROVIDER_SOURCE = /^(?:(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9_-]*\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/i;

/** Looks for what Terraform refuses in the declarations of a module, beyond their syntax. @throws ConfigurationError at the first of it */
export function checkModule(configuration: ModuleConfiguration): void {
  for (const type of ['resource', 'data', 'ephemeral']) for (const block of configuration.blocks(type)) locating(block.file, () => checkLabels(block, 2));
  for (const variable of configuration.blocks('variable')) locating(variable.file, () => checkVariable(variable));
  for (const output of configuration.blocks('output')) locating(output.file, () => checkOutput(output));
  for (const call of configuration.blocks('module')) locating(call.file, () => checkCall(call));
  for (const provider of configuration.requiredProviders.values()) locating(provider.file, () => checkProvider(provider));
  for (const version of configuration.requiredVersions) {
    locating(version.file, () => checkVersion(readConstant(version.expression, '"required_version"'), 'required_version', version.line));
  }
}

function checkVariable(block: ConfigurationBlock): void {
  const { line, body } = block;
  const name = checkLabels(block, 1);
  if (RESERVED_VARIABLES.includes(name)) throw new HclSyntaxError(`the name "${name}" is reserved in module calls, so no variable can have it`, line);
  checkArguments(block, VARIABLE, ['validation']);
  checkDescription(body.attributes.get('description'));
  const typeAttribute = body.attributes.get('type');
  const type = typeAttribute && parseTypeTokens(typeAttribute.expression);
  if (type) checkDefaults(type, typeAttribute.line);
  const defaultAttribute = body.attributes.get('default');
  const nullable = body.attributes.get('nullable');
  if (defaultAttribute) {
    const value = readConstant(defaultAttribute.expression, `the default of "${name}"`);
    if (value === null && nullable && readLiteral(nullable.expression) === false) throw new HclSyntaxError(`the default of "${name}" is null, though it is not nullable`, defaultAttribute.line);
    checkFits(value, type ?? { kind: 'any' }, `the default of "${name}"`, defaultAttribute.line);
  }
  for (const validation of body.blocks) {
    const condition = validation.body.attributes.get('condition');
    if (!condition || !validation.body.attributes.has('error_message')) throw new HclSyntaxError('a "validation" block has a "condition" and an "error_message"', validation.line);
    if (!referencesTo('var', parseExpression(condition.expression)).has(name)) throw new HclSyntaxError(`the condition has to look at var.${name}`, condition.line);
  }
}

function checkOutput(block: ConfigurationBlock): void {
  checkLabels(block, 1);
  checkArguments(block, OUTPUT, ['precondition']);
  checkDescription(block.body.attributes.get('description'));
  if (!block.body.attributes.has('value')) throw new HclSyntaxError(`output "${block.labels[0]}" has no value`, block.line);
}

function checkCall(block: ConfigurationBlock): void {
  checkLabels(block, 1);
  const source = block.body.attributes.get('source');
  if (!source) throw new HclSyntaxError(`module "${block.labels[0]}" has no source`, block.line);
  if (typeof readConstant(source.expression, `the source of module "${block.labels[0]}"`) !== 'string') throw new HclSyntaxError(`the source of module "${block.labels[0]}" is no text`, source.line);
}

function checkProvider({ name, line, expression }: ParsedAttribute): void {
  const items = readObjectItems(expression);
  if (!items) return checkVersion(readConstant(expression, `the version of provider "${name}"`), `provider "${name}"`, line);
  const unknown = [...items.keys()].find((key) => !REQUIRED_PROVIDER.includes(key));
  if (unknown !== undefined) throw new HclSyntaxError(`provider "${name}" is required with "${unknown}"; it takes ${REQUIRED_PROVIDER.join(', ')}`, line);
  const version = items.get('version');
  if (version) checkVersion(readConstant(version, `the version of provider "${name}"`), `provider "${name}"`, line);
  const source = items.get('source') && readConstant(items.get('source')!, `the source of provider "${name}"`);
  if (source !== undefined && !(typeof source === 'string' && PROVIDER_SOURCE.test(source))) {
    throw new HclSyntaxError(`provider "${name}" has the source ${JSON.stringify(source)}, which is not of the form [host/][namespace/]name`, line);
  }
}

function checkVersion(value: unknown, what: string, line: number): void {
  if (typeof value !== 'string' || !isVersionConstraint(value)) throw new HclSyntaxError(`${what}: ${JSON.stringify(value)} is not a version constraint such as "~> 1.2"`, line);
}

/** @returns the last label */
function checkLabels({ type, labels, line }: ConfigurationBlock, count: number): string {
  if (labels.length !== count) throw new HclSyntaxError(`a ${type} block has ${count === 1 ? 'one label, its name' : 'two labels, its type and its name'}; this one has ${labels.length}`, line);
  if (!IDENTIFIER.test(labels[count - 1])) throw new HclSyntaxError(`${type} ${JSON.stringify(labels[count - 1])} is not a Terraform identifier`, line);
  return labels[count - 1];
}

function checkArguments({ type, labels, body }: ConfigurationBlock, names: readonly string[], blocks: readonly string[]): void {
  const argument = [...body.attributes.values()].find(({ name }) => !names.includes(name));
  if (argument) throw new HclSyntaxError(`${type} "${labels[0]}" has no argument "${argument.name}"; it takes ${names.join(', ')}`, argument.line);
  const block = body.blocks.find((inner) => !blocks.includes(inner.type));
  if (block) throw new HclSyntaxError(`${type} "${labels[0]}" has no block "${block.type}"; it takes ${blocks.join(', ')}`, block.line);
}

function checkDescription(attribute: ParsedAttribute | undefined): void {
  if (attribute) readConstant(attribute.expression, '"description"');
}

/** Defaults of optional attributes fit their types. */
function checkDefaults(type: TypeConstraint, line: number): void {
  switch (type.kind) {
    case 'list': case 'set': case 'map': return checkDefaults(type.element, line);
    case 'tuple': return type.elements.forEach((element) => checkDefaults(element, line));
    case 'object': return type.attributes.forEach((attribute) => checkAttributeDefault(attribute, line));
    default:
  }
}

function checkAttributeDefault({ name, type, defaultValue }: ObjectType['attributes'][number], line: number): void {
  checkDefaults(type, line);
  if (defaultValue !== undefined) checkFits(defaultValue, type, `the default of "${name}"`, line);
}

function checkFits(value: unknown, type: TypeConstraint, what: string, line: number): void {
  try {
    convertValue(knownValueOf(value, () => UNKNOWN), type);
  } catch (error) {
    if (error instanceof NotEvaluated) return;
    if (error instanceof EvaluationError) throw new HclSyntaxError(`${what} does not fit its type: ${error.message}`, line);
    throw error;
  }
}
