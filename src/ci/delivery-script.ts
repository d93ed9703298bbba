import * as fs from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import type { Convention } from '../convention';
import { GeneratedText } from '../synth/generated-text';
import type { SourceLocation } from '../synth/source-location';

/** Where the scripts lie in this package: programs as they are, that find each other by the folder that they stand in. */
const SCRIPTS_DIR = path.join(__dirname, 'scripts');

/** A script that workflows run, and people can: one file of this package, written to the scripts of the estate. */
export interface DeliveryScript {
  readonly name: string;
  /** What it is, for `why`. */
  readonly what: string;
}

/** Writes a script to the estate. */
export function addDeliveryScript(scope: IConstruct, convention: Convention, source: SourceLocation, { name, what }: DeliveryScript): GeneratedText {
  return new GeneratedText(scope, `${convention.scriptsDir}/${name}`, {
    executable: true,
    comment: name.endsWith('.mjs') ? '//' : '#',
    content: () => fs.readFileSync(path.join(SCRIPTS_DIR, name), 'utf-8'),
    explain: () => [{ what, source, change: 'it comes with feiyue-projen: npx projen upgrade' }],
  });
}
