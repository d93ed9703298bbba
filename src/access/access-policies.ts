import { join } from 'path';
import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import type { AccessBindings } from './access-bindings';
import type { Layout } from '../estate/layout';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';
import { shippedText } from '../text/shipped-text';

/** The rules about rights in a cluster, and who may break the glass: those whom `data.estate.break_glass` names may be cluster-admin. */
export class AccessPolicies extends Construct {
  /** @param dir folder of the rules, relative to the repository */
  constructor(scope: Construct, id: string, dir: string, bindings: AccessBindings) {
    super(scope, id);
    for (const file of ['rbac.rego', 'rbac_test.rego']) this.addFile(`${dir}/${file}`, '#', () => shippedText(RULES_DIR, file));
    this.addFile(`${dir}/data/estate.json`, undefined, () => jsonText({ estate: { break_glass: bindings.breakGlassSubjects() } }));
  }

  private addFile(path: string, comment: '#' | undefined, content: () => string): void {
    new GeneratedText(this, path, { comment, content, explain: () => [{ what: 'the rules about rights in a cluster', change: 'project.addAccess(…)' }] });
    // File by file, because the folder may have rules of the user's as well.
    Project.of(this).annotateGenerated(`/${path}`);
  }
}

/** What no rights in a cluster may look like, wherever they come from, and its tests; shipped as they are. */
const RULES_DIR = join(__dirname, 'rules');

/** Folder of the rules about rights in a cluster. */
export function accessPoliciesDir({ policiesDir }: Layout): string {
  return `${policiesDir}/access`;
}
