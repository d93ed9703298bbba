import { InputValidations } from './input-validations';
import type { Cloud } from '../../clouds/cloud';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import type { ModuleCall } from '../declare/root-module-call';
import { checkValue } from '../hcl/check-value';
import { HclExpression } from '../hcl/expression';
import { Hcl } from '../hcl/hcl';
import type { ModuleInput } from '../interface/module-interface';

/** Values by the name of a module's variable. */
type Inputs = Readonly<Record<string, unknown>>;

/** The tags of a root module, for the modules that it calls. */
export const TAGS = Hcl.reference('local.tags');

/** What an environment was settled from, and to. */
interface SettledInputs {
  readonly cloud: Cloud;
  readonly given: Inputs;
  readonly inputs: Inputs;
  /** Those that may be others in an environment that is given the same: what the cloud supplies. */
  readonly varying: readonly ModuleInput[];
}

/**
 * The inputs of a module call, settled for one environment after the other. Most environments on a cloud are given the very
 * same, and differ only in what the cloud supplies. What is wrong is reported as a problem, once.
 */
export class CallInputs {
  private last?: SettledInputs;

  constructor(private readonly call: ModuleCall) {}

  /**
   * The inputs that have a value in an environment, in the order of the module's variables.
   * @param given what the user gives
   * @param supplied what the cloud supplies
   * @param tags those of the root module
   */
  public settle(cloud: Cloud, given: Inputs, supplied: Inputs, tags: Readonly<Record<string, string>>): Inputs {
    const { last } = this;
    if (last?.cloud !== cloud || last.given !== given) return this.settleAnew(cloud, given, supplied, tags);
    const inputs: Record<string, unknown> = { ...last.inputs };
    const changed = new Set<string>();
    for (const input of last.varying) {
      const value = valueOf(input, given, supplied, tags);
      if (value !== last.inputs[input.name]) {
        this.check(input, value);
        changed.add(input.name);
      }
      inputs[input.name] = value;
    }
    if (changed.size > 0) this.validate(inputs, changed);
    return inputs;
  }

  private settleAnew(cloud: Cloud, given: Inputs, supplied: Inputs, tags: Readonly<Record<string, string>>): Inputs {
    const declared = this.call._interface?.inputs ?? new Map<string, ModuleInput>();
    this.checkNames(declared, given);
    const settled: Array<[name: string, value: unknown]> = [];
    const varying: ModuleInput[] = [];
    for (const input of declared.values()) {
      const value = valueOf(input, given, supplied, tags);
      if (value === undefined) {
        if (input.required) this.report(`needs the input "${input.name}"${input.description ? `: ${input.description}` : ''}`);
        continue;
      }
      if (value === null && input.required && !input.nullable) this.report(`is given null for the input "${input.name}", which takes no null and has no default`);
      this.check(input, value);
      settled.push([input.name, value]);
      if (Object.hasOwn(supplied, input.name)) varying.push(input);
    }
    const inputs = Object.fromEntries(settled);
    this.validate(inputs);
    this.last = { cloud, given, inputs, varying };
    return inputs;
  }

  private checkNames(declared: ReadonlyMap<string, ModuleInput>, given: Inputs): void {
    for (const name of Object.keys(given)) {
      if (declared.has(name)) continue;
      const names = [...declared.keys()];
      this.report(`has no input "${name}"; it takes: ${[...names].sort().join(', ') || 'none'}.${didYouMean(name, names)}`);
    }
  }

  private check(input: ModuleInput, value: unknown): void {
    for (const message of checkValue(input.type, value, `input "${input.name}"`)) {
      Problems.of(this.call).add(this.call._source, `module "${this.call.callId}": ${message}`);
    }
  }

  /** @param changed tries only the validations that look at these inputs */
  private validate(inputs: Inputs, changed?: ReadonlySet<string>): void {
    if (!this.call._interface) return;
    for (const problem of InputValidations.of(this.call._interface).problems(inputs, changed)) {
      Problems.of(this.call).add(this.call._source, `module "${this.call.callId}": ${problem}`);
    }
  }

  private report(message: string): void {
    Problems.of(this.call).add(this.call._source, `module "${this.call.callId}" ${message}`);
  }
}

function valueOf({ name }: ModuleInput, given: Inputs, supplied: Inputs, tags: Readonly<Record<string, string>>): unknown {
  const value = own(given, name);
  // Null is a value, and is written; undefined stands for what is not given.
  if (value === undefined) return own(supplied, name);
  return name === 'tags' && supplied.tags !== undefined && value !== null ? mergedTags(value, tags) : value;
}

/** What the object itself has under a name: a variable may be called `constructor`. */
function own(values: Inputs, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function mergedTags(given: unknown, tags: Readonly<Record<string, string>>): unknown {
  if (given instanceof HclExpression) return Hcl.call('merge', TAGS, given);
  return { ...tags, ...(given as Inputs) };
}
