import { Change } from '../../../src/worktree/change';
import { Entries } from '../../../src/worktree/entries';
import { Transaction } from '../../../src/worktree/transaction';

/** Rewrites files in turn with one and with another content until it is killed. */
const [root, files] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; ; round++) {
  const entries = new Entries(root);
  const bytes = Buffer.from((round % 2 === 0 ? 'old\n' : 'new\n').repeat(1000));
  const changes = Array.from({ length: Number(files) }, (_, n): Change => {
    const path = `d${n % 10}/f${n}`;
    return { kind: 'write', path, content: bytes, mode: 0o444, before: entries.read(path) };
  });
  new Transaction(root).run(changes);
}
