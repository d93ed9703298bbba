import type { IConstruct } from 'constructs';
import { Problems } from './problems';
import type { SourceLocation } from './source-location';
import type { SecretFinding } from '../../secrets/find-secrets';
import { didYouMean } from '../../text/nearest-name';

/** Where something that looks like a secret was found, and what to do about it. */
export interface SecretPlace {
  /** The construct that it belongs to. */
  readonly scope: IConstruct;
  readonly source: SourceLocation;
  /** The construct in words: `service "api"`. */
  readonly subject: string;
  /** Where it stands there: `env`, `a patch`. */
  readonly place: string;
  /** What to do instead, in words that follow a colon; `<name>` stands for what the secret stands under. */
  readonly wayOut: string;
}

/** Says that what looks like a secret is none. */
export interface Excuse {
  /** What it stands under. */
  readonly name: string;
  /** @internal */
  readonly _source: SourceLocation;
  /** What it belongs to. @internal */
  readonly _scope: IConstruct;
}

/** The secrets that are given as plain values, in one estate, and those that were said to be none. */
export class SecretFindings {
  /** Those of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): SecretFindings {
    const { root } = scope.node;
    let findings = SecretFindings.byRoot.get(root);
    if (!findings) {
      findings = new SecretFindings(Problems.of(root));
      SecretFindings.byRoot.set(root, findings);
    }
    return findings;
  }

  private static readonly byRoot = new WeakMap<IConstruct, SecretFindings>();

  private readonly found: Array<SecretPlace & SecretFinding> = [];
  private readonly excuses: Excuse[] = [];

  private constructor(private readonly problems: Problems) {
    problems.addLastCheck(() => this.settle());
  }

  /** Notes what was found. It is a problem, unless something says that it is none. */
  public add(findings: readonly SecretFinding[], place: SecretPlace): void {
    for (const finding of findings) this.found.push({ ...place, ...finding });
  }

  /** Notes that something is no secret. */
  public excuse(excuse: Excuse): void {
    this.excuses.push(excuse);
  }

  private settle(): void {
    const used = new Set<Excuse>();
    for (const finding of this.found) {
      const excuse = this.excuses.find((one) => one.name === finding.name && isIn(finding.scope, one._scope));
      if (excuse) used.add(excuse);
      else this.report(finding);
    }
    for (const excuse of this.excuses.filter((one) => !used.has(one))) {
      const names = [...new Set(this.found.filter(({ scope }) => isIn(scope, excuse._scope)).map(({ name }) => name))];
      this.problems.add(excuse._source, `NotSecret "${excuse.name}" excuses nothing: nothing of that name looks like a secret there. Remove it.${didYouMean(excuse.name, names)}`);
    }
  }

  private report({ source, subject, place, wayOut, name, what, values }: SecretPlace & SecretFinding): void {
    values.forEach((value) => this.problems.hide(value));
    const written = JSON.stringify(name).slice(1, -1);
    this.problems.add(source, `${subject} has ${what} in ${place} ("${written}"), where everyone can read it: ${wayOut.replaceAll('<name>', written)}. If it is none, say so: new NotSecret(…, '${written}', { reason: '…' }).`);
  }
}

function isIn(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}
