import type { Construct } from 'constructs';
import { AlertTeams } from './monitoring/alert-teams';
import { OperatedEstate, Operations } from './operations';
import { EstateRunbooks } from './runbooks/estate-runbooks';
import type { RunbookPlace } from './runbooks/runbook-section';
import { APPLICATIONS } from '../applications/application';
import { CertManager } from '../applications/cert-manager/cert-manager';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import type { MetricsModel } from '../kubernetes/models/metrics-model';
import type { WatchedWorkload } from '../kubernetes/watch/watched-workload';
import type { ResolvedWorkload } from '../kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { LibraryModule } from '../terraform/declare/library-module';
import { RootModule, ROOT_MODULES } from '../terraform/declare/root-module';

/** What operations have to know of an estate, as it is at synthesis. */
export interface EstateOperationsOptions {
  /** Address of a file of the repository, for people. */
  readonly fileUrl: (path: string) => string;
  readonly operated: () => OperatedEstate;
  readonly watched: (workload: ResolvedWorkload) => WatchedWorkload;
}

/** Adds operations to an estate, which watch every workload that will be declared in it. */
export function operateEstate(scope: Construct, { fileUrl, operated, watched }: EstateOperationsOptions): Operations {
  const { layout, projectName, monitoring } = Estate.of(scope).facts;
  const teams = new AlertTeams(scope);
  const team = (environment: Environment) => teams.teamIn(environment);
  const operations = new Operations(scope, 'operations', { layout, projectName, fileUrl, monitoring, team, estate: operated });
  new EstateRunbooks(operations, 'runbooks', layout, () => ({
    calls: callsIn(scope),
    backendType: operated().backendType,
    hasCertManager: APPLICATIONS.in(scope).all.some((application) => application instanceof CertManager),
    hasStates: ROOT_MODULES.in(scope).all.length > 0,
  }));
  WorkloadRegistry.of(scope).each((workload) => operations.addWorkload(workload, {
    watched: () => watched(workload),
    team: (environment) => teams.teamOf(workload, environment),
    metrics: (environment) => (workload.model(environment) as { readonly metrics?: MetricsModel }).metrics,
  }));
  return operations;
}

/** The calls of library modules, in each environment that has their root module. */
function callsIn(scope: Construct): RunbookPlace[] {
  return Estate.of(scope).environments.flatMap((environment) => (
    ROOT_MODULES.in(scope).all.flatMap((rootModule) => placesIn(rootModule, environment))));
}

function placesIn(rootModule: RootModule, environment: Environment): RunbookPlace[] {
  const dir = Estate.of(rootModule).facts.layout.rootModuleDir(environment, rootModule.name);
  const calls = rootModule._callsIn(environment).filter((call) => call instanceof LibraryModule);
  return calls.map(({ callId, _libraryPath: module }) => ({ environment: environment.name, dir, call: callId, module }));
}
