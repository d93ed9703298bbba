import { PodSpread } from '../options/spread-options';

/** Keeps the pods that a selector matches apart. */
export function renderSpread(spread: PodSpread, selector: object): object {
  // Who asks why a line is there gives another value to each option, which may be none of these.
  return (SPREADS[spread] ?? SPREADS[PodSpread.NONE])(selector);
}

const NODE = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

const SPREADS: Readonly<Record<PodSpread, (labelSelector: object) => object>> = {
  [PodSpread.PREFERRED]: (labelSelector) => ({
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: NODE, labelSelector } }],
      },
    },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'ScheduleAnyway', labelSelector }],
  }),
  [PodSpread.REQUIRED]: (labelSelector) => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: NODE, labelSelector }] } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector }],
  }),
  [PodSpread.NONE]: () => ({}),
};
