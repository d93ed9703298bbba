import type { Construct } from 'constructs';
import { ManagedCall, ManagedCallOptions } from './managed-call';
import { MonitoringSite, MonitoringWay, WatchedDeclaration, watchedIn } from './monitoring-way';
import { choiceProblems, chosenAlerts, ResourceAlert, WatchedModule } from './resource-alert';
import type { CloudName } from '../../../clouds/cloud-name';
import { AlertReceiver, AlertSeverity } from '../../../estate/alert-receiver';
import type { Environment } from '../../../estate/environment';
import { Estate } from '../../../estate/estate';
import { cloudOf } from '../../../estate/estate-facts';
import { MONITORING_ROOT_MODULE, ResourceAlertChoices } from '../../../estate/monitoring';
import type { WatchedWorkload } from '../../../kubernetes/watch/watched-workload';
import { Problems } from '../../../synth/declare/problems';
import { clusterCall } from '../../../terraform/declare/cluster-call';
import type { LateInputs } from '../../../terraform/declare/late-call';
import { LibraryModule } from '../../../terraform/declare/library-module';
import { Reference } from '../../../terraform/declare/reference';
import { RootModule, ROOT_MODULES } from '../../../terraform/declare/root-module';
import type { ModuleCall } from '../../../terraform/declare/root-module-call';
import { alertRules, RuleGroup } from '../alert-rules';
import type { AlertTeam } from '../alert-teams';

/** Id of the call that makes those who are told. */
export const RECEIVERS_CALL = 'receivers';

/** A workload that is watched in an environment. */
interface WatchedThere {
  readonly workload: WatchedDeclaration;
  readonly facts: WatchedWorkload;
}

/** Those who are told of alerts of one team and severity. */
export interface ToldGroup {
  /** `<team>-<severity>` */
  readonly name: string;
  readonly receivers: readonly AlertReceiver[];
}

/** The rules of a workload in an environment, and who is told, by severity. */
export interface WatchedRules {
  readonly groups: readonly RuleGroup[];
  /** Name of the group that is told; undefined: nobody is. */
  readonly toldOf: (severity: string) => string | undefined;
}

/** A call whose module is watched, with its alerts: who is told of each, and what he is told. */
export interface WatchedCall<A extends ResourceAlert, M extends WatchedModule<A>> {
  readonly call: ModuleCall;
  readonly module: M;
  readonly alerts: ReadonlyArray<A & { readonly name: string; readonly told: string; readonly description: string }>;
}

/**
 * Managed services of a cloud, which a root module of ours makes in each environment that has a cluster there and workloads in it. It is there from
 * the first workload on.
 */
export abstract class ManagedWay implements MonitoringWay {
  protected readonly workloads: WatchedDeclaration[] = [];
  private rootModule?: RootModule;

  /**
   * @param cloud the cloud whose services they are
   * @param way how the way is said, as code
   */
  constructor(protected readonly site: MonitoringSite, private readonly cloud: CloudName, private readonly way: string) {}

  /** The calls of the root module, by their ids; the rules and those who are told are among them. */
  protected abstract calls(): Readonly<Record<string, ManagedCallOptions>>;

  /** What keeps the services from reading a cluster, ready for the user; undefined: nothing does. */
  protected abstract clusterProblem(environment: Environment, cluster: ModuleCall): string | undefined;

  public addWorkload(workload: WatchedDeclaration): void {
    this.workloads.push(workload);
    if (this.rootModule !== undefined) return;
    const project = this.site.scope.node.root as Construct;
    const rootModule = new RootModule(project, MONITORING_ROOT_MODULE, { _isIn: (environment) => this.isIn(environment) });
    this.rootModule = rootModule;
    const change = `monitoring: ${this.way} of the project`;
    for (const [id, options] of Object.entries(this.calls())) new ManagedCall(rootModule, id, { change, ...options });
    Problems.of(rootModule).addCheck(() => this.check(rootModule));
  }

  /** The estate that is watched. */
  protected get estate(): Estate {
    return Estate.of(this.site.scope);
  }

