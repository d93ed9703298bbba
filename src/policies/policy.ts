import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import type { PlanPolicy } from './plan-policy';
import { plannedResources } from './planned-resources';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import type { Layout } from '../estate/layout';
import type { RuleFiles } from './rules/rule-files';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';
import { SeededText } from '../synth/files/seeded-text';

/** All policies of an estate. */
export const POLICIES = new Kind<Policy>('policy');

/** Words that Rego keeps for itself: no package may be called so. */
const KEYWORDS = new Set(['as', 'contains', 'default', 'else', 'every', 'false', 'if', 'import', 'in', 'not', 'null', 'package', 'some', 'true', 'with']);

/**
 * A policy that Terraform plans are held against: a file of Rego, and one with its tests.
 *
 * Made with `project.addPolicy(name, policy)`, or with `new Policy(project, name, policy)`.
 */
export class Policy extends Construct {
  /** Name of the policy: a DNS-1123 label that begins with a letter, used as file name. */
  public readonly name: string;
  /** @internal */
  public readonly _source: SourceLocation;

  /**
   * Declares a policy.
   * @param scope the project, or a construct below it
   * @param id name of the policy
   */
  constructor(scope: Construct, id: string, policy: PlanPolicy) {
    super(scope, POLICIES.claim(scope, id));
    id = plainOptions(id);
    this._source = SourceLocation.capture();
    this.name = id;
    const isLegal = checkLabel(this, this._source, 'policy', id) && this.checkPackage(id);
    const { cloud, layout } = Estate.of(this).facts;
    Problems.of(this).addCheck(() => this.check(policy));
    if (!POLICIES.isFirst(this) || !isLegal) return;

    const packageName = `plan.${id.replaceAll('-', '_')}`;
    const path = `${planPoliciesDir(layout)}/${id}`;
    const render = (): RuleFiles | undefined => policy._render({ packageName, resources: plannedResources(cloud) });
    if (render() === undefined) new SeededText(this, `${path}.rego`, { content: () => policy._seed(packageName) });
    else this.addFiles(path, () => render()!);
    POLICIES.signIn(this);
  }

  private check(policy: PlanPolicy): void {
    const { facts, environments } = Estate.of(this);
    const regions = new Set(environments.map((environment) => cloudOf(facts, environment)._supplier.region));
    for (const problem of policy._problems({ regions: [...regions] })) Problems.of(this).add(this._source, `policy "${this.name}" ${problem}`);
  }

  private addFiles(path: string, render: () => RuleFiles): void {
    this.addFile(`${path}.rego`, `policy "${this.name}"`, () => render().rego);
    this.addFile(`${path}_test.rego`, `the tests of policy "${this.name}"`, () => render().test);
  }

  private addFile(path: string, what: string, content: () => string): void {
    new GeneratedText(this, path, { comment: '#', content, explain: () => [{ what, source: this._source, change: `project.addPolicy('${this.name}', …)` }] });
    // File by file, because the folder has files of the user's as well.
    Project.of(this).annotateGenerated(`/${path}`);
  }

  private checkPackage(name: string): boolean {
    const isLegal = /^[a-z]/.test(name) && !KEYWORDS.has(name);
    if (!isLegal) {
      const reason = KEYWORDS.has(name) ? 'is a word of the language Rego' : 'does not begin with a letter';
      Problems.of(this).add(this._source, `policy "${name}" ${reason}, so no package can be called so: give it another name, such as "no-${name}"`);
    }
    return isLegal;
  }
}

/** Folder of the policies for plans. */
export function planPoliciesDir({ policiesDir }: Layout): string {
  return `${policiesDir}/plan`;
}
