import { PolicySeverity } from './policy-severity';
import { allowedRegions, normalRegion } from './rules/allowed-regions';
import { noDestroy } from './rules/no-destroy';
import { noPublicStorage } from './rules/no-public-storage';
import { ownRule } from './rules/own-rule';
import { requiredTags } from './rules/required-tags';
import type { RuleFacts, RuleFiles } from './rules/rule-files';
import { plainOptions } from '../synth/declare/plain-options';

/** How strictly a ready-made policy is meant. */
export interface PlanPolicyOptions {
  /**
   * What follows when the policy finds something.
   * @default PolicySeverity.DENY
   */
  readonly severity?: PolicySeverity;
}

/** Where an estate runs, which no policy may forbid. */
interface PolicyFacts {
  readonly regions: readonly string[];
}

/** What a policy consists of. */
type PolicyContent =
  | { readonly kind: 'rule'; readonly severity: PolicySeverity; readonly render: (facts: RuleFacts) => RuleFiles; readonly problems: (facts: PolicyFacts) => string[] }
  | { readonly kind: 'own'; readonly seed?: string };

/** A tag that every cloud takes: no control characters, and not too long. */
const TAG = /^[^\p{Cc}\p{Cs}]{1,127}$/u;

/** A region as its cloud writes it, in one word or, on Azure, in several. */
const REGION = /^[A-Za-z][A-Za-z0-9 -]{0,62}$/;

/**
 * A rule that Terraform plans are held against, before they are reviewed and again before they are applied. It judges what
 * a plan makes, changes and destroys, and leaves alone what the plan leaves alone.
 */
export class PlanPolicy {
  /**
   * Nothing that holds data is destroyed or replaced, unless a commit says so in its message:
   * `Allow-Destroy: <directory of the root module> <address of the resource>`. A deployment keeps to the same rule also
   * without this policy, which tells in the pull request.
   */
  public static noDestroy(options: PlanPolicyOptions = {}): PlanPolicy {
    return PlanPolicy.rule(noDestroy, options);
  }

  /**
   * No storage is open to everybody: no public ACL, grant or bucket policy on Tencent Cloud, no public container and no
   * static website on Azure.
   */
  public static noPublicStorage(options: PlanPolicyOptions = {}): PlanPolicy {
    return PlanPolicy.rule(noPublicStorage, options);
  }

  /**
   * Every resource that can have tags has these, each with a value.
   * @param tags names of the tags
   */
  public static requiredTags(tags: string[], options: PlanPolicyOptions = {}): PlanPolicy {
    tags = plainOptions(tags);
    return PlanPolicy.rule((facts) => requiredTags(facts, tags), options, () => [
      ...(tags.length === 0 ? ['requires no tag: name at least one'] : []),
      ...tags.filter((tag) => !TAG.test(tag)).map((tag) => `requires the tag ${JSON.stringify(tag)}, which no resource can have: use 1 to 127 characters, none of them a control character`),
    ]);
  }

  /**
   * Nothing is made outside of these regions, as far as a plan names them: in the arguments of resources, and in the
   * configuration of providers.
   * @param regions as the cloud writes them, such as `ap-guangzhou` or `westeurope`
   */
  public static allowedRegions(regions: string[], options: PlanPolicyOptions = {}): PlanPolicy {
    regions = plainOptions(regions);
    return PlanPolicy.rule((facts) => allowedRegions(facts, regions), options, ({ regions: used }) => {
      const illegal = regions.filter((name) => !REGION.test(name)).map((name) => `allows the region ${JSON.stringify(name)}, which is not the name of one`);
      if (illegal.length > 0) return illegal;
      const allowed = regions.map(normalRegion);
      return used.filter((region) => !allowed.includes(normalRegion(region)))
        .map((region) => `would deny what runs in ${region}, where the estate is; allowed ${regions.length === 0 ? 'is nothing' : `are ${regions.join(', ')}`}. Add "${region}"`);
    });
  }

  /**
   * A rule of one's own, in Rego. Its file is written once and is yours from then on; put tests of it beside it, into
   * `<name>_test.rego`. The file has the package `plan.<name>`, with `_` for each `-` of the name; `deny` and `warn` are
   * sets of objects with a `msg`.
   * @param seed what the file starts with; by default a rule that finds nothing yet
   */
  public static rego(seed?: string): PlanPolicy {
    return new PlanPolicy({ kind: 'own', seed: plainOptions(seed) });
  }

  private static rule(
    render: (facts: RuleFacts) => RuleFiles,
    { severity = PolicySeverity.DENY }: PlanPolicyOptions,
    problems: (facts: PolicyFacts) => string[] = () => [],
  ): PlanPolicy {
    return new PlanPolicy({ kind: 'rule', severity, render, problems });
  }

  private constructor(private readonly content: PolicyContent) {}

  /** What is wrong with it, each message to be put behind the name of the policy. @internal */
  public _problems(facts: PolicyFacts): string[] {
    return this.content.kind === 'rule' ? this.content.problems(facts) : [];
  }

  /** The files of a ready-made rule; undefined: the rule is the user's own. @internal */
  public _render(facts: Omit<RuleFacts, 'severity'>): RuleFiles | undefined {
    return this.content.kind === 'rule' ? this.content.render({ ...facts, severity: this.content.severity }) : undefined;
  }

  /** What the file of a rule starts with that is the user's own. @internal */
  public _seed(packageName: string): string {
    return (this.content.kind === 'own' ? this.content.seed : undefined) ?? ownRule(packageName);
  }
}
