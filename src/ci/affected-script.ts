import * as fs from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import type { Layout } from '../estate/layout';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';

/** The script that tells which root modules and overlays a change affects, relative to the repository. */
export function affectedScriptPath(layout: Layout): string {
  return `${layout.scriptsDir}/${ENTRY}`;
}

/** What the script consists of, beside this file and in the folder of the scripts alike. */
const ENTRY = 'affected.mjs';
const PARTS = ['configuration', 'content', 'estate', 'git', 'removed', 'sources', 'tree'].map((part) => `affected/${part}.mjs`);

/** The script that reads the committed dependency graph. It needs no package, so that CI can ask it before it installs anything. */
export class AffectedScript extends Construct {
  constructor(scope: Construct, id: string, layout: Layout) {
    super(scope, id);
    const source = SourceLocation.capture();
    for (const file of [ENTRY, ...PARTS]) {
      const content = fs.readFileSync(path.join(__dirname, file), 'utf-8');
      new GeneratedText(this, `${layout.scriptsDir}/${file}`, {
        executable: file === ENTRY,
        comment: '//',
        content: () => content,
        explain: () => [{ what: 'the script that tells what a change affects, which is the same in every estate', source }],
      });
    }
  }
}
