import type { Cloud } from '../../clouds/cloud';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Explanation, optionsText, variableName } from '../../synth/files/explanation';
import { LateCall } from '../declare/late-call';
import type { ModuleCall } from '../declare/root-module-call';
import { camelCase } from '../hcl/typescript-type';

/** Why a call of a module is there. */
export function explainCall(call: ModuleCall, environment: Environment): Explanation {
  return {
    what: `module "${call.callId}" of root module "${call.rootModule.name}"`,
    source: call._source,
    change: overrideText(call, environment, '{ … }'),
  };
}

/**
 * Why a call has the value that it has for an input.
 * @param key key in the value, when a line is about that alone
 */
export function explainInput(call: ModuleCall, environment: Environment, input: string, key?: string): Explanation {
  const layer = call._layerOf(environment, input, key);
  const what = `input "${input}" of module "${call.callId}"`;
  const change = overrideText(call, environment, optionsText([optionName(call, input)]));
  // Given tags are laid over those that the root module has anyway.
  if (layer && !(input === 'tags' && key !== undefined && !hasKey(layer.inputs.tags, key))) {
    if (layer.environment) return { what: `${what} in ${layer.environment.name}`, source: layer.source, change };
    return { what, source: layer.source, change: call instanceof LateCall ? change : `${change}, or there for every environment` };
  }
  const { facts } = Estate.of(call);
  const cloud = cloudOf(facts, environment);
  return { what, source: isOfCloud(cloud, facts.projectName, input) ? cloud._source : undefined, change };
}

/** The name under which a call is given an input. */
function optionName(call: ModuleCall, input: string): string {
  return call._moduleSource._library ? camelCase(input) : input;
}

function overrideText(call: ModuleCall, environment: Environment, inputs: string): string {
  if (call instanceof LateCall) return call._change;
  return `${variableName(call.callId)}.override(${variableName(environment.name)}, ${inputs})`;
}

/** Whether the cloud gives an input to every module alike. */
function isOfCloud(cloud: Cloud, projectName: string, input: string): boolean {
  const [first, second] = ['a', 'b'].map((name) => cloud._supplier.sharedInputs({ projectName, environment: name, rootModule: name, id: name, module: name })[input]);
  return first !== undefined && JSON.stringify(first) === JSON.stringify(second);
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
