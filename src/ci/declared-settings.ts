// What is declared of the settings that no file of a repository can hold: `doctor.sh` and the check before a deployment read it.
import { Construct } from 'constructs';
import type { Environment } from '../estate/environment';
import type { Layout } from '../estate/layout';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';

/** What somebody has to agree to before a job goes on. */
export interface ApprovalSettings {
  /** Whether somebody has to approve at all. */
  readonly needsApproval: boolean;
  /** Teams of which one approves; empty: whoever is chosen in the settings. */
  readonly approvers: readonly string[];
}

/** What every CI system is told. */
export interface DeclaredSettings {
  /** What mends the settings, as a shell takes it. */
  readonly doctor: string;
  readonly defaultBranch: string;
}

/** The approval before a deployment to an environment, and before a pull request is planned there: none where it is not protected. */
export function approvalOf({ isProtected, reviewers }: Environment): ApprovalSettings {
  return { needsApproval: isProtected, approvers: [...reviewers].sort() };
}

/** Path of the script that checks the settings, relative to the repository. */
export function doctorPath(layout: Layout): string {
  return `${layout.scriptsDir}/doctor.sh`;
}

/** The file of what is declared, in the folder of the scripts. */
export class DeclaredSettingsFile extends Construct {
  /** @param settings as they are at synthesis */
  constructor(scope: Construct, id: string, layout: Layout, settings: () => DeclaredSettings) {
    super(scope, id);
    const source = SourceLocation.capture();
    new GeneratedText(this, `${layout.scriptsDir}/declared-settings.json`, {
      content: () => jsonText(settings()),
      explain: () => [{ what: 'the settings of the repository that the estate relies on', source, change: 'project.addEnvironment(…, { promotedFrom: …, reviewers: … })' }],
    });
  }
}
