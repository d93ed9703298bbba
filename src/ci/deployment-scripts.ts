import * as fs from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import type { CiScript } from './ci-scripts';
import type { Convention } from '../convention';
import { GeneratedText } from '../synth/generated-text';
import { SourceLocation } from '../synth/source-location';

/** Where the scripts lie in this package, beside the compiled code that reads them. */
const SOURCE_DIR = path.join(__dirname, 'scripts');

const SCRIPTS: Readonly<Record<string, string>> = {
  'plan-report.sh': 'the script that plans one root module and reports what it would change',
  'plan-summary.mjs': 'the script that writes about reports of plans, within the limits of GitHub',
  'deployed-root-modules.sh': 'the script that knows which commit of which root module is deployed',
  'deployment.mjs': 'the script that chooses what is deployed, and keeps the record of it',
  'apply-layer.mjs': 'the script that applies the root modules of one layer',
  'apply-overlay.mjs': 'the script that deploys an overlay, and takes it back when it does not run',
  'parallel-runs.mjs': 'how scripts run programs side by side',
};

export interface DeploymentScriptsOptions {
  readonly convention: Convention;
  /** Types of resources that no deployment destroys without being told to by name. */
  readonly statefulResourceTypes: readonly string[];
  /** What the CI system adds. */
  readonly ciScripts: readonly CiScript[];
}

/** The scripts that the workflow runs which builds images. */
export class ImageScripts extends Construct {
  constructor(scope: Construct, id: string, convention: Convention, cloud: string) {
    super(scope, id);
    addScript(this, convention, 'images.mjs', 'the script that finds what has to be built, and records what was');
    addScript(this, convention, `${cloud}-registry-login.mjs`, 'the script that logs in to the image registry');
  }
}

/** The scripts that the workflows run, and that a person may run as well. */
export class DeploymentScripts extends Construct {
  constructor(scope: Construct, id: string, { convention, statefulResourceTypes, ciScripts }: DeploymentScriptsOptions) {
    super(scope, id);
    const source = SourceLocation.capture();
    for (const [file, what] of Object.entries(SCRIPTS)) addScript(this, convention, file, what);
    for (const { file, source: from, what } of ciScripts) addScript(this, convention, file, what, from);
    new GeneratedText(this, `${convention.scriptsDir}/stateful-resources.json`, {
      content: () => `${JSON.stringify({ types: statefulResourceTypes }, undefined, 2)}\n`,
      explain: () => [{ what: 'what a deployment does not destroy without being told to', source }],
    });
  }
}

/** @param from path below the scripts of this package */
function addScript(scope: Construct, convention: Convention, file: string, what: string, from = file): void {
  const source = SourceLocation.capture();
  const content = fs.readFileSync(path.join(SOURCE_DIR, from), 'utf-8');
  new GeneratedText(scope, `${convention.scriptsDir}/${file}`, {
    executable: content.startsWith('#!'),
    comment: file.endsWith('.mjs') ? '//' : '#',
    content: () => content,
    explain: () => [{ what, source, change: 'a file of your own, since these come with the package' }],
  });
}
