import { checkLoosening } from './loosening-checks';
import { checkBytes, checkRange, checkTexts } from './value-checks';
import { checkVariables } from './variable-checks';
import type { Report } from '../../../synth/declare/problem';
import type { HclExpression } from '../../../terraform/hcl/expression';
import { isImageDigest, isImageTag, parseImage } from '../../models/image-reference';
import { parseQuantity } from '../../models/quantity';
import type { ContainerResources } from '../../options/container-resources';
import type { LifecycleHook } from '../../options/lifecycle-hook';
import type { Loosening } from '../../options/loosening';
import type { VariableSettings } from '../resolve/resolve-variables';

/** What may be said of any container, the main one or another. */
interface ContainerSettings extends VariableSettings {
  readonly image?: string;
  readonly imageTag?: string;
  readonly imageDigest?: string;
  readonly command?: ReadonlyArray<string | HclExpression>;
  readonly args?: ReadonlyArray<string | HclExpression>;
  readonly resources?: ContainerResources;
  readonly preStop?: LifecycleHook;
  readonly postStart?: LifecycleHook;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly loosening?: readonly Loosening[];
}

/** Reports what is wrong with one declaration of a container, seen by itself. */
export function checkContainer(settings: ContainerSettings, report: Report): void {
  checkImage(settings, report);
  if (settings.resources) checkResources(settings.resources, report);
  checkVariables(settings, report);
  for (const option of ['command', 'args'] as const) checkTexts(option, settings[option], report);
  checkHook('preStop', settings.preStop, report);
  checkHook('postStart', settings.postStart, report);
  checkRange('runAsUser', settings.runAsUser, 1, 2_147_483_647, report);
  checkRange('runAsGroup', settings.runAsGroup, 1, 2_147_483_647, report);
  checkLoosening(settings.loosening ?? [], report);
}

function checkImage({ image, imageTag, imageDigest }: ContainerSettings, report: Report): void {
  if (image !== undefined && !parseImage(image)) {
    report(`has image ${JSON.stringify(image)}, which is not of the form repository[:tag][@sha256:digest].`);
  }
  if (imageTag !== undefined && !isImageTag(imageTag)) {
    report(`has imageTag ${JSON.stringify(imageTag)}; a tag has letters, digits, "_", "." and "-", at most 128, and begins with none of the last two.`);
  }
  if (imageDigest !== undefined && !isImageDigest(imageDigest)) {
    report(`has imageDigest ${JSON.stringify(imageDigest)}; a digest is "sha256:" and 64 digits in lower-case hexadecimal.`);
  }
}

function checkResources(resources: ContainerResources, report: Report): void {
  for (const [kind, quantities] of Object.entries(resources as Record<string, Record<string, string | undefined> | undefined>)) {
    for (const [name, text] of Object.entries(quantities ?? {})) {
      if (text !== undefined) (name === 'cpu' ? checkCores : checkBytes)(`resources.${kind}.${name}`, text, report);
    }
  }
}

function checkCores(path: string, text: string, report: Report): void {
  const amount = parseQuantity(text);
  if (amount === undefined || amount <= 0) {
    report(`has ${path} ${JSON.stringify(text)}, which is no Kubernetes quantity above 0: write "250m" or "2".`);
  } else if (amount > 1024) {
    report(`has ${path} ${JSON.stringify(text)}, more than 1024 cores: write "250m" or "2".`);
  }
}

function checkHook(option: string, hook: LifecycleHook | undefined, report: Report): void {
  if (hook?._action.kind === 'sleep') checkRange(option, hook._action.seconds, 1, 86_400, report);
  if (hook?._action.kind !== 'exec') return;
  if (hook._action.command.length === 0) report(`has no program in ${option}: name one, such as LifecycleHook.exec(['nginx', '-s', 'quit']).`);
  checkTexts(option, hook._action.command, report);
}
