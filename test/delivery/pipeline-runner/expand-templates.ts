import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asText, Contexts, evaluate } from './expression';
import type { Parameter, Pipeline, Stage, Step } from '../../../src/ci/azure/pipeline';

/** A pipeline with its templates in it and no expression of compile time left. */
export interface ExpandedPipeline extends Omit<Pipeline, 'jobs' | 'stages'> {
  readonly stages: readonly Stage[];
}

/**
 * Reads a pipeline as Azure Pipelines does when a run starts: parameters are checked, expressions evaluated and templates
 * put in their place.
 * @param given parameters of the run
 */
export function expandPipeline(repository: string, file: string, given: Readonly<Record<string, string>> = {}): ExpandedPipeline {
  const document = parse(readFileSync(join(repository, file), 'utf-8')) as Pipeline;
  const { parameters, ...rest } = document;
  const values = parametersOf(file, parameters ?? [], given);
  const expanded = expand(rest, { parameters: values }, repository) as Pipeline;
  const stages = 'stages' in expanded ? expanded.stages : [{ stage: '__default', displayName: 'Run', dependsOn: [], jobs: expanded.jobs }];
  return { ...expanded, stages };
}

/** The values of parameters; one that is missing, not known or not allowed is refused. */
function parametersOf(file: string, declared: readonly Parameter[], given: Readonly<Record<string, string>>): Record<string, string> {
  for (const name of Object.keys(given)) {
    if (!declared.some((parameter) => parameter.name === name)) throw new Error(`${file}: Unexpected parameter '${name}'`);
  }
  return Object.fromEntries(declared.map(({ name, values, default: fallback }) => {
    const value = given[name] ?? fallback;
    if (value === undefined) throw new Error(`${file}: A value for the '${name}' parameter must be provided.`);
    if (values !== undefined && !values.includes(value)) throw new Error(`${file}: The '${name}' parameter value '${value}' is not allowed`);
    return [name, value];
  }));
}

function expand(node: unknown, contexts: Contexts, repository: string): unknown {
  if (typeof node === 'string') return node.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => asText(evaluate(expression, contexts)));
  if (Array.isArray(node)) return node.flatMap((item: unknown) => includedSteps(item, contexts, repository) ?? [expand(item, contexts, repository)]);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expand(value, contexts, repository)]));
}

/** The steps of a template; undefined when the item includes none. */
function includedSteps(item: unknown, contexts: Contexts, repository: string): Step[] | undefined {
  const { template, parameters: given } = (item ?? {}) as { readonly template?: string; readonly parameters?: object };
  if (template === undefined) return undefined;
  if (!template.startsWith('/')) throw new Error(`${template} is relative to the file that includes it, which the generated ones never are`);
  const { parameters, steps } = parse(readFileSync(join(repository, template), 'utf-8')) as { parameters?: Parameter[]; steps: Step[] };
  const values = parametersOf(template, parameters ?? [], expand(given ?? {}, contexts, repository) as Record<string, string>);
  return expand(steps, { parameters: values }, repository) as Step[];
}
