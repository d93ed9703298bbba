import { plainOptions } from '../../synth/declare/plain-options';
import { Reference } from '../../terraform/declare/reference';
import { HclElement } from '../../terraform/hcl/element';
import type { HclExpression } from '../../terraform/hcl/expression';
import { HclTemplate } from '../../terraform/hcl/template';

/** An output that stands in a text. */
export interface UsedOutput {
  /** Name of the root module, which is that of the environment for which the text is. */
  readonly rootModule: string;
  /** Name of the output in its state. */
  readonly output: string;
  /** Which element of it, by keys of maps and objects and numbers of lists; empty: all of it. */
  readonly keys: readonly string[];
}

/** What stands in a text for an output: `${terraform.database.postgresql_host}`, and for an element of one `${terraform.network.vpc_subnet_ids.data}`. */
const MARK = /\$\{terraform\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)((?:\.[A-Za-z0-9_-]+)*)\}/g;
const KEY = /^[A-Za-z0-9_-]+$/;

/**
 * Options as they were given, with a mark in the place of every output and of every text that is composed of outputs. Another expression of
 * Terraform's becomes text that ends the run: only Terraform could compute it. To be called where the user declares something.
 */
export function withOutputs<T>(options: T): T {
  return plainOptions(options, (late) => textOf(late as HclExpression));
}

/** The text of what was declared with outputs in it. */
export function declaredText(value: string | HclExpression): string {
  return typeof value === 'string' ? value : textOf(value) ?? value._mark();
}

/** How an output is written in a text. */
export function outputMark({ rootModule, output, keys }: UsedOutput): string {
  return `\${terraform.${[rootModule, output, ...keys].join('.')}}`;
}

/** Whether a text has an output in it. */
export function hasOutput(text: string): boolean {
  return text.search(MARK) >= 0;
}

/** A text with values in the place of its outputs; those without a value stay. */
export function withValues(text: string, valueOf: (used: UsedOutput) => string | undefined): string {
  return text.replace(MARK, (mark, rootModule: string, output: string, keys: string) => valueOf({ rootModule, output, keys: keys.split('.').slice(1) }) ?? mark);
}

/** The outputs in all texts of data, each once, in the order in which they stand there. Instances of classes are data by what they consist of. */
export function outputsIn(data: unknown): UsedOutput[] {
  const found = new Map<string, UsedOutput>();
  collect(data, found);
  return [...found.values()];
}

function collect(data: unknown, found: Map<string, UsedOutput>): void {
  if (typeof data === 'string') {
    if (!data.includes('${terraform.')) return;
    for (const [mark, rootModule, output, keys] of data.matchAll(MARK)) found.set(mark, { rootModule, output, keys: keys.split('.').slice(1) });
  } else if (typeof data === 'object' && data !== null) {
    for (const value of Object.values(partsOf(data))) collect(value, found);
  }
}

/** Constructs belong to others, and what is said of a workload holds a few: what they consist of is not searched. */
function partsOf(data: object): object {
  if ('node' in data) return [];
  if ('_content' in data) return [data._content];
  return data;
}

/** Undefined: it is neither an output, nor an element of one, nor text with such in it. */
function textOf(expression: HclExpression): string | undefined {
  if (expression instanceof HclTemplate) {
    const parts = expression._parts().map((part) => (typeof part === 'string' ? part : textOf(part)));
    return parts.includes(undefined) ? undefined : parts.join('');
  }
  const keys: string[] = [];
  let whole = expression;
  for (; whole instanceof HclElement; whole = whole._collection) keys.unshift(`${whole._key instanceof Object ? '?' : whole._key}`);
  if (!(whole instanceof Reference) || !keys.every((key) => KEY.test(key))) return undefined;
  return outputMark({ rootModule: whole._target.rootModule, output: whole._offeredAs(), keys });
}
