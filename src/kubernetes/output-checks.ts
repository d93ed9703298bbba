import type { IConstruct } from 'constructs';
import { Gateway, GATEWAYS } from './gateway/gateway';
import { outputMark, outputsIn, UsedOutput } from './outputs/output-text';
import { isThere, layersIn } from './workloads/declarations';
import { balancerTexts, balancerTextsIn, domainIn, gatewayLayersIn } from './workloads/declared-gateway';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import { SecretDeliveries } from './workloads/secret-deliveries';
import { outputsUsedIn } from './workloads/used-outputs';
import { WorkloadRegistry } from './workloads/workload-registry';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { Problems } from '../synth/declare/problems';
import type { SourceLocation } from '../synth/declare/source-location';

/** What there is to know of an output before anybody uses it. */
export interface KnownOutput {
  /** Why it cannot be used, in words that follow its name; undefined: it can. */
  readonly problem?: string;
  /** Whether nobody may read it who does not need it. */
  readonly isSensitive: boolean;
}

/** Tells of an output of a root module in an environment. */
export type FindOutput = (used: UsedOutput, environment: Environment) => KnownOutput;

/** What was declared with outputs in it, and where. */
interface Said {
  readonly source: SourceLocation;
  readonly data: unknown;
}

/** Who uses outputs in an environment. */
interface User {
  readonly subject: string;
  readonly open: readonly UsedOutput[];
  readonly secret: readonly UsedOutput[];
  /** Those of `open` in what makes its Secret of a store. */
  readonly stored: readonly UsedOutput[];
  /** What it was said by, the later after the earlier. */
  readonly said: readonly Said[];
  /** Where it was declared. */
  readonly source: SourceLocation;
}

const SENSITIVE = ', which is sensitive, in what everyone may read: give it to secretEnv or Volume.secretFiles, which put it into a Secret';

function notStored({ rootModule }: UsedOutput): string {
  return `, which is sensitive, and which no call there writes to the store of secrets: add it to values of a ${WRITERS} in root module "${rootModule}"`;
}

const WRITERS = 'azure.KeyvaultSecrets or tencent.SsmSecrets';

/** Reports outputs of root modules that there are not where something uses them, and sensitive ones where everyone could read them. */
export function checkOutputs(scope: IConstruct, find: FindOutput): void {
  Problems.of(scope).addCheck(() => {
    const registry = WorkloadRegistry.of(scope);
    const reported = new Map<SourceLocation, Set<string>>();
    const report = (source: SourceLocation, message: string) => {
      const known = reported.get(source) ?? new Set();
      if (!known.has(message)) Problems.of(scope).add(source, message);
      reported.set(source, known.add(message));
    };
    for (const environment of Estate.of(scope).environments.filter(({ runsServices }) => runsServices)) {
      const overlay = registry.overlayOf(environment);
      const patches = (overlay?._patches ?? []).map(({ source, patch }) => ({ source, data: patch }));
      const users = registry.all().filter((workload) => isThere(workload, environment)).map((workload) => userOf(workload, environment));
      const store = SecretDeliveries.of(scope).userIn(environment);
      const gateways = GATEWAYS.in(scope).all.filter(({ _declared }) => domainIn(_declared, environment) !== undefined);
      const others = gateways.map((gateway) => gatewayUser(gateway, environment));
      for (const user of [...users, ...others, ...patches.map((said) => patchUser(said, environment)), ...(store ? [storeUser(store)] : [])]) {
        for (const used of user.open) check(used, true, user, environment);
        for (const used of user.secret) check(used, false, user, environment);
      }
    }

    function check(used: UsedOutput, isOpen: boolean, { subject, said, source, stored }: User, environment: Environment): void {
      const { problem, isSensitive } = find(used, environment);
      const isIt = (other: UsedOutput) => outputMark(other) === outputMark(used);
      const what = problem ?? (isOpen && isSensitive ? (stored.some(isIt) ? notStored(used) : SENSITIVE) : undefined);
      if (what === undefined) return;
      const last = said.filter(({ data }) => outputsIn(data).some(isIt)).pop();
      report(last?.source ?? source, `${subject} uses output "${used.output}" of root module "${used.rootModule}"${what}`);
    }
  });
}

function userOf(workload: ResolvedWorkload, environment: Environment): User {
  const { kind, name, source, layers, manifests, patches } = workload;
  const said = [
    ...layersIn(layers, environment).map((layer) => ({ source: layer.source, data: layer.settings })),
    ...manifests.map((declared) => ({ source: declared.source, data: declared.manifest })),
    ...patches.map((declared) => ({ source: declared.source, data: declared.patch })),
  ];
  return { subject: `${kind.noun} "${name}"`, source, said, ...outputsUsedIn(workload, environment) };
}

function gatewayUser({ _declared: declared, _source: source, _subject: subject }: Gateway, environment: Environment): User {
  const said = gatewayLayersIn(declared, environment).map((layer) => ({ source: layer.source, data: balancerTexts(layer) }));
  return { subject, open: outputsIn(balancerTextsIn(declared, environment)), secret: [], stored: [], said, source };
}

function storeUser(said: Said): User {
  return { subject: 'the store of secrets', open: outputsIn(said.data), secret: [], stored: [], said: [said], source: said.source };
}

function patchUser(said: Said, { name }: Environment): User {
  return { subject: `a patch of environment "${name}"`, open: outputsIn(said.data), secret: [], stored: [], said: [said], source: said.source };
}
