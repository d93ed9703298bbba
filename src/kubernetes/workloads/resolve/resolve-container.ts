import { last, merged } from './layers';
import { resolveVariables, Variables, VariableSettings } from './resolve-variables';
import type { HclExpression } from '../../../terraform/hcl/expression';
import type { ContainerModel } from '../../models/container-model';
import { ImageReference, parseImage } from '../../models/image-reference';
import type { ContainerResources, ResourceQuantities } from '../../options/container-resources';
import type { LifecycleHook } from '../../options/lifecycle-hook';
import type { Loosening } from '../../options/loosening';
import { declaredText } from '../../outputs/output-text';

/** What may be said of any container, the main one or another. */
export interface ContainerSettings extends VariableSettings {
  readonly command?: ReadonlyArray<string | HclExpression>;
  readonly args?: ReadonlyArray<string | HclExpression>;
  readonly resources?: ContainerResources;
  readonly preStop?: LifecycleHook;
  readonly postStart?: LifecycleHook;
  readonly loosening?: readonly Loosening[];
}

const DEFAULT_REQUESTS = { cpu: '100m', memory: '128Mi', ephemeralStorage: '64Mi' };
const DEFAULT_LIMITS = { cpu: '500m', memory: '256Mi', ephemeralStorage: '256Mi' };

/**
 * Lays what was said of a container over the defaults, the later over the earlier.
 * @param workload name of the workload; left out: that of the container, which is the main one
 */
export function resolveContainer(
  name: string, layers: readonly ContainerSettings[], workload = name,
): ContainerModel & Pick<Variables, 'env' | 'secretValues'> {
  const command = last(layers, (layer) => layer.command)?.map(declaredText);
  const args = last(layers, (layer) => layer.args)?.map(declaredText);
  const preStop = last(layers, (layer) => layer.preStop)?._action;
  const postStart = last(layers, (layer) => layer.postStart)?._action;
  return {
    name,
    resources: {
      requests: resolveQuantities(DEFAULT_REQUESTS, layers, (resources) => resources.requests),
      limits: resolveQuantities(DEFAULT_LIMITS, layers, (resources) => resources.limits),
    },
    ...resolveVariables(layers, { workload, container: name }),
    ...(command && { command }),
    ...(args && { args }),
    ...(preStop && { preStop }),
    ...(postStart && { postStart }),
    loosening: (last(layers, (layer) => layer.loosening) ?? []).map(({ _content }) => _content),
  };
}

/**
 * Lays an image that is given over the one before it. A repository without a version is a mirror of the same image.
 * @param before undefined: none was given before
 */
export function imageOver(before: ImageReference | undefined, given: string | undefined): ImageReference | undefined {
  const image = given === undefined ? undefined : parseImage(given);
  if (image === undefined) return before;
  return before === undefined || image.tag || image.digest ? image : { ...before, repository: image.repository };
}

function resolveQuantities(
  defaults: Required<ResourceQuantities>,
  layers: readonly ContainerSettings[],
  pick: (resources: ContainerResources) => ResourceQuantities | undefined,
): Required<ResourceQuantities> {
  const given = merged(layers.map((layer) => definedOnly(layer.resources && pick(layer.resources))));
  return { ...defaults, ...given };
}

function definedOnly(quantities: ResourceQuantities = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(quantities).filter(([, value]) => value !== undefined)) as Record<string, string>;
}
