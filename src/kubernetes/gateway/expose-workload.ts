import type { Construct } from 'constructs';
import { Gateway, GATEWAYS } from './gateway';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Closing } from '../../synth/declare/closing';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';
import type { ExposeOptions } from '../options/expose-options';
import type { DeclaredExposure } from '../workloads/exposure';
import type { WorkloadRecord } from '../workloads/workload-record';
import { WorkloadRegistry } from '../workloads/workload-registry';

/** The construct of a workload that has a Service. */
export interface ExposableConstruct extends Construct {
  readonly _workload: WorkloadRecord;
}

/** Lets a gateway pass on requests to a workload, in the name of its construct. */
export function exposeWorkload(construct: ExposableConstruct, gateway: Gateway | string, options: ExposeOptions): void {
  const { name, kind, environments: inAll } = construct._workload;
  const subject = `${kind.noun} "${name}"`;
  const source = SourceLocation.capture();
  Closing.of(construct).assertOpen(() => `what ${subject} is exposed by`);
  const { environments, hosts, ...settings } = plainOptions(options);
  const found = GATEWAYS.resolve(construct, gateway, subject, source);
  const places = environments && ENVIRONMENTS.resolveAll(construct, environments, subject, source);
  if (environments?.length === 0) {
    Problems.of(construct).add(source, `${subject} is exposed in no environment: list at least one in "environments", or leave it out to have all of the gateway`);
  }
  // A workload that was refused is a problem already.
  if (found === undefined || WorkloadRegistry.of(construct).find(name) !== construct._workload) return;
  const named = Object.entries(hosts ?? {}).flatMap(([environment, host]) => {
    const place = ENVIRONMENTS.resolve(construct, environment, `hosts of ${subject}`, source);
    return place === undefined ? [] : [[place.overlay, host]];
  });
  const exposure: DeclaredExposure = {
    workload: name,
    gateway: found._declared,
    settings: { ...settings, ...(named.length > 0 && { hosts: Object.fromEntries(named) as Record<string, string> }) },
    ...(inAll && { workloadOverlays: overlaysOf(inAll) }),
    ...(places && { overlays: overlaysOf(places) }),
    source,
  };
  construct._workload.expose(exposure);
  found._expose(exposure);
}

function overlaysOf(environments: readonly Environment[]): string[] {
  return [...new Set(environments.map(({ overlay }) => overlay))];
}
