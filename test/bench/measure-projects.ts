import * as fs from 'fs';
import * as path from 'path';
import { Figures, succeeds, timeChild } from './child';
import { Projects } from './projects';

const ROUNDS = 5;

/** Times whole runs of `npx projen` in turns, so that runs that are compared see the same machine. */
export function measureProjects(projects: Projects, progress: (message: string) => void): Figures[] {
  const rounds = Array.from({ length: ROUNDS }, (_, index) => {
    progress(`npx projen, round ${index + 1}`);
    const port = (index + 1) % 2;
    projects.setPort(port);
    const optionChangedMs = timeProjen(projects.largeEstate);
    projects.checkPort(port);
    return {
      optionChangedMs,
      largeEstateMs: timeProjen(projects.largeEstate),
      peakRssMb: projects.peakRssMb(),
      hugeEstateMs: timeProjen(projects.hugeEstate),
      defaultEstateMs: timeProjen(projects.estate),
      emptyProjenMs: timeProjen(projects.emptyProjen),
    };
  });
  checkTypeErrorIsFoundFirst(projects.estate);
  return rounds;
}

function timeProjen(directory: string): number {
  return timeChild('npx', ['projen'], directory);
}

/** A run that did not check types would be faster, and worth nothing. */
function checkTypeErrorIsFoundFirst(estate: string): void {
  const projenrc = path.join(estate, '.projenrc.ts');
  const before = fs.readFileSync(projenrc, 'utf-8');
  const wrong = "const port: number = 'eighty';\nproject.addService(`late${port}`, { port: 8080 });\n";
  fs.writeFileSync(projenrc, before.replace('project.synth();', `${wrong}project.synth();`));
  try {
    if (succeeds('npx', ['projen'], estate)) throw new Error('a type error in .projenrc.ts was not found');
    if (fs.existsSync(path.join(estate, 'k8s/base/lateeighty'))) throw new Error('a type error was found after files were written');
  } finally {
    fs.writeFileSync(projenrc, before);
  }
}
