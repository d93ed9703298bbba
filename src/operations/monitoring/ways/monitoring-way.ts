import type { Construct } from 'constructs';
import type { Environment } from '../../../estate/environment';
import type { Layout } from '../../../estate/layout';
import type { MetricsModel } from '../../../kubernetes/models/metrics-model';
import type { WatchedWorkload } from '../../../kubernetes/watch/watched-workload';
import type { WorkloadWatch } from '../../../kubernetes/watch/workload-watch';
import type { Companion } from '../../../kubernetes/workloads/declarations';
import type { SourceLocation } from '../../../synth/declare/source-location';
import type { AlertTeam } from '../alert-teams';

/** A kind of workload, as far as it is watched. */
export interface WatchedKind {
  /** What people call a workload of the kind: `service`. */
  readonly noun: string;
  readonly watch: WorkloadWatch<never, object>;
}

/** A workload that is watched, with its facts as they are at synthesis. */
export interface WatchedDeclaration {
  readonly name: string;
  readonly kind: WatchedKind;
  readonly facts: () => WatchedWorkload;
  /** Who is told of its alerts in an environment, as it is at synthesis; undefined: nobody. */
  readonly team: (environment: Environment) => AlertTeam | undefined;
  /** Where it serves metrics in an environment, as it is at synthesis; undefined: nowhere. */
  readonly metrics: (environment: Environment) => MetricsModel | undefined;
  readonly source: SourceLocation;
  /** Puts an object beside those of its kind. */
  readonly addCompanion: (companion: Companion) => void;
}

/** What all ways have to know of the estate. */
export interface MonitoringSite {
  /** The project, or a construct below it. */
  readonly scope: Construct;
  /** Where the project was declared. */
  readonly source: SourceLocation;
  readonly layout: Layout;
  readonly projectName: string;
  /** Address of the page that says what to do about an alert. */
  readonly runbookUrl: (alert: string) => string;
  /** Who is told of what no workload is about in an environment, as it is at synthesis; undefined: nobody. */
  readonly team: (environment: Environment) => AlertTeam | undefined;
}

/** How alert rules and dashboards get to where they are evaluated and shown, beside the files of the repository. */
export interface MonitoringWay {
  /** Adds what brings those of a workload there, in each environment in which it will be. */
  addWorkload(workload: WatchedDeclaration): void;
}

/** A workload as it is in one environment alone. */
export function watchedIn({ name, environments }: WatchedWorkload, namespace: string): WatchedWorkload | undefined {
  const there = environments.filter((environment) => environment.namespace === namespace);
  return there.length === 0 ? undefined : { name, environments: there };
}
