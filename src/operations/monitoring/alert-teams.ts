import type { Construct } from 'constructs';
import type { AlertReceiver } from '../../estate/alert-receiver';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import type { ResolvedWorkload } from '../../kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../../kubernetes/workloads/workload-registry';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import { didYouMean } from '../../text/nearest-name';

/** A team, and how it is told. */
export interface AlertTeam {
  readonly name: string;
  readonly receivers: readonly AlertReceiver[];
}

/** Who is told of the alerts of a workload: the receivers of its team, else of that of the environment, else of the first one. */
export class AlertTeams {
  constructor(private readonly scope: Construct) {
    Problems.of(scope).addCheck(() => this.check());
  }

  /** The team of a workload in an environment, and its receivers; undefined: nobody is told. */
  public teamOf(workload: ResolvedWorkload, environment: Environment): AlertTeam | undefined {
    return this.named(workload.model(environment).team ?? this.nameIn(environment));
  }

  /** The team of what no workload is about in an environment, and its receivers; undefined: nobody is told. */
  public teamIn(environment: Environment): AlertTeam | undefined {
    return this.named(this.nameIn(environment));
  }

  private nameIn({ _team: team }: Environment): string | undefined {
    return team ?? Object.keys(this.receivers)[0];
  }

  private named(name: string | undefined): AlertTeam | undefined {
    const { receivers } = this;
    return name !== undefined && Object.hasOwn(receivers, name) ? { name, receivers: receivers[name] } : undefined;
  }

  private get receivers(): Readonly<Record<string, readonly AlertReceiver[]>> {
    return Estate.of(this.scope).facts.alertReceivers ?? {};
  }

  private check(): void {
    for (const { name, _team: team, _source: source } of ENVIRONMENTS.in(this.scope).all) this.checkTeam(team, source, `environment "${name}"`);
    for (const { name, kind, layers } of WorkloadRegistry.of(this.scope).all()) {
      for (const { settings: { team }, source } of layers) this.checkTeam(team, source, `${kind.noun} "${name}"`);
    }
  }

  private checkTeam(team: string | undefined, source: SourceLocation, subject: string): void {
    const known = Object.keys(this.receivers);
    if (team === undefined || known.includes(team)) return;
    const mend = known.length === 0 ? 'name it there, or leave the team out' : `its teams are: ${known.join(', ')}.${didYouMean(team, known)}`;
    Problems.of(this.scope).add(source, `${subject} has team ${JSON.stringify(team)}, of whom alertReceivers of the project says nothing; ${mend}`);
  }
}
