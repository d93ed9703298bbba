import { join } from 'path';
import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import type { AccessBindings } from './access-bindings';
import type { JudgedApplication } from './judged-application';
import type { Layout } from '../estate/layout';
import { RESERVED_NAMESPACES } from '../kubernetes/reserved-namespaces';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';
import { shippedText } from '../text/shipped-text';

/** What the rules have to know of the estate. */
interface JudgedEstate {
  readonly bindings: AccessBindings;
  readonly applications: () => readonly JudgedApplication[];
}

/**
 * The rules about rights in a cluster, and what they know of the estate: who may break the glass, by `data.estate.break_glass`; which
 * namespaces are for parts of the cluster; and what is accepted of applications, and why.
 */
export class AccessPolicies extends Construct {
  /** @param dir folder of the rules, relative to the repository */
  constructor(scope: Construct, id: string, dir: string, estate: JudgedEstate) {
    super(scope, id);
    for (const file of ['rbac.rego', 'rbac_test.rego']) this.addFile(`${dir}/${file}`, '#', () => shippedText(RULES_DIR, file));
    this.addFile(`${dir}/data/estate.json`, undefined, () => jsonText({ estate: renderEstate(estate) }));
  }

  private addFile(path: string, comment: '#' | undefined, content: () => string): void {
    new GeneratedText(this, path, { comment, content, explain: () => [{ what: 'the rules about rights in a cluster', change: 'project.addAccess(…)' }] });
    // File by file, because the folder may have rules of the user's as well.
    Project.of(this).annotateGenerated(`/${path}`);
  }
}

function renderEstate({ bindings, applications }: JudgedEstate): object {
  return {
    break_glass: bindings.breakGlassSubjects(),
    reserved_namespaces: RESERVED_NAMESPACES,
    applications: Object.fromEntries(applications().map(({ folder, namespace, accepted }) => [folder, { namespace, accepted }])),
  };
}

/** What no rights in a cluster may look like, wherever they come from, and its tests; shipped as they are. */
const RULES_DIR = join(__dirname, 'rules');

/** Folder of the rules about rights in a cluster. */
export function accessPoliciesDir({ policiesDir }: Layout): string {
  return `${policiesDir}/access`;
}
