#!/usr/bin/env node
// Compares the settings that an estate needs, and which are in no file, with those that there are, and sets what is missing.
import { parseArgs } from 'node:util';
import { declaredSettings } from './ci/declared.mjs';
import { oneLine } from './ci/inert.mjs';
import { LOGIN, settingsOf } from './ci/settings.mjs';

const HELP = `Checks the settings that .projenrc.ts relies on, and which no file can hold: one line for each.

Usage: doctor.sh [--fix]

  --fix  sets what is missing. What is stricter than declared stays as it is; run it again, and it changes nothing

  ok       is as declared, or stricter
  fixed    was not, and is now
  missing  is not as declared; the line says what to do where that needs a person
  unknown  cannot be read with your rights, so nobody knows

${LOGIN}

Status: 0 when everything is ok or fixed, 1 when something is missing or unknown, 2 when nothing could be checked at all.
`;

const WIDTH = 'missing  '.length;

/** How a setting stands: as declared, not so, or nobody knows. */
async function examine(setting) {
  try {
    const problem = await setting.problem();
    return problem === undefined ? { state: 'ok' } : { state: 'missing', problem };
  } catch (error) {
    return { state: 'unknown', problem: `cannot be read: ${error.message}` };
  }
}

/** How it stands after it was set, where it can be. Those before it may have been set since, and this one with them, or what it could not be read without. */
async function mend(setting, before) {
  const now = before.state === 'ok' ? before : await examine(setting);
  if (now.state !== 'missing' || setting.mend === undefined) return now.state === 'ok' && before.state !== 'ok' ? { state: 'fixed' } : now;
  try {
    await setting.mend();
  } catch (error) {
    return { state: 'missing', problem: `cannot be set: ${error.message}` };
  }
  const after = await examine(setting);
  return after.state === 'ok' ? { state: 'fixed' } : after;
}

function line({ name, means, byHand }, { state, problem }) {
  const way = problem !== undefined && byHand !== undefined && state !== 'unknown' ? ` To do: ${byHand}` : '';
  return `${state.padEnd(WIDTH)}${oneLine(`${name}: ${means}${problem === undefined ? '' : `. Now: ${problem}.`}${way}`)}`;
}

async function main() {
  const { values: { fix, help } } = parseArgs({ options: { fix: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const declared = declaredSettings();
  const settings = await settingsOf(declared);
  const results = [];
  for (const setting of settings) results.push(await examine(setting));
  if (fix) for (const [index, setting] of settings.entries()) results[index] = await mend(setting, results[index]);
  for (const [index, setting] of settings.entries()) console.log(line(setting, results[index]));

  const counts = { ok: 0, fixed: 0, missing: 0, unknown: 0 };
  for (const { state } of results) counts[state] += 1;
  const canBeFixed = !fix && settings.some((setting, index) => setting.mend !== undefined && results[index].state === 'missing');
  console.log(`\n${Object.entries(counts).filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`).join(', ')}`);
  if (canBeFixed) console.log(`What can be set: ${declared.doctor} --fix`);
  return counts.missing + counts.unknown > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 2;
  console.error(oneLine(`doctor.sh: ${error.message}`));
}
