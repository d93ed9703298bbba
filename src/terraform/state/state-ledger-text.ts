import { spawnSync } from 'child_process';
import { jsonText } from '../../text/json-text';
import { Entries } from '../../worktree/entries';
import { mergeJson } from '../../worktree/merge-json';

/**
 * The text of the ledger of the last run; undefined when there was none. Of one that git could not merge, both sides are kept, as far as
 * they do not contradict each other; what nobody can read is given as it is.
 * @param file relative to the repository
 */
export function ledgerText(outdir: string, file: string): string | undefined {
  const entries = new Entries(outdir);
  if (entries.kindOf(file) === 'none') return undefined;
  const text = entries.read(file)?.bytes.toString('utf-8') ?? '';
  return text.includes('<<<<<<< ') ? mergedText(outdir, file) ?? text : text;
}

/**
 * What both sides of a merge that is under way say. git has them apart; between the markers in the file stand parts of
 * lines that it took for equal, which may be of another state.
 */
function mergedText(outdir: string, file: string): string | undefined {
  const [base, ours, theirs] = [1, 2, 3].map((stage) => {
    const { status, stdout } = spawnSync('git', ['show', `:${stage}:./${file}`], { cwd: outdir, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'] });
    return status === 0 ? jsonIn(stdout) : undefined;
  });
  if (ours === undefined || theirs === undefined) return undefined;
  const merged = mergeJson(ours, theirs, base);
  return merged === undefined ? undefined : jsonText(merged);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
