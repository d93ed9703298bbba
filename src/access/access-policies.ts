import { Construct } from 'constructs';
import { Project } from 'projen';
import type { AccessBindings } from './access-bindings';
import { accessRules } from './access-rules';
import type { Layout } from '../estate/layout';
import { GeneratedText } from '../synth/files/generated-text';

/** The rules about rights in a cluster, and who may break the glass. */
export class AccessPolicies extends Construct {
  /** @param dir folder of the rules, relative to the repository */
  constructor(scope: Construct, id: string, dir: string, bindings: AccessBindings) {
    super(scope, id);
    this.addFile(`${dir}/rbac.rego`, '#', () => accessRules().rego);
    this.addFile(`${dir}/rbac_test.rego`, '#', () => accessRules().test);
    this.addFile(`${dir}/data/estate.json`, undefined, () => `${JSON.stringify({ estate: { break_glass: bindings.breakGlassSubjects() } }, undefined, 2)}\n`);
  }

  private addFile(path: string, comment: '#' | undefined, content: () => string): void {
    new GeneratedText(this, path, { comment, content, explain: () => [{ what: 'the rules about rights in a cluster', change: 'project.addAccess(…)' }] });
    // File by file, because the folder may have rules of the user's as well.
    Project.of(this).annotateGenerated(`/${path}`);
  }
}

/** Folder of the rules about rights in a cluster. */
export function accessPoliciesDir({ policiesDir }: Layout): string {
  return `${policiesDir}/access`;
}
