import { posix } from 'path';
import { Construct } from 'constructs';
import { BOOTSTRAP, bootstrapScript, RoleCluster } from './bootstrap-script';
import { ClusterAccess, kubeconfigScript } from './kubeconfig-script';
import type { AlertTeam } from './monitoring/alert-teams';
import { WatchedFiles } from './monitoring/watched-files';
import type { MonitoringWay, WatchedKind } from './monitoring/ways/monitoring-way';
import { monitoringWay } from './monitoring/ways/monitoring-ways';
import { rollbackServiceScript } from './rollback-service-script';
import { terraformRootScript } from './terraform-root-script';
import { unlockStateScript } from './unlock-state-script';
import type { Environment } from '../estate/environment';
import type { EnvironmentNames, Layout } from '../estate/layout';
import type { Monitoring } from '../estate/monitoring';
import type { MetricsModel } from '../kubernetes/models/metrics-model';
import type { WatchedWorkload } from '../kubernetes/watch/watched-workload';
import type { Companion } from '../kubernetes/workloads/declarations';
import type { WorkloadKind } from '../kubernetes/workloads/workload-kind';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';
import { shellWord } from '../text/bash-quote';

/** An environment as operations see it. */
export interface OperatedEnvironment extends EnvironmentNames {
  /** Whether a change of it needs its name as an explicit word. */
  readonly isProtected: boolean;
  /** Kubernetes namespace of its services. */
  readonly namespace: string;
  /** Folder of its overlay, and names of the workloads in it; undefined: none runs there. */
  readonly overlay?: { readonly dir: string; readonly workloads: readonly string[] };
}

/** What operations need to know of an estate, as it is when a script is rendered. */
export interface OperatedEstate {
  readonly environments: readonly OperatedEnvironment[];
  /** The clusters of the environments that have one. */
  readonly clusters: ReadonlyArray<Omit<ClusterAccess, 'isProtected'>>;
  /** What a person has to know of the kubeconfig of such a cluster, in one sentence. */
  readonly kubeconfigNote: string;
  /** Name of the script that fetches it; undefined: an output of the root module is the kubeconfig. */
  readonly kubeconfigScript?: string;
  /** Folders of the root modules that create state backends. */
  readonly bootstrapDirs: readonly string[];
  /** The clusters whose workloads have roles that a bootstrap makes. */
  readonly roleClusters: readonly RoleCluster[];
  /** Type of the state backend. */
  readonly backendType: string;
  /** Shell that says on stderr how to end a lock that names no holder, from what terraform said of it, in `answer`. */
  readonly lockWithoutHolder: readonly string[];
  /** What terraform says when a state is not there yet, and may not be made by an identity that only reads. */
  readonly absentState?: string;
}

export interface OperationsOptions {
  readonly layout: Layout;
  readonly projectName: string;
  /** Address of a file of the repository, for people. */
  readonly fileUrl: (path: string) => string;
  readonly monitoring: Monitoring;
  /** Who is told of what no workload is about in an environment, as it is at synthesis; undefined: nobody. */
  readonly team: (environment: Environment) => AlertTeam | undefined;
  readonly estate: () => OperatedEstate;
}

/** A workload as operations see it. */
export interface OperatedWorkload {
  readonly name: string;
  readonly kind: WatchedKind & Pick<WorkloadKind, 'rollsOut' | 'podOwner'>;
  addCompanion(companion: Companion): void;
}

/** What is watched of a workload, and who is told, as it is at synthesis. */
export interface WatchedFacts {
  readonly watched: () => WatchedWorkload;
  readonly team: (environment: Environment) => AlertTeam | undefined;
  readonly metrics: (environment: Environment) => MetricsModel | undefined;
}

/** A script for people: what it does, in a line. */
export interface OperationsScript {
  readonly path: string;
  readonly what: string;
  /**
   * What it is there for, as code.
   * @default - protected environments, of which it asks again
   */
  readonly change?: string;
  /** Undefined: there is nothing in the estate that it could be for. */
  readonly content: () => string | undefined;
}

/** The script that plans or applies one root module, relative to the repository. */
export function terraformRootScriptPath(layout: Layout): string {
  return `${layout.scriptsDir}/terraform-root.sh`;
}

/** What keeps an estate running: scripts for the people, monitoring for the workloads. */
export class Operations extends Construct {
  /** The scripts that people run, whether there is a use for them in this estate or not. */
  public readonly scripts: readonly OperationsScript[];
  /** @internal */
  public readonly _source: SourceLocation;
  private readonly watchedFiles: WatchedFiles;
  private readonly way: MonitoringWay;
  private readonly workloads: OperatedWorkload[] = [];

  constructor(scope: Construct, id: string, private readonly options: OperationsOptions) {
    super(scope, id);
    this._source = SourceLocation.capture();
    const { layout, projectName, fileUrl, monitoring, team } = options;
    this.scripts = [this.terraformRoot(), this.kubeconfig(), this.rollbackService(), this.unlockState(), this.bootstrap()];
    for (const { path, what, content, change } of this.scripts) {
      new GeneratedText(this, path, {
        executable: true,
        comment: '#',
        content,
        explain: () => [{
          what: `the script that ${what}${change === undefined ? ', which asks again where an environment is protected' : ''}`,
          source: this._source,
          change: change ?? 'project.addEnvironment(…, { promotedFrom: …, reviewers: … })',
        }],
      });
    }
    const runbookUrl = (alert: string) => fileUrl(`${layout.runbooksDir}/${alert}.md`);
    this.watchedFiles = new WatchedFiles(this, 'monitoring', { layout, projectName, runbookUrl, rollBackScript: this.rollbackService().path });
    this.way = monitoringWay({ scope: this, source: this._source, layout, projectName, runbookUrl, team }, monitoring._content);
  }

