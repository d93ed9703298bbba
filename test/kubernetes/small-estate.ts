import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { LogLevel, Project } from 'projen';
import type { CloudName } from '../../src/clouds/cloud-name';
import { Convention, layoutOf } from '../../src/estate/convention';
import { Environment, EnvironmentOptions } from '../../src/estate/environment';
import { Estate } from '../../src/estate/estate';
import { EstateFacts } from '../../src/estate/estate-facts';
import { Monitoring } from '../../src/estate/monitoring';
import { EnvironmentOverlay } from '../../src/kubernetes/environment-overlay';
import type { ServiceOptions } from '../../src/kubernetes/options/service-options';
import { Service } from '../../src/kubernetes/service';
import { EstateError } from '../../src/synth/declare/estate-error';
import { Problems } from '../../src/synth/declare/problems';
import { writeFiles } from '../write-files';

/** An estate of environments and services alone, in a folder of its own. */
export class SmallEstate {
  public readonly project: Project;
  private readonly estate: Estate;

  constructor(on: CloudName = 'tencent', monitoring = Monitoring.files()) {
    this.project = new Project({
      name: 'shop',
      outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'kubernetes-')),
      logging: { level: LogLevel.OFF },
    });
    const supplier = {
      imageRepository: (project: string, service: string) => `registry.example/${project}/${service}`,
      sovereignCloud: { environment: 'public' },
      tenantId: '00000000-0000-0000-0000-000000000001',
      account: '00000000-0000-0000-0000-000000000002',
    };
    const cloud = { _supplier: supplier, _in: (table: Readonly<Record<CloudName, (supplier: object) => unknown>>) => table[on](supplier) };
    this.estate = Estate.register(this.project, {
      projectName: 'shop',
      outdir: this.project.outdir,
      layout: layoutOf(Convention.FEIYUE),
      cloud,
      repository: { url: 'https://github.com/acme/shop', defaultBranch: 'main' },
      monitoring,
    } as unknown as EstateFacts);
  }

  public get environments(): readonly Environment[] {
    return this.estate.environments;
  }

  /** Adds an environment, and returns its overlay; one without services has none. */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): EnvironmentOverlay {
    const environment = new Environment(this.project, name, options);
    if (!environment.runsServices) return undefined as never;
    return new EnvironmentOverlay(this.project, `${name} overlay`, environment);
  }

  public addService(name: string, options: ServiceOptions = { port: 8080 }): Service {
    return new Service(this.project, name, options);
  }

  /** The problems, without the places in this test. */
  public problems(): string[] {
    Problems.of(this.project).runChecks();
    try {
      Problems.of(this.project).throwIfAny(this.project.outdir);
      return [];
    } catch (error) {
      return (error as EstateError).problems.map((line) => line.replace(/^\S+:\d+\s+/, ''));
    }
  }

  /** Writes the estate and returns its folder. */
  public write(): string {
    expect(this.problems()).toEqual([]);
    writeFiles(this.project);
    return this.project.outdir;
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.project.outdir, file), 'utf8');
  }

  /** The files below a folder, by their path in it. */
  public files(folder: string): string[] {
    const root = path.join(this.project.outdir, folder);
    return (fs.readdirSync(root, { recursive: true }) as string[]).filter((file) => fs.statSync(path.join(root, file)).isFile()).sort();
  }
}
