#!/usr/bin/env node
// Refuses a deployment to an environment that is not protected as .projenrc.ts declares: an approval that nobody has to give holds nothing back.
import { parseArgs } from 'node:util';
import { declaredSettings } from './ci/declared.mjs';
import { errorLine, show } from './ci/system.mjs';
import { protectionProblems, PROTECTION } from './ci/protection.mjs';

const HELP = `Asks for the protection of an environment, and fails when it is not what .projenrc.ts declares.

Usage: node check-protection.mjs --environment <name>

Only the declared branch may use it, and those approve that were declared; where none were, somebody has to. What is stricter than
declared is right. The declaration is the one beside this script: run it from the default branch, and not from the commit that is
deployed, which may declare less. ${PROTECTION}

Status: 0, or 1 with what is missing and the command that mends it.
`;

class Refusal extends Error {}

async function main() {
  const { values: { environment: name, help } } = parseArgs({ options: { environment: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (name === undefined) throw new Refusal('which environment? --environment <name>');
  const settings = declaredSettings();
  const environment = settings.environments.find((each) => each.name === name);
  if (environment === undefined) throw new Refusal(`the default branch declares no environment ${name}`);
  const problems = await protectionProblems(settings, environment);
  if (problems.length > 0) {
    throw new Refusal(`${name} is not protected as .projenrc.ts declares, so nothing is deployed to it: ${problems.join('; ')}. `
      + `Run "${settings.doctor} --fix" with the rights of an administrator, then start this run again`);
  }
  show(`${name} is protected as declared.\n`);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('check-protection.mjs', 'Protection', error instanceof Refusal ? error.message : `the protection cannot be read, so nothing is deployed: ${error.message}`));
}
