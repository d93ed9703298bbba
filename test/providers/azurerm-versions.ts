import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CheckedDirectory } from './terraform-check';

/** The resources for which there is no wording that azurerm 4 and 5 both take. */
const REWORDED = /^resource "azurerm_private_dns_(zone_virtual_network_link|\w+_record)"/m;

const CONSTRAINT = /(source {2}= "hashicorp\/azurerm"\n\s*version = )"[^"]*"/;

/** What can be checked with the versions of azurerm that are there, and what cannot. */
export interface AzurermDirectories {
  readonly checked: readonly CheckedDirectory[];
  readonly skipped: readonly CheckedDirectory[];
}

/**
 * Terraform for Azure is written for azurerm 4, and so that version 5 takes all but a few resources of it, too. It is checked as
 * it is where version 4 is there; where version 5 is, modules are checked as whoever goes on to that version would have them.
 */
export function azurermDirectories(directories: readonly CheckedDirectory[], versions: readonly string[], work: string): AzurermDirectories {
  const azurerm = directories.filter(({ directory }) => hclOf(directory).some(({ text }) => CONSTRAINT.test(text)));
  const others = directories.filter((directory) => !azurerm.includes(directory));
  const newer = versions.filter((version) => version.startsWith('5.'));
  const ported = azurerm.filter(isSelfContained).flatMap((directory) => newer.map((version) => port(directory, version, work)));
  const isOlderThere = versions.some((version) => version.startsWith('4.'));
  return { checked: [...others, ...(isOlderThere ? azurerm : []), ...ported], skipped: isOlderThere ? [] : azurerm };
}

/**
 * Copies a directory for a version of azurerm that it was not written for, without what that version words in another way.
 * What is left is still planned where nothing had to be left out.
 */
function port({ title, directory }: CheckedDirectory, version: string, work: string): CheckedDirectory {
  const to = path.join(work, `azurerm-${version}`, title);
  const reworded = hclOf(directory).filter(({ text }) => REWORDED.test(text)).map(({ name }) => name);
  const isLeftOut = (name: string) => reworded.includes(name) || (reworded.length > 0 && name.endsWith('.tftest.hcl'));
  fs.cpSync(directory, to, { recursive: true, filter: (source) => !isLeftOut(path.basename(source)) });
  for (const { name, text } of hclOf(to)) fs.writeFileSync(path.join(to, name), text.replace(CONSTRAINT, `$1"${version}"`));
  return { title: `${title} (azurerm ${version})`, directory: to };
}

/** Whether it calls no module of another directory. */
function isSelfContained({ directory }: CheckedDirectory): boolean {
  return !hclOf(directory).some(({ text }) => /^module "/m.test(text));
}

function hclOf(directory: string): { name: string; text: string }[] {
  return fs.readdirSync(directory).filter((name) => name.endsWith('.tf')).map((name) => ({ name, text: fs.readFileSync(path.join(directory, name), 'utf8') }));
}
