import * as fs from 'fs';
import * as path from 'path';
import { runChild } from './child';
import { ESTATE_NAME, estateProgram } from './estate-program';
import { shapeOf } from './estate-shape';
import { PACKAGE } from './package-directory';

/** The size of the estate in which one option is changed. */
export const LARGE_ESTATE_FILES = 10_000;

const PROJENRC = '.projenrc.ts';
const PORTS: readonly number[] = [8080, 8081];

/** Projects as users have them, with the packed package installed: `npx projen` runs in each. */
export class Projects {
  /**
   * Creates the projects with `projen new`. Needs the registry.
   * @param directory has to remain: the projects name the packed package in it
   */
  public static create(directory: string): Projects {
    runChild('npm', ['pack', '--silent', '--pack-destination', directory], PACKAGE);
    const tarball = fs.readdirSync(directory).find((file) => file.endsWith('.tgz'))!;
    const projects = new Projects(directory);
    newProject(projects.estate, ['--from', `feiyue-projen@file:${path.join(directory, tarball)}`, '--name', ESTATE_NAME]);
    newProject(projects.emptyProjen, ['typescript']);
    fs.cpSync(projects.estate, projects.largeEstate, { recursive: true, verbatimSymlinks: true });
    // It becomes another estate, of which nothing was ever applied.
    fs.rmSync(path.join(projects.largeEstate, '.projen/state-addresses.json'));
    projects.setPort(0);
    for (const project of [projects.estate, projects.emptyProjen, projects.largeEstate]) runProjen(project);
    return projects;
  }

  /** The estate that `projen new` leaves. */
  public readonly estate: string;
  /** The TypeScript project that `projen new` leaves. */
  public readonly emptyProjen: string;
  /** An estate of about 10,000 files. */
  public readonly largeEstate: string;

  private constructor(directory: string) {
    this.estate = path.join(directory, 'estate');
    this.emptyProjen = path.join(directory, 'empty');
    this.largeEstate = path.join(directory, 'large');
  }

  /** The same projects elsewhere. */
  public copyTo(directory: string): Projects {
    const copy = new Projects(directory);
    for (const name of ['estate', 'emptyProjen', 'largeEstate'] as const) {
      fs.cpSync(this[name], copy[name], { recursive: true, verbatimSymlinks: true });
    }
    return copy;
  }

  /** Edits one option of the large estate: the port of a service is one of two. */
  public setPort(index: number): void {
    const devDeps = /^ {2}devDeps: (\[.*\]),$/m.exec(fs.readFileSync(path.join(this.estate, PROJENRC), 'utf-8'));
    const program = estateProgram(shapeOf(LARGE_ESTATE_FILES), {
      portOfFirstService: PORTS[index],
      devDeps: devDeps ? JSON.parse(devDeps[1].replace(/'/g, '"')) as string[] : [],
    });
    fs.writeFileSync(path.join(this.largeEstate, PROJENRC), program);
  }

  /** @throws Error when the large estate was not written with the port that it has */
  public checkPort(index: number): void {
    const manifest = fs.readFileSync(path.join(this.largeEstate, 'k8s/base/service0/deployment.yaml'), 'utf-8');
    if (!manifest.includes(`containerPort: ${PORTS[index]}`)) throw new Error(`the port ${PORTS[index]} did not reach the manifests`);
  }
}

/** Runs `npx projen` to its end. */
export function runProjen(directory: string): void {
  runChild('npx', ['projen'], directory);
}

function newProject(directory: string, type: readonly string[]): void {
  const projen = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'node_modules/projen/package.json'), 'utf-8')) as { version: string };
  fs.mkdirSync(directory);
  runChild('npx', ['--yes', `projen@${projen.version}`, 'new', ...type, '--no-git'], directory);
}