  /** Whether anybody is told of anything. */
  protected get tellsSomebody(): boolean {
    return Object.keys(this.estate.facts.alertReceivers ?? {}).length > 0;
  }

  /** An output of the cluster of an environment. */
  protected ofCluster(environment: Environment, output: string): Reference | undefined {
    const cluster = this.clusterIn(environment);
    return cluster && this.outputOf(cluster.rootModule.name, cluster.callId, output);
  }

  /** An output of another call of the root module. */
  protected own(callId: string, output: string): Reference {
    return this.outputOf(MONITORING_ROOT_MODULE, callId, output);
  }

  protected outputOf(rootModule: string, callId: string, output: string): Reference {
    return Reference._to({ rootModule, callId, output }, this.site.source);
  }

  /** The call that makes the cluster of an environment; undefined: none does. */
  protected clusterIn(environment: Environment): ModuleCall | undefined {
    // Whether the own root module is there depends on the cluster.
    return clusterCall(environment, this.others());
  }

  /** The root modules of the estate, without the own one. */
  protected others(): RootModule[] {
    return ROOT_MODULES.in(this.site.scope).all.filter(({ name }) => name !== MONITORING_ROOT_MODULE);
  }

  /** Their calls in an environment. */
  protected othersCallsIn(environment: Environment): ModuleCall[] {
    return this.others().flatMap((rootModule) => rootModule._callsIn(environment));
  }

  /** The workloads of an environment, as far as they run there. */
  protected watchedThere(environment: Environment): WatchedThere[] {
    return this.workloads.flatMap((workload) => {
      const facts = watchedIn(workload.facts(), environment.namespace);
      return facts === undefined ? [] : [{ workload, facts }];
    });
  }

  /** The rules of each workload of an environment, from the same model as the files of the repository. */
  protected rulesIn(environment: Environment): WatchedRules[] {
    return this.watchedThere(environment).map(({ workload, facts }) => {
      const team = workload.team(environment);
      const { groups } = alertRules(workload.name, workload.kind.watch.alertGroups(facts), this.site.runbookUrl);
      return {
        groups: groups.filter(({ rules }) => rules.length > 0),
        toldOf: (severity) => groupTold(team, severity),
      };
    });
  }

  /** What is said of the alerts on what Terraform makes; undefined: nothing can be. */
  protected get resourceAlerts(): ResourceAlertChoices | undefined {
    return undefined;
  }

  /** Whether anybody is told of what Terraform makes. */
  protected get watchesResources(): boolean {
    return this.tellsSomebody && this.resourceAlerts?.areIncluded === true;
  }

  /** The library modules that are watched, by their path. */
  protected get watchedModules(): Readonly<Record<string, WatchedModule<ResourceAlert>>> {
    return {};
  }

  /** The alerts on what Terraform makes in an environment, of which somebody is told. */
  protected resourceAlertsIn<A extends ResourceAlert, M extends WatchedModule<A>>(
    environment: Environment, modules: Readonly<Record<string, M>>,
  ): Array<WatchedCall<A, M>> {
    const { resourceAlerts: choices, site } = this;
    if (choices === undefined || !this.watchesResources) return [];
    const team = site.team(environment);
    return this.othersCallsIn(environment).flatMap((call) => {
      const [path] = libraryPathOf(call);
      const module = path === undefined ? undefined : modules[path];
      if (path === undefined || module === undefined) return [];
      const alerts = chosenAlerts<A>(path, module, choices).flatMap((alert) => {
        const told = groupTold(team, alert.severity);
        return told === undefined ? [] : [{ ...alert, told, description: describe(alert, module.runbook && site.runbookUrl(module.runbook)) }];
      });
      return alerts.length === 0 ? [] : [{ call, module, alerts }];
    });
  }

