#!/usr/bin/env node
// Tells the reader of a run something, where the system shows it: for shell scripts, which cannot make text inert.
import { readFileSync } from 'node:fs';
import { errorLine, noticeLine, warningLine } from './ci/system.mjs';

const HELP = `Prints an error, a warning or a notice as the system that runs the job shows them, whatever the words say.

Usage: node tell.mjs error|warning|notice <title> <message>
       … | node tell.mjs error|warning|notice <title>

Without a message each line that it reads is one.
`;

const LINES = { error: errorLine, warning: warningLine, notice: noticeLine };

const [kind, title, message, ...rest] = process.argv.slice(2);
if (kind === '--help' || kind === '-h') {
  process.stdout.write(HELP);
} else if (!Object.hasOwn(LINES, kind ?? '') || title === undefined || rest.length > 0) {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else {
  const messages = message === undefined ? readFileSync(0, 'utf8').split('\n').filter((line) => line !== '') : [message];
  for (const each of messages) console.log(LINES[kind](title, title, each));
}
