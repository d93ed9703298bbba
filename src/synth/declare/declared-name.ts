import { Construct } from 'constructs';
import { Problems } from './problems';
import { SourceLocation } from './source-location';
import { isDnsLabel } from '../../text/names';
import { isReservedName } from '../../worktree/path-rules';

/**
 * Whether a name is a DNS-1123 label that can name a folder on every system; one that is not is reported. It is what folders, state
 * prefixes, namespaces and the names of cloud resources all accept.
 * @param remedy what else the report says, for instance a name that would do
 */
export function checkLabel(scope: Construct, source: SourceLocation, kind: string, name: string, remedy = ''): boolean {
  const problem = labelProblem(name);
  if (problem !== undefined) Problems.of(scope).add(source, `${kind} ${JSON.stringify(name)} ${problem}${remedy}`);
  return problem === undefined;
}

/** The legal name that comes closest to `name`. */
export function nearestLabel(name: string): string {
  const label = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '') || 'estate';
  return isReservedName(label) ? `${label}-estate` : label;
}

function labelProblem(name: string): string | undefined {
  if (!isDnsLabel(name)) return 'is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit';
  if (isReservedName(name)) return 'is a reserved name on Windows, where no folder can be called so: give it another one';
  return undefined;
}
