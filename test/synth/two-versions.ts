import { Project } from 'projen/lib/project';
import { SampleFile } from 'projen/lib/sample-file';
import { TextFile } from 'projen/lib/textfile';
import { TestProject } from './test-project';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { GeneratedYaml } from '../../src/synth/files/generated-yaml';

export type Version = 'old' | 'new';

/**
 * An estate in one of two versions that differ in everything that a run can do: files that come, go and change, a service
 * that has another name, a file in the place of a directory and the other way round, and a file with another mode.
 */
export function twoVersions(outdir: string, version: Version, services: number): TestProject {
  const project = new TestProject(outdir, { directories: ['terraform', 'k8s'] });
  const text = (file: string, content: string, executable = false) => new GeneratedText(project, file, { content: () => content, comment: '#', executable });
  const isNew = version === 'new';
  for (let n = 0; n < services; n++) {
    const folder = `k8s/s${n}`;
    text(`${folder}/same`, 'same\n');
    text(`${folder}/changed`, `${version}\n`.repeat(isNew ? 400 : 300));
    new GeneratedYaml(project, `${folder}/${version}.yaml`, { obj: () => ({ kind: 'Service', version, n }) });
  }
  text(isNew ? 'terraform/a' : 'terraform/a/b/c', `${version}\n`);
  text(isNew ? 'terraform/d/e/f' : 'terraform/d', `${version}\n`);
  text(`terraform/${version}-name/main.tf`, 'same\n');
  text('terraform/run.sh', 'echo\n', isNew);
  new TextFile(project, 'notes.txt', { lines: [version] });
  addInner(project, version);
  return project;
}

/** A project of another kind within, with files that come, go and change too, and a component that writes by itself. */
function addInner(parent: TestProject, version: Version): void {
  const inner = new Project({ parent, name: 'inner', outdir: 'tools/inner' });
  new TextFile(inner, 'notes.txt', { lines: [version] });
  new TextFile(inner, `${version}.txt`, { lines: [version] });
  new SampleFile(inner, 'sample/once', { contents: 'sample' });
}

/** The files of this estate that stand in both versions. */
export function isInBoth(file: string): boolean {
  return /^k8s\/s\d+\/(same|changed)$|^terraform\/run\.sh$|^(tools\/inner\/)?notes\.txt$|^package\.json$|^(tools\/inner\/)?\.(git|projen|npm)/.test(file);
}
