/** The services of an estate that run in CloudBase Run, by the environment. */
import { CloudBaseEnvironment, CloudBaseRunService, cloudBaseRunService } from './cloudbase-run-service';
import type { CloudBaseRun } from '../../estate/cloudbase-run';
import type { Environment } from '../../estate/environment';
import { cloudOf, EstateFacts } from '../../estate/estate-facts';
import { outputsIn } from '../outputs/output-text';
import { placeIn } from '../workloads/declarations';
import type { ServiceModel } from '../workloads/deployment/service-model';
import type { ResolvedWorkload } from '../workloads/resolved-workload';
import type { WorkloadRegistry } from '../workloads/workload-registry';

/** The environment of CloudBase that a place is. */
export function cloudBaseEnvironment(
  { _envId: envId, _region: region }: CloudBaseRun, facts: EstateFacts, environment: Environment,
): CloudBaseEnvironment {
  return { envId, region: region ?? cloudOf(facts, environment)._supplier.region };
}

/** How a workload runs in CloudBase Run in an environment; undefined: it does not. */
export function cloudBaseRunServiceIn(workload: ResolvedWorkload, facts: EstateFacts, environment: Environment): CloudBaseRunService | undefined {
  const place = placeIn(workload, environment);
  if (place === undefined || !workload.kind.runsInCloudBaseRun) return undefined;
  // Services are the only kind that does.
  return cloudBaseRunService(workload.model(environment) as ServiceModel, cloudBaseEnvironment(place, facts, environment));
}

/** The services of an environment that run in CloudBase Run, in the order of declaration. */
export function cloudBaseRunServicesIn(registry: WorkloadRegistry, facts: EstateFacts, environment: Environment): CloudBaseRunService[] {
  return registry.all().flatMap((workload) => cloudBaseRunServiceIn(workload, facts, environment) ?? []);
}

/** The root modules whose outputs services take, sorted, each with these services, sorted. */
export function outputReadersOf(services: readonly CloudBaseRunService[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const each of services) {
    for (const { rootModule } of outputsIn(each)) found.set(rootModule, (found.get(rootModule) ?? new Set()).add(each.service));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rootModule, readers]) => [rootModule, [...readers].sort()]));
}