  /** Adds what watches a workload, with its facts as they are at synthesis. */
  public addWorkload(workload: OperatedWorkload, { watched, team, metrics }: WatchedFacts): void {
    this.workloads.push(workload);
    const { name, kind } = workload;
    const addCompanion = (companion: Companion) => workload.addCompanion(companion);
    const declared = { name, kind, facts: watched, team, metrics, source: SourceLocation.capture(), addCompanion };
    this.watchedFiles.addWorkload(declared);
    this.way.addWorkload(declared);
  }

  /** What makes the state backends, as a shell takes it, each with the folder of its root module. */
  public get bootstraps(): Array<{ readonly dir: string; readonly command: string }> {
    const { bootstrapDirs } = this.options.estate();
    const confirmation = this.guarded().length > 0 ? ['--confirm', BOOTSTRAP] : [];
    return bootstrapDirs.map((dir) => {
      const name = bootstrapDirs.length > 1 ? [posix.basename(dir)] : [];
      return { dir, command: [this.bootstrap().path, ...name, ...confirmation].map(shellWord).join(' ') };
    });
  }

  private terraformRoot(): OperationsScript {
    const { layout: { backendFile }, layout } = this.options;
    const path = terraformRootScriptPath(layout);
    return {
      path,
      what: 'validates, plans or applies one root module, or shows its outputs',
      content: () => terraformRootScript({
        path,
        backendFile,
        exampleDir: this.exampleDir(),
        guarded: this.rootModulesOf(this.guarded()),
        absentState: this.options.estate().absentState,
      }),
    };
  }

  private kubeconfig(): OperationsScript {
    const { layout: { scriptsDir, backendFile }, estate } = this.options;
    const path = `${scriptsDir}/kubeconfig.sh`;
    return {
      path,
      what: 'fetches the kubeconfig of an environment\'s cluster',
      content: () => {
        const guarded = this.guarded().map(({ name }) => name);
        const { clusters: all, kubeconfigNote: note, kubeconfigScript: fetchingScript } = estate();
        const clusters = all.map((cluster) => ({ ...cluster, isProtected: guarded.includes(cluster.environment) }));
        return clusters.length > 0 ? kubeconfigScript({ path, backendFile, clusters, fetchingScript, note }) : undefined;
      },
    };
  }

  private rollbackService(): OperationsScript {
    const { layout, estate } = this.options;
    const path = `${layout.scriptsDir}/rollback-service.sh`;
    return {
      path,
      what: 'brings a service back to its former release',
      content: () => {
        const environments = estate().environments.flatMap(({ name, namespace, isProtected, overlay }) =>
          (overlay === undefined ? [] : { name, namespace, isProtected, overlayDir: overlay.dir, workloads: overlay.workloads }));
        const workloads = this.workloads.map(({ name, kind }) => ({ name, owner: kind.rollsOut ? kind.podOwner.kind : undefined }));
        const [example] = workloads.filter(({ owner }) => owner !== undefined).flatMap(({ name }) => {
          const place = environments.find((environment) => environment.workloads.includes(name));
          return place === undefined ? [] : { environment: place.name, service: name };
        });
        return example && rollbackServiceScript({ path, environments, workloads, example });
      },
    };
  }

  private unlockState(): OperationsScript {
    const { layout: { scriptsDir, backendFile }, estate } = this.options;
    const path = `${scriptsDir}/unlock-state.sh`;
    return {
      path,
      what: 'shows who holds the lock of a state, and ends it',
      content: () => {
        const { environments, bootstrapDirs, lockWithoutHolder } = estate();
        const places = [
          ...this.rootModulesOf(environments),
          ...bootstrapDirs.map((rootModulePattern) => ({ name: BOOTSTRAP, rootModulePattern })),
        ];
        return unlockStateScript({ path, backendFile, exampleDir: this.exampleDir(), places, withoutHolder: lockWithoutHolder });
      },
    };
  }

  private bootstrap(): OperationsScript {
    const { layout, estate } = this.options;
    const { scriptsDir, backendFile } = layout;
    const path = `${scriptsDir}/bootstrap.sh`;
    return {
      path,
      what: 'makes the state backend and the identities of CI',
      content: () => {
        const { bootstrapDirs: dirs, roleClusters: clusters, backendType } = estate();
        if (dirs.length === 0) return undefined;
        const isProtected = this.guarded().length > 0;
        return bootstrapScript({ path, dirs, backendType, backendFile, clusters, terraformRootScript: terraformRootScriptPath(layout), isProtected });
      },
    };
  }

  private guarded(): OperatedEnvironment[] {
    return this.options.estate().environments.filter(({ isProtected }) => isProtected);
  }

  private rootModulesOf(environments: readonly EnvironmentNames[]): Array<{ name: string; rootModulePattern: string }> {
    return environments.map((environment) => ({ name: environment.name, rootModulePattern: this.options.layout.rootModuleDir(environment, '*') }));
  }

  private exampleDir(): string {
    return this.options.layout.rootModuleDir(this.options.estate().environments[0] ?? { name: 'dev', shortName: 'dev' }, 'network');
  }
}
