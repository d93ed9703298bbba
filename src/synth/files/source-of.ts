import { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { SourceLocation } from '../declare/source-location';

/** Where the user declared this construct, or the nearest declared thing that it belongs to. */
export function sourceOf(construct: IConstruct): SourceLocation | undefined {
  for (const scope of construct.node.scopes.reverse()) {
    const source = (scope as { readonly _source?: unknown })._source;
    if (source instanceof SourceLocation) return source;
  }
  if (!(construct instanceof FileBase) || FilePlan.of(construct)?.isOwn) return undefined;
  return PathIndex.of(construct.project).askedAt(construct.absolutePath);
}
