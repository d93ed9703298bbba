import { secretIn } from '../../secrets/secret-value';
import { notCarried } from '../kustomize/carried-text';
import { isObject } from '../kustomize/merge-keys';

/** What was recorded of one environment, and what is wrong with the file that it comes from. */
export interface OutputsFile {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** By what the value of an output is found. */
export function outputKey(rootModule: string, names: readonly string[]): string {
  return `${rootModule} ${names.join('.')}`;
}

/** Takes the text of a file with outputs apart, and says what is wrong with it in words that follow its name. */
export function parseOutputsFile(text: string): OutputsFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { values: new Map(), problems: [`is no JSON: ${(error as Error).message}`] };
  }
  const shape = 'write { "<root module>": { "<output>": "<text>" } }';
  if (!isObject(data)) return { values: new Map(), problems: [`is no object of root modules: ${shape}`] };
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const [rootModule, outputs] of Object.entries(data)) {
    if (!isObject(outputs)) {
      problems.push(`has no object of outputs for root module "${rootModule}": ${shape}`);
      continue;
    }
    for (const [output, value] of Object.entries(outputs)) {
      if (typeof value !== 'string') {
        problems.push(`has ${JSON.stringify(value)} for output "${output}" of root module "${rootModule}", which is no text`);
        continue;
      }
      values.set(outputKey(rootModule, [output]), value);
      const lost = notCarried(value);
      if (lost !== undefined) problems.push(`has ${lost} in output "${output}" of root module "${rootModule}", which kustomize cannot carry`);
      const secret = secretIn(value);
      if (secret !== undefined) problems.push(`has ${secret.what} in output "${output}" of root module "${rootModule}": declare the output sensitive, and take it away from this file and out of the history of the repository`);
    }
  }
  return { values, problems };
}
