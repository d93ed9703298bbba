import * as fs from 'fs';
import * as path from 'path';
import { Project } from 'projen/lib/project';
import { FilePlan } from '../src/synth/files/file-plan';
import { Entries } from '../src/worktree/entries';

/** Writes the files of our own of a project that is not synthesised as an estate is. */
export function writeFiles(project: Project): void {
  const entries = new Entries(project.outdir);
  for (const file of project.files) {
    const plan = FilePlan.of(file);
    const text = plan?.text(entries);
    if (plan === undefined || text === undefined) continue;
    fs.mkdirSync(path.dirname(file.absolutePath), { recursive: true });
    fs.rmSync(file.absolutePath, { force: true });
    fs.writeFileSync(file.absolutePath, text, { mode: plan.mode });
  }
}
