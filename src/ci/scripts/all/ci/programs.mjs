// Programs that are run, side by side or one after the other: what they print is shown as it comes, and a run that is cancelled
// tells them to stop, once, and waits for them.
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { inert } from './inert.mjs';
import { temporaryDirectory } from './system.mjs';

/** How a script ends that was cancelled. */
export const CANCELLED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const POLL_MILLISECONDS = 100;
/** How long a program may begin before it is told to stop all the same; runners kill after ten seconds. */
const BEGINNING_MILLISECONDS = 5000;
const CHUNK = 1 << 16;

/** Ends with a word when all is well; when its input ends without one, whoever started the program was killed. */
const WATCH = 'read -r word || kill -s INT -- "-$1"';

const running = new Set();
let signalled;

/** Whether this run is being cancelled: nothing new may be begun. */
export function isCancelled() {
  return signalled !== undefined;
}

for (const signal of SIGNALS) process.on(signal, () => cancel(signal));

function cancel(signal) {
  const names = [...new Set([...running].map(({ name }) => name))].join(', ');
  if (signalled !== undefined) {
    console.log(`${signal}: still waiting for ${names || 'nothing'}. A second word would make terraform leave its lock and lose its state.`);
    return;
  }
  signalled = signal;
  console.log(`Cancelled (${signal}). ${names === '' ? 'Nothing is running.' : `Told ${names} to stop, and waiting for it: what was done by then has to be in the state, and the lock released.`}`);
  for (const program of running) interrupt(program);
}

/** Terraform stops in good order when it is told once, and leaves everything lying when it is told twice. */
function interrupt(program) {
  if (program.isBeginning) setTimeout(() => begun(program), BEGINNING_MILLISECONDS).unref();
  else tell(program);
}

/** Tells what it was not told while it began. */
function begun(program) {
  if (!program.isBeginning) return;
  program.isBeginning = false;
  if (isCancelled()) tell(program);
}

function tell(program) {
  if (!running.has(program)) return;
  program.watcher.stdin.end('told\n');
  try {
    process.kill(-program.pid, 'SIGINT');
  } catch {
    // It has ended.
  }
}

/** In a process group of its own, so that a signal reaches all of it, and only from here. */
function start(program, args, { cwd, env = {}, isBeginning = false }, stdio) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: -1, note: `${program}: ${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ status: code ?? -1, note: signal === null ? '' : `${program} was ended by ${signal}\n` }));
  });
  if (child.pid === undefined) return { child, ended, hasBegun: () => undefined };
  const watcher = spawn('sh', ['-c', WATCH, 'sh', String(child.pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  const known = { name: program, pid: child.pid, watcher, isBeginning };
  running.add(known);
  if (isCancelled()) interrupt(known);
  return {
    child,
    hasBegun: () => begun(known),
    ended: ended.then((end) => {
      running.delete(known);
      watcher.stdin.end('ended\n');
      return end;
    }),
  };
}

/**
 * Runs a program to its end and shows nothing. Gives its status, what it printed on its output, what beside it, and both as they came.
 * @param input what it reads on its input; left out: nothing
 */
export async function run(program, args, { input, ...options }) {
  const { child, ended } = start(program, args, options, [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe']);
  // One that ends before it has read everything says itself why.
  child.stdin?.on('error', () => undefined).end(input);
  const [out, beside, all] = [[], [], []];
  const keep = (stream, chunks) => stream.on('data', (chunk) => [chunks, all].forEach((list) => list.push(chunk)));
  keep(child.stdout, out);
  keep(child.stderr, beside);
  const { status, note } = await ended;
  const text = (chunks) => Buffer.concat(chunks).toString();
  return { status, stdout: text(out), errors: text(beside) + note, output: text(all) + note };
}

/**
 * Runs a program and shows each line as it comes, inert, with a prefix that tells it from those of others. Its output goes through
 * a file: so it does not end for want of somebody who reads, when this process is killed. Gives its status.
 * @param log where its output stays as it is; otherwise it is removed
 * @param out where its output goes; then only what it says beside it is shown
 * @param beginsWith a pattern of what it shows once it listens: it is told to stop then, or when it took too long to begin
 */
export async function stream(program, args, { prefix = '', log, out, beginsWith, ...options }) {
  const directory = log === undefined ? mkdtempSync(join(temporaryDirectory, 'log-')) : undefined;
  const file = log ?? join(directory, 'log');
  const write = openSync(file, 'w', 0o600);
  const outWrite = out === undefined ? write : openSync(out, 'w', 0o600);
  const { ended, hasBegun } = start(program, args, { ...options, isBeginning: beginsWith !== undefined }, ['ignore', outWrite, write]);
  const shown = new Follower(file, prefix, (text) => {
    if (beginsWith?.test(text)) hasBegun();
  });
  const timer = setInterval(() => shown.read(), POLL_MILLISECONDS);
  try {
    const { status, note } = await ended;
    shown.read();
    shown.end(note);
    return status;
  } finally {
    clearInterval(timer);
    for (const descriptor of new Set([write, outWrite])) closeSync(descriptor);
    shown.close();
    if (directory !== undefined) rmSync(directory, { recursive: true });
  }
}

/** Shows what is written to a file, line by line. */
class Follower {
  constructor(file, prefix, onText) {
    this.descriptor = openSync(file, 'r');
    this.lines = new Lines(prefix, onText);
    this.position = 0;
  }

  read() {
    const { size } = fstatSync(this.descriptor);
    while (this.position < size) {
      const chunk = Buffer.alloc(Math.min(CHUNK, size - this.position));
      const read = readSync(this.descriptor, chunk, 0, chunk.length, this.position);
      if (read === 0) return;
      this.position += read;
      this.lines.add(chunk.subarray(0, read));
    }
  }

  end(note) {
    this.lines.add(Buffer.from(note));
    this.lines.end();
  }

  close() {
    closeSync(this.descriptor);
  }
}

/** Shows text that comes in pieces, in whole lines, inert. */
export class Lines {
  constructor(prefix = '', onText = () => undefined) {
    this.prefix = prefix;
    this.onText = onText;
    this.decoder = new StringDecoder('utf8');
    this.rest = '';
  }

  add(chunk) {
    const text = this.rest + this.decoder.write(chunk);
    // What ends with \r may be half of the end of a line.
    const known = text.endsWith('\r') ? text.slice(0, -1) : text;
    const end = Math.max(known.lastIndexOf('\n'), known.lastIndexOf('\r')) + 1;
    this.rest = text.slice(end);
    if (end > 0) this.show(text.slice(0, end).replace(/(\r\n|\r|\n)$/, ''));
  }

  end() {
    const text = this.rest + this.decoder.end();
    this.rest = '';
    if (text !== '') this.show(text.replace(/\r$/, ''));
  }

  show(text) {
    this.onText(text);
    process.stdout.write(inert(text).split('\n').map((line) => `${this.prefix}${line}\n`).join(''));
  }
}

/** Shows text that is there already, as `stream` shows what comes. */
export function showText(text, prefix = '') {
  const lines = new Lines(prefix);
  lines.add(Buffer.from(text));
  lines.end();
}

/**
 * The results of some work on each item, in their order, with no more than so many under way. When the run is cancelled the
 * rest is not begun, and has no result.
 */
export async function inParallel(items, limit, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length && !isCancelled()) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
