import { IConstruct } from 'constructs';
import { SourceLocation } from './source-location';

/** Where the user declared this construct, or the nearest declared thing that it belongs to. */
export function declaredAt(construct: IConstruct): SourceLocation | undefined {
  for (const scope of construct.node.scopes.reverse()) {
    const source = (scope as { readonly _source?: unknown })._source;
    if (source instanceof SourceLocation) return source;
  }
  return undefined;
}
