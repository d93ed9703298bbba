import { Construct } from 'constructs';
import { alertRules, MonitoredService } from './alert-rules';
import { terraformRootScript } from './terraform-root-script';
import type { Convention } from '../convention';
import { GeneratedText } from '../synth/generated-text';
import { GeneratedYaml } from '../synth/generated-yaml';

/** An environment as operations see it. */
export interface OperatedEnvironment {
  readonly name: string;
  /** Whether applying needs its name as an explicit word. */
  readonly isProtected: boolean;
}

export interface OperationsOptions {
  readonly convention: Convention;
  /** The environments as they are when the scripts are rendered. */
  readonly environments: () => readonly OperatedEnvironment[];
}

/** The script that plans or applies one root module, relative to the repository. */
export function terraformRootScriptPath(convention: Convention): string {
  return `${convention.scriptsDir}/terraform-root.sh`;
}

/** What keeps an estate running: scripts for the people, alert rules for the services. */
export class Operations extends Construct {
  private readonly convention: Convention;

  constructor(scope: Construct, id: string, { convention, environments }: OperationsOptions) {
    super(scope, id);
    this.convention = convention;
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
    });
  }

  /** Adds the alert rules of a service, with its facts as they are at synthesis. */
  public addService(name: string, service: () => MonitoredService): GeneratedYaml {
    return new GeneratedYaml(this, `${this.convention.monitoringDir}/${name}.rules.yaml`, {
      obj: () => {
        const facts = service();
        return facts.environments.length > 0 ? alertRules(facts) : undefined;
      },
      spaceBetween: (path) => path.length === 4 && path[2] === 'rules' && path[3] !== 0,
    });
  }
}
