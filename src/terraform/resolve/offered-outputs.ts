import type { EstateValues } from './estate-values';
import { elementProblem, misfit } from './output-shapes';
import type { RootModulesByName } from './reference-links';
import type { ResolvedRootModule } from './resolved-root-module';
import type { EstateMarks } from './root-module-marks';
import type { Environment } from '../../estate/environment';
import { didYouMean } from '../../text/nearest-name';
import { callOutputNames, offeredCallOutput } from '../declare/root-module-outputs';
import { elementAt, KnownValue, UNKNOWN } from '../hcl/known-value';

/** What there is to know of an output before anybody uses it outside of Terraform. */
export interface OfferedOutput {
  /** Why it cannot be used, in words that follow `uses output "…" of root module "…"`; undefined: it can. */
  readonly problem?: string;
  /** Whether Terraform hides its value, so that nobody may read it who does not need it. */
  readonly isSensitive: boolean;
}

/** The outputs that the root modules of an estate offer in their states. */
export class OfferedOutputs {
  constructor(
    private readonly byName: RootModulesByName, private readonly marks: EstateMarks, private readonly resolved: readonly ResolvedRootModule[],
    private readonly values: EstateValues,
  ) {}

  /**
   * @param output its name in the state
   * @param keys those that lead to the element that is used; none: all of it is
   */
  public find(rootModule: string, output: string, keys: readonly string[], environment: Environment): OfferedOutput {
    const target = this.byName.get(rootModule);
    if (!target) {
      const known = [...this.byName.keys()].sort();
      return wrong(`, which there is not; root modules are: ${known.join(', ') || 'none'}.${didYouMean(rootModule, known)}`);
    }
    if (!target._isIn(environment)) {
      return wrong(`, which is not in environment "${environment.name}": add that environment to root module "${rootModule}", or give the workload something else there, with .override('${environment.name}', { … })`);
    }
    const names = callOutputNames(target);
    const known = [...names.values(), ...target._ownOutputNames()].sort();
    // A module that cannot be read is a problem already, and its outputs are not known.
    const isKnown = known.includes(output) || target._calls.some((call) => call._interface === undefined);
    if (!isKnown) return wrong(`; it has: ${known.join(', ') || 'none'}.${didYouMean(output, known)}`);
    if (!(offeredCallOutput(target, output)?.call._isIn(environment) ?? true)) {
      return wrong(`, whose module is not called in environment "${environment.name}": add that environment to the "environments" of the call, or give the workload something else there, with .override('${environment.name}', { … })`);
    }
    const { sensitive, ephemeral } = this.marks.of(target).offered(output);
    if (ephemeral !== 'no') return wrong(', which is ephemeral: no state holds it');
    const problem = textProblem(this.values.output({ rootModule, output }, environment.name), keys, environment.name);
    if (problem !== undefined) return wrong(`, which ${problem}`);
    const written = this.resolved.find((root) => root.name === rootModule && root.environment === environment.name)?.outputs
      .find(({ name }) => name === output);
    return { isSensitive: written?.sensitive ?? sensitive !== 'no' };
  }
}

/** What is wrong with an element as text. @param value the output, as far as it is known */
function textProblem(value: KnownValue, keys: readonly string[], environment: string): string | undefined {
  const missing = elementProblem(value, keys, environment);
  if (missing !== undefined) return missing;
  const used = keys.reduce<KnownValue>((whole, key) => elementAt(whole, key) ?? UNKNOWN, value);
  if (used.kind === 'null') return `is null in environment "${environment}", where a text is wanted: have its module make it, or drop it here`;
  return misfit(used, { kind: 'string' });
}

function wrong(problem: string): OfferedOutput {
  return { problem, isSensitive: false };
}
