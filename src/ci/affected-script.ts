import { Construct } from 'constructs';
import type { Layout } from '../estate/layout';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';
import { shippedText } from '../text/shipped-text';

/** The script that tells which root modules and overlays a change affects, relative to the repository. */
export function affectedScriptPath(layout: Layout): string {
  return `${layout.scriptsDir}/${ENTRY}`;
}

/** What the script consists of. */
const ENTRY = 'affected.mjs';
const PARTS = ['configuration', 'content', 'estate', 'git', 'removed', 'sources', 'tree'].map((part) => `affected/${part}.mjs`);

/** The script that reads the committed dependency graph. It needs no package, so that CI can ask it before it installs anything. */
export class AffectedScript extends Construct {
  constructor(scope: Construct, id: string, layout: Layout) {
    super(scope, id);
    const source = SourceLocation.capture();
    for (const file of [ENTRY, ...PARTS]) {
      new GeneratedText(this, `${layout.scriptsDir}/${file}`, {
        executable: file === ENTRY,
        comment: '//',
        content: () => shippedText(__dirname, `scripts/all/${file}`),
        explain: () => [{ what: 'the script that tells what a change affects, which is the same in every estate', source }],
      });
    }
  }
}
