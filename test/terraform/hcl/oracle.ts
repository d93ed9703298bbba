import { parse } from '@cdktn/hcl2json';
import { ExpectedBody, ExpectedCall } from './random-document';

interface PendingCall {
  readonly args: string;
  readonly expected: readonly unknown[];
  readonly path: string;
}

/**
 * Compares what a real HCL parser reads in the texts with what was meant.
 *
 * @returns the differences; none when the parser agrees
 */
export async function compareWithParser(documents: readonly { readonly text: string; readonly expected: ExpectedBody }[]): Promise<string[]> {
  // All documents in one file, because a call of the parser costs more than most documents.
  const file = documents.map(({ text }, index) => `document "${index}" {\n${text}}\n`).join('');
  const { document } = await parse('main.tf', file) as { readonly document: Record<string, readonly unknown[]> };
  const comparison = new Comparison();
  documents.forEach(({ expected }, index) => comparison.body(document[index][0], expected, `document ${index}`));
  await comparison.finishCalls();
  return comparison.differences;
}

class Comparison {
  public readonly differences: string[] = [];
  private calls: PendingCall[] = [];

  public body(actual: unknown, expected: ExpectedBody, path: string): void {
    if (!isObject(actual)) return this.differ(path, 'a body', actual);
    expected.attributes.forEach((value, name) => this.value(actual[name], value, `${path}.${name}`));

    const bodies = new Map<string, ExpectedBody[]>();
    for (const block of expected.blocks) {
      const key = JSON.stringify(block.path);
      bodies.set(key, [...(bodies.get(key) ?? []), block.body]);
    }
    for (const [key, repeated] of bodies) {
      const found = (JSON.parse(key) as string[]).reduce<unknown>((level, name) => (isObject(level) ? level[name] : undefined), actual);
      if (!Array.isArray(found) || found.length !== repeated.length) this.differ(path, `${repeated.length} × ${key}`, found);
      else repeated.forEach((body, index) => this.body(found[index], body, `${path}.${key}[${index}]`));
    }

    const names = new Set([...expected.attributes.keys(), ...expected.blocks.map((block) => block.path[0])]);
    Object.keys(actual).filter((name) => !names.has(name)).forEach((name) => this.differ(`${path}.${name}`, 'nothing', actual[name]));
  }

  /** Parses the arguments of the calls that were met, and of the calls in these, and so on. */
  public async finishCalls(): Promise<void> {
    while (this.calls.length > 0) {
      const calls = this.calls;
      this.calls = [];
      const lists = await parse('arguments.tf', calls.map(({ args }, index) => `call${index} = [${args}]\n`).join(''));
      calls.forEach(({ expected, path }, index) => this.value(lists[`call${index}`], expected, `${path}(…)`));
    }
  }

  private value(actual: unknown, expected: unknown, path: string): void {
    if (expected instanceof ExpectedCall) {
      this.call(actual, expected, path);
    } else if (Array.isArray(expected)) {
      if (!Array.isArray(actual) || actual.length !== expected.length) this.differ(path, expected, actual);
      else expected.forEach((item, index) => this.value(actual[index], item, `${path}[${index}]`));
    } else if (isObject(expected)) {
      if (!isObject(actual)) return this.differ(path, expected, actual);
      for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) this.value(actual[key], expected[key], `${path}[${JSON.stringify(key)}]`);
    } else if (actual !== expected) {
      this.differ(path, expected, actual);
    }
  }

  private call(actual: unknown, { name, args }: ExpectedCall, path: string): void {
    const [open, close] = [`\${${name}(`, ')}'];
    if (typeof actual !== 'string' || !actual.startsWith(open) || !actual.endsWith(close)) return this.differ(path, `a call of ${name}`, actual);
    this.calls.push({ args: actual.slice(open.length, -close.length), expected: args, path });
  }

  private differ(path: string, expected: unknown, actual: unknown): void {
    this.differences.push(`${path}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(actual)}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
