import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import { checkOverrides, checkRoutesOnce, checkVariablesExist, checkWorker } from './worker-checks';
import type { CloudflareWorkerOptions, CloudflareWorkerOverrides } from './worker-options';
import { devVarsExample, workerEnv, workerPackage, workerSource, workerTsconfig } from './worker-source';
import { WorkerModel, wranglerToml } from './wrangler-toml';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { findSecrets } from '../secrets/find-secrets';
import { Closing } from '../synth/declare/closing';
import { checkLabel } from '../synth/declare/declared-name';
import { laidOver } from '../synth/declare/lay-over';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SecretFindings } from '../synth/declare/secret-findings';
import { SourceLocation } from '../synth/declare/source-location';
import type { Explain } from '../synth/files/explanation';
import { GeneratedText } from '../synth/files/generated-text';
import { SeededText } from '../synth/files/seeded-text';
import { jsonText } from '../text/json-text';

/** All workers of an estate. */
export const CLOUDFLARE_WORKERS = new Kind<CloudflareWorker>('Cloudflare worker');

/** What wrangler leaves behind, and secrets for one's own machine. */
const NEVER_COMMITTED = ['.wrangler/', '.dev.vars', '.dev.vars.*'];

/** A worker is a host name of the workers.dev domain, even where that is switched off. */
const LONGEST_NAME = 63;

/**
 * A Cloudflare worker: its configuration, and a small TypeScript project that is written once and yours from then on.
 *
 * The worker itself has what is declared for it. `override` makes a worker of its own for an environment, called
 * `<name>-<environment>`, which `wrangler deploy --env <environment>` deploys. Made with `project.addCloudflareWorker(name, options)`.
 */
export class CloudflareWorker extends Construct {
  /** Name of the worker and of its folder. */
  public readonly name: string;
  /** @internal */
  public readonly _source: SourceLocation;
  private readonly options: CloudflareWorkerOptions;
  private readonly environments = new Map<string, CloudflareWorkerOverrides>();

  /**
   * Declares a worker.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the worker: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: CloudflareWorkerOptions = {}) {
    super(scope, CLOUDFLARE_WORKERS.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this.options = options;
    if (!checkLabel(this, this._source, 'Cloudflare worker', id) || !CLOUDFLARE_WORKERS.isFirst(this)) return;
    checkWorker(options, this.reportAt(this._source));
    this.findSecrets(options, this._source);
    Problems.of(this).addCheck(() => checkRoutesOnce(this.routes(), this.reportAt(this._source)));
    Project.of(this).gitignore.exclude(...NEVER_COMMITTED);
    this.addFiles(`${Estate.of(this).facts.layout.workersDir}/${id}`);
    CLOUDFLARE_WORKERS.signIn(this);
  }

  /**
   * Makes a worker of its own for an environment. What is left out stays as it is everywhere, but for routes, of which it
   * has none then: variables are merged key by key, and a list takes the place of the one before. Returns this worker.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: CloudflareWorkerOverrides): CloudflareWorker {
    const source = SourceLocation.capture();
    Closing.of(this).assertOpen(() => `what Cloudflare worker "${this.name}" is given in one environment`);
    const found = ENVIRONMENTS.resolve(this, environment, `Cloudflare worker "${this.name}"`, source);
    if (!found) return this;
    overrides = plainOptions(overrides);
    const report = this.reportAt(source);
    checkOverrides(overrides, this.options, report);
    this.findSecrets(overrides, source);
    checkVariablesExist(overrides, this.options, report);
    const name = `${this.name}-${found.name}`;
    if (name.length > LONGEST_NAME) report(`is called "${name}" in ${found.name}, which is longer than ${LONGEST_NAME} characters: give it a shorter name.`);
    this.environments.set(found.name, laidOver(this.environments.get(found.name) ?? {}, overrides));
    return this;
  }

  private reportAt(source: SourceLocation): (message: string) => void {
    return (message) => Problems.of(this).add(source, `Cloudflare worker "${this.name}" ${message}`);
  }

  /** The `secrets` are names alone. */
  private findSecrets({ secrets: _, ...options }: CloudflareWorkerOptions, source: SourceLocation): void {
    const wayOut = 'name it in `secrets`, and set it with `wrangler secret put <name>`';
    for (const [option, value] of Object.entries(options)) {
      SecretFindings.of(this).add(findSecrets(value, { name: option }), { scope: this, source, subject: `Cloudflare worker "${this.name}"`, place: option, wayOut });
    }
  }

  private routes() {
    return [this.options, ...this.environments.values()].flatMap(({ routes = [] }) => routes);
  }

  private addFiles(dir: string): void {
    const { name, options, environments } = this;
    const model: WorkerModel = { name, options, environments };
    new GeneratedText(this, `${dir}/wrangler.toml`, { comment: '#', content: () => wranglerToml(model), explain: this.explain('the configuration') });
    new GeneratedText(this, `${dir}/src/env.d.ts`, { comment: '//', content: () => workerEnv(options), explain: this.explain('the variables and secrets') });
    new GeneratedText(this, `${dir}/misc/dev.vars.example`, { comment: '#', content: () => devVarsExample(options), explain: this.explain('the secrets') });
    new SeededText(this, `${dir}/src/index.ts`, { content: () => workerSource(options) });
    new SeededText(this, `${dir}/package.json`, { content: () => jsonText(workerPackage(name)) });
    new SeededText(this, `${dir}/tsconfig.json`, { content: workerTsconfig });
  }

  private explain(what: string): Explain {
    return () => [{
      what: `${what} of Cloudflare worker "${this.name}"`,
      source: this._source,
      change: `the options of project.addCloudflareWorker('${this.name}', …), or its override(…)`,
    }];
  }
}
