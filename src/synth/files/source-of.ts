import { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { declaredAt } from '../declare/declared-at';
import type { SourceLocation } from '../declare/source-location';

/** Where the user declared this construct, or the nearest declared thing that it belongs to; a file of projen's where it was made. */
export function sourceOf(construct: IConstruct): SourceLocation | undefined {
  const declared = declaredAt(construct);
  if (declared || !(construct instanceof FileBase) || FilePlan.of(construct)?.isOwn) return declared;
  return PathIndex.of(construct.project).askedAt(construct.absolutePath);
}
