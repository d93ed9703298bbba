import { layersIn, WorkloadLayer } from '../declarations';
import { isText, VARIABLE_OPTIONS, VariableSettings, variablesOf } from '../resolve/resolve-variables';
import type { ResolvedWorkload } from '../resolved-workload';
import { checkText } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import { isDnsSubdomain, isQualifiedName, isVariableName } from '../../../text/names';
import { didYouMean } from '../../../text/nearest-name';
import { isCarriedName } from '../../kustomize/carried-text';
import type { EnvSourceContent } from '../../options/env-source';
import type { PodFieldContent } from '../../options/pod-field';
import { declaredText, hasOutput } from '../../outputs/output-text';

const OBJECT_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Reports what is wrong with the variables of one declaration, seen by itself. */
export function checkVariables(settings: VariableSettings, report: Report): void {
  const { env = {}, secretEnv = {}, fieldEnv = {}, envFrom = [] } = settings;
  for (const option of VARIABLE_OPTIONS) {
    for (const name of Object.keys(settings[option] ?? {}).filter((each) => !isVariableName(each))) {
      report(`has an illegal variable ${JSON.stringify(name)} in ${option}: use letters, digits and "_", with no digit first.`);
    }
  }
  for (const [name, value] of Object.entries(env)) {
    checkText(`the variable ${JSON.stringify(name)}`, declaredText(value), report);
    if (isVariableName(name) && !isCarriedName(name)) report(`has the variable "${name}" in env, which kustomize reads as no name: call it otherwise.`);
  }
  for (const [name, value] of Object.entries(secretEnv)) {
    if (isText(value)) {
      checkSecretText(`the variable ${JSON.stringify(name)} of secretEnv`, declaredText(value), report);
      continue;
    }
    const { secret, key } = value;
    if (!isDnsSubdomain(secret)) {
      report(`takes ${name} from Secret ${JSON.stringify(secret)}, which is no legal name: use lower-case letters, digits, "-" and ".".`);
    }
    if (!isObjectKey(key)) {
      report(`takes ${name} from key ${JSON.stringify(key)} of a Secret, which is no legal key: use letters, digits, "-", "_" and ".".`);
    }
  }
  for (const [name, { _content: field }] of Object.entries(fieldEnv)) checkField(name, field, report);
  for (const { _content: source } of envFrom) checkSource(source, report);
  reportTwice(settings, report);
}

/** Reports text for the Secret of a workload that has nothing secret in it, or does not reach the cluster as it is. */
export function checkSecretText(where: string, text: string, report: Report): void {
  checkText(where, text, report);
  if (!hasOutput(text)) report(`has plain text in ${where}, which takes outputs of root modules and text composed of them: text that everyone may read goes elsewhere.`);
}

/** Whether a name can be that of a key in a ConfigMap or a Secret. */
export function isObjectKey(name: string): boolean {
  return OBJECT_KEY.test(name) && name !== '.' && !name.startsWith('..');
}

/** Reports variables that are given to one environment as if they were there, or taken from it as if they were: kustomize would let a mistyped one become one that nothing reads. */
export function checkVariablesExist({ environment, settings }: WorkloadLayer, workload: ResolvedWorkload, report: Report): void {
  const { addedVariables: added = [], removedVariables: removed = [] } = settings;
  const { kind: { noun }, layers: [first] } = workload;
  if (environment === undefined) {
    const said = Object.entries({ addedVariables: added, removedVariables: removed }).filter(([, names]) => names.length > 0);
    for (const [option] of said) report(`has ${option} everywhere, where it does nothing: it says in an override in what that environment differs.`);
    return;
  }
  // Those that its kind sets by itself are nobody's to say.
  const known = variablesOf(first.settings);
  const hint = (name: string) => `; variables of the ${noun}: ${known.join(', ') || 'none'}.${didYouMean(name, known)}`;
  const there = new Set([...known, ...VARIABLE_OPTIONS.flatMap((option) => Object.keys(workload.model()[option]))]);
  const addedHere = layersIn(workload.layers, environment).flatMap((layer) => layer.settings.addedVariables ?? []);
  for (const option of VARIABLE_OPTIONS) {
    for (const name of Object.keys(settings[option] ?? {}).filter((each) => !there.has(each) && !addedHere.includes(each))) {
      report(`overrides "${name}" in ${option} of ${environment.name}, which is not there everywhere${hint(name)} Declare it with the ${noun}, or name it in addedVariables if ${environment.name} alone has it.`);
    }
  }
  for (const name of added) {
    if (there.has(name)) report(`adds "${name}" in ${environment.name} by addedVariables, and has it everywhere: drop it from there.`);
    else if (!variablesOf(settings).includes(name)) report(`adds "${name}" in ${environment.name} by addedVariables, and gives it no value: give it one in env, secretEnv or fieldEnv.`);
  }
  for (const name of removed) {
    if (!known.includes(name)) report(`removes "${name}" in ${environment.name}, which it does not have${hint(name)}`);
    else if (variablesOf(settings).includes(name)) report(`removes "${name}" in ${environment.name}, and gives it a value: drop one of the two.`);
  }
}

function checkField(variable: string, field: PodFieldContent, report: Report): void {
  if (field.kind !== 'label' && field.kind !== 'annotation') return;
  if (!isQualifiedName(field.name)) report(`takes ${variable} from the ${field.kind} ${JSON.stringify(field.name)}, which is no legal name of one.`);
}

function checkSource({ kind, name, prefix }: EnvSourceContent, report: Report): void {
  const what = kind === 'secret' ? 'Secret' : 'ConfigMap';
  if (!isDnsSubdomain(name)) report(`has ${what} ${JSON.stringify(name)} in envFrom, which is no legal name: use lower-case letters, digits, "-" and ".".`);
  if (prefix !== undefined && !isVariableName(prefix)) {
    report(`has the prefix ${JSON.stringify(prefix)} in envFrom, with which no legal variable begins: use letters, digits and "_", with no digit first.`);
  }
}

function reportTwice(settings: VariableSettings, report: Report): void {
  const names = variablesOf(settings);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    const options = VARIABLE_OPTIONS.filter((option) => Object.hasOwn(settings[option] ?? {}, name));
    report(`has the variable "${name}" in ${options.join(' and in ')}. Remove one of the two.`);
  }
  const sources = (settings.envFrom ?? []).map(({ _content: { kind, name, prefix = '' } }) => `${kind} "${name}"${prefix && ` with the prefix "${prefix}"`}`);
  for (const source of new Set(sources.filter((each, index) => sources.indexOf(each) !== index))) report(`has ${source} twice in envFrom: drop one of the two.`);
}