  /** Those who are told of the alerts of an environment. */
  protected toldIn(environment: Environment): ToldGroup[] {
    const { team: ofResources } = this.site;
    const told = [
      ...this.watchedThere(environment).map(({ workload }) => workload.team(environment)),
      ...(this.watchesResources ? [ofResources(environment)] : []),
    ];
    const teams = new Map(told.flatMap((team) => (team === undefined ? [] : [[team.name, team.receivers] as const])));
    return [...teams].flatMap(([team, receivers]) => Object.values(AlertSeverity).map((severity) => ({
      name: groupName(team, severity), receivers: receivers.filter(({ _severities }) => _severities.includes(severity)),
    }))).filter(({ receivers }) => receivers.length > 0);
  }

  /** The names of the metrics that rules and dashboards read, of those that begin so, sorted. */
  protected metricNames(beginning: string): string[] {
    const pattern = new RegExp(`\\b${beginning}_[a-z0-9_]+`, 'g');
    const expressions = this.workloads.flatMap(({ facts, kind: { watch } }) => [
      ...watch.alertGroups(facts()).flatMap(({ recordings, alerts }) => [...recordings, ...alerts].map(({ expr }) => expr)),
      ...watch.panels(facts()).flatMap(({ queries }) => queries.map(([expr]) => expr)),
    ]);
    return [...new Set(expressions.flatMap((expr) => expr.match(pattern) ?? []))].sort();
  }

  private watches({ runsServices, namespace }: Environment): boolean {
    return runsServices && this.workloads.some(({ facts }) => watchedIn(facts(), namespace) !== undefined);
  }

  private isHere(environment: Environment): boolean {
    const isOnCloud = cloudOf(this.estate.facts, environment)._supplier.name === this.cloud;
    return isOnCloud && this.watches(environment);
  }

  private isIn(environment: Environment): boolean {
    return this.isHere(environment) && this.clusterIn(environment) !== undefined;
  }

  private check(rootModule: RootModule): void {
    const { facts, environments } = this.estate;
    const watched = environments.filter((each) => this.isIn(each));
    if (this.resourceAlerts !== undefined && watched.length > 0) {
      const called = new Set(watched.flatMap((environment) => this.othersCallsIn(environment)).flatMap(libraryPathOf));
      for (const problem of choiceProblems(this.resourceAlerts, { modules: this.watchedModules, called, isSomebodyTold: this.tellsSomebody })) {
        Problems.of(rootModule).add(this.site.source, `monitoring is ${this.way}, and ${problem}`);
      }
    }
    for (const environment of environments.filter((each) => this.watches(each))) {
      const report = (message: string) => Problems.of(rootModule).add(this.site.source, `monitoring is ${this.way}, and environment "${environment.name}" ${message}`);
      const { name, clusterModule } = cloudOf(facts, environment)._supplier;
      const cluster = this.clusterIn(environment);
      if (name !== this.cloud) {
        report('is on another cloud, whose clusters it does not read: choose Monitoring.prometheusOperator(), or have another project for that environment');
      } else if (cluster === undefined) {
        report(`has no root module with a cluster that it would read: ${clusterModule.classes}; or choose Monitoring.prometheusOperator()`);
      } else {
        const problem = this.clusterProblem(environment, cluster);
        if (problem !== undefined) report(problem);
      }
    }
  }
}

/** Inputs of rules that both clouds take alike. */
export function ruleInputs(rule: RuleGroup['rules'][number]): LateInputs {
  if ('record' in rule) return { record: rule.record, expression: rule.expr, labels: rule.labels };
  return { alert: rule.alert, expression: rule.expr, for_minutes: Number.parseInt(rule.for, 10), labels: rule.labels };
}

function libraryPathOf(call: ModuleCall): string[] {
  return call instanceof LibraryModule ? [call._libraryPath] : [];
}

/** Name of the group that is told; undefined: nobody is. */
function groupTold(team: AlertTeam | undefined, severity: string): string | undefined {
  const isTold = team?.receivers.some(({ _severities }) => _severities.includes(severity as AlertSeverity));
  return isTold === true ? groupName(team!.name, severity) : undefined;
}

function describe({ meaning }: ResourceAlert, runbook: string | undefined): string {
  return runbook === undefined ? meaning : `${meaning} What to do: ${runbook}`;
}

function groupName(team: string, severity: string): string {
  return `${team}-${severity}`;
}
