import { last } from './layers';
import { PodSpread, SpreadOptions } from '../../options/spread-options';

/** How pods are kept apart, by what was said last. */
export function resolveSpread(layers: readonly SpreadOptions[]): PodSpread {
  return last(layers, (layer) => layer.spread) ?? PodSpread.PREFERRED;
}
