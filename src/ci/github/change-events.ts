import type { Concurrency, Workflow } from './workflow';

/**
 * What starts the workflows whose checks a merge may wait for: a pull request, and its turn in the merge queue, where a check that
 * never reports would keep everything waiting.
 */
export const ON_CHANGE: Workflow['on'] = { pull_request: {}, merge_group: {} };

/** The commit that a change is going to be merged into: of the queue, the one with all that goes before. */
export const BASE_COMMIT = '${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}';

/** A newer commit of a pull request ends the run of the one before. In the queue each has a ref of its own. */
export function oncePerChange(workflow: string): Concurrency {
  return { 'group': `${workflow}-\${{ github.event.pull_request.number || github.ref }}`, 'cancel-in-progress': true };
}
