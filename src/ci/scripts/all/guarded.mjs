#!/usr/bin/env node
// Shows what a program prints as mere text, and passes the cancellation of a run on to it.
import { CANCELLED, isCancelled, Lines, stream } from './ci/programs.mjs';

const HELP = `Runs a program and shows each line that it prints as it comes, so that none is taken for a command by what runs a job. When it
is told to stop (SIGINT or SIGTERM), the program is told so, once, and waited for.

Usage: node guarded.mjs [--log <file>] [--out <file>] <program> <arguments>...
       … | node guarded.mjs

  --log  keeps what is shown in a file as well, as it was printed
  --out  keeps the output of the program in a file; only what it prints beside it, on the error stream, is shown

Without a program it shows what it reads. Status: that of the program; 130 when it was told to stop.
`;

async function showInput() {
  const lines = new Lines();
  for await (const chunk of process.stdin) lines.add(chunk);
  lines.end();
  return 0;
}

async function main(words) {
  const options = {};
  while (words[0] === '--log' || words[0] === '--out') {
    const [name, file] = words.splice(0, 2);
    options[name.slice('--'.length)] = file;
  }
  if (words[0] === '--help' || words[0] === '-h') {
    process.stdout.write(HELP);
    return 0;
  }
  const [program, ...args] = words;
  if (program === undefined) return showInput();
  const status = await stream(program, args, options);
  if (status === 0 || !isCancelled()) return status < 0 ? 1 : status;
  return CANCELLED;
}

process.exitCode = await main(process.argv.slice(2));
