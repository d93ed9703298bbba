// Programs that run side by side.
import { spawn } from 'node:child_process';

/** Runs a program to its end. Nothing of its output is shown yet: root modules that run side by side would mix. */
export function run(program, args, { cwd, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const all = [];
    child.stdout.on('data', (chunk) => {
      out.push(chunk);
      all.push(chunk);
    });
    child.stderr.on('data', (chunk) => all.push(chunk));
    child.on('error', (error) => resolve({ status: -1, stdout: '', output: `${program}: ${error.message}\n` }));
    child.on('close', (code, signal) => {
      const output = Buffer.concat(all).toString() + (signal === null ? '' : `${program} was ended by ${signal}\n`);
      resolve({ status: code ?? -1, stdout: Buffer.concat(out).toString(), output });
    });
  });
}

/** The results of some work on each item, in their order, with no more than so many under way. */
export async function inParallel(items, limit, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
