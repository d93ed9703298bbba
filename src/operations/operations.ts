import { Construct } from 'constructs';
import type { MonitoredService } from './monitoring/monitored-service';
import { Monitoring } from './monitoring/monitoring';
import { terraformRootScript } from './terraform-root-script';
import type { Convention } from '../convention';
import { GeneratedText } from '../synth/generated-text';
import { SourceLocation } from '../synth/source-location';

/** An environment as operations see it. */
export interface OperatedEnvironment {
  readonly name: string;
  /** Whether applying needs its name as an explicit word. */
  readonly isProtected: boolean;
}

export interface OperationsOptions {
  readonly convention: Convention;
  readonly projectName: string;
  /** The GitHub repository as `owner/name`. */
  readonly repository: string;
  /** The environments as they are when the scripts are rendered. */
  readonly environments: () => readonly OperatedEnvironment[];
}

/** The script that plans or applies one root module, relative to the repository. */
export function terraformRootScriptPath(convention: Convention): string {
  return `${convention.scriptsDir}/terraform-root.sh`;
}

/** What keeps an estate running: scripts for the people, alert rules for the services. */
export class Operations extends Construct {
  /** @internal */
  public readonly _source: SourceLocation;
  private readonly monitoring: Monitoring;

  constructor(scope: Construct, id: string, { convention, projectName, repository, environments }: OperationsOptions) {
    super(scope, id);
    this._source = SourceLocation.capture();
    this.monitoring = new Monitoring(this, 'monitoring', { convention, projectName, repository, rollBackScript: `${convention.scriptsDir}/rollback-service.sh` });
    const path = terraformRootScriptPath(convention);
    new GeneratedText(this, path, {
      executable: true,
      comment: '#',
      content: () => terraformRootScript({
        path,
        backendFile: convention.backendFile,
        exampleDir: convention.rootModuleDir(environments()[0]?.name ?? 'dev', 'network'),
        guarded: environments()
          .filter(({ isProtected }) => isProtected)
          .map(({ name }) => ({ name, rootModulePattern: convention.rootModuleDir(name, '*') })),
      }),
      explain: () => [{ what: 'the script for every root module, which asks again where an environment is protected', source: this._source, change: 'project.addEnvironment(…, { promotedFrom: …, reviewers: … })' }],
    });
  }

  /** Adds what watches a service, with its facts as they are at synthesis. */
  public addService(name: string, service: () => MonitoredService): void {
    this.monitoring.addService(name, service);
  }
}
