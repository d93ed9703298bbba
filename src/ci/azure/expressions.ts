/** Whether Azure Pipelines would put something else in the place of a part of the text, whatever is done about it. */
export function isUnwritable(text: string): boolean {
  return text.includes('$(') || text.startsWith('$[');
}

/**
 * Text of the model as a value that means exactly itself.
 * @throws Error when there is none
 */
export function literal(text: string): string {
  if (isUnwritable(text)) throw new Error(`Azure Pipelines would read ${JSON.stringify(text)} as an expression: take "$(" and "$[" out of it`);
  return text.replaceAll('${{', "${{ '${{' }}");
}

/** Text of the model in a condition. */
export function quoted(text: string): string {
  return `'${literal(text).replaceAll("'", "''")}'`;
}

/** A name as the id of a job or a stage. Labels have no underscore, so no two share one. */
export function id(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_');
}

/** A condition that holds when all that came before went well, and more is true. */
export function whenAlso(...conditions: readonly string[]): string {
  return `and(${['succeeded()', ...conditions].join(', ')})`;
}

/** Whether an output of an earlier step of the job is true. */
export function isOutput(step: string, output: string): string {
  return `eq(variables['${step}.${output}'], 'true')`;
}

/** Forks get neither an identity nor a token that may write. */
export const IS_FORK = "eq(variables['System.PullRequest.IsFork'], 'True')";
