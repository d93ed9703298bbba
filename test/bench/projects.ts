import * as fs from 'fs';
import * as path from 'path';
import { runChild } from './child';
import { ESTATE_NAME, estateProgram } from './estate-program';
import { shapeOf } from './estate-shape';
import { PACKAGE } from './package-directory';

/** The size of the estate in which one option is changed. */
const LARGE_ESTATE_FILES = 10_000;
const HUGE_ESTATE_FILES = 50_000;

const PROJENRC = '.projenrc.ts';
/** Where the program of a large estate leaves how much memory it took. */
const PEAK_FILE = 'node_modules/.peak-rss-mb';
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
    for (const estate of [projects.largeEstate, projects.hugeEstate]) {
      fs.cpSync(projects.estate, estate, { recursive: true, verbatimSymlinks: true });
      // It becomes another estate, of which nothing was ever applied.
      fs.rmSync(path.join(estate, '.projen/state-addresses.json'));
    }
    projects.setPort(0);
    fs.writeFileSync(path.join(projects.hugeEstate, PROJENRC), estateProgram(shapeOf(HUGE_ESTATE_FILES), { devDeps: projects.devDeps() }));
    for (const project of [projects.estate, projects.emptyProjen, projects.largeEstate, projects.hugeEstate]) runProjen(project);
    return projects;
  }

  /** The estate that `projen new` leaves. */
  public readonly estate: string;
  /** The TypeScript project that `projen new` leaves. */
  public readonly emptyProjen: string;
  /** An estate of about 10,000 files. */
  public readonly largeEstate: string;
  /** An estate of about 50,000 files. */
  public readonly hugeEstate: string;

  private constructor(directory: string) {
    this.estate = path.join(directory, 'estate');
    this.emptyProjen = path.join(directory, 'empty');
    this.largeEstate = path.join(directory, 'large');
    this.hugeEstate = path.join(directory, 'huge');
  }

  /** The same projects elsewhere. */
  public copyTo(directory: string): Projects {
    const copy = new Projects(directory);
    for (const name of ['estate', 'emptyProjen', 'largeEstate', 'hugeEstate'] as const) {
      fs.cpSync(this[name], copy[name], { recursive: true, verbatimSymlinks: true });
    }
    return copy;
  }

  /** Edits one option of the large estate: the port of a service is one of two. */
  public setPort(index: number): void {
    const program = estateProgram(shapeOf(LARGE_ESTATE_FILES), { portOfFirstService: PORTS[index], devDeps: this.devDeps() });
    const leavePeak = `process.on('exit', () => writeFileSync('${PEAK_FILE}', String(process.resourceUsage().maxRSS / 1024)));\n`;
    fs.writeFileSync(path.join(this.largeEstate, PROJENRC), `import { writeFileSync } from 'fs';\n${program}${leavePeak}`);
  }

  /** The resident set of the last synthesis of the large estate, at its largest, in MB. */
  public peakRssMb(): number {
    return Number(fs.readFileSync(path.join(this.largeEstate, PEAK_FILE), 'utf-8'));
  }

  /** @throws Error when the large estate was not written with the port that it has */
  public checkPort(index: number): void {
    const manifest = fs.readFileSync(path.join(this.largeEstate, 'k8s/base/service0/deployment.yaml'), 'utf-8');
    if (!manifest.includes(`containerPort: ${PORTS[index]}`)) throw new Error(`the port ${PORTS[index]} did not reach the manifests`);
  }

  /** The packages that the program of an estate names: the packed one. */
  private devDeps(): string[] {
    const devDeps = /^ {2}devDeps: (\[.*\]),$/m.exec(fs.readFileSync(path.join(this.estate, PROJENRC), 'utf-8'));
    return devDeps ? JSON.parse(devDeps[1].replace(/'/g, '"')) as string[] : [];
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
