import * as fs from 'fs';
import * as path from 'path';
import { Project } from 'projen/lib/project';
import { TextFile } from 'projen/lib/textfile';
import { LibraryClasses } from '../../projenrc/library-classes';
import { temporaryDirectory } from '../synth/test-project';

const REPOSITORY = path.join(__dirname, '../..');

test.each(['azure', 'tencent'] as const)('the typed classes of %s are those that its modules give', (cloud) => {
  const project = new Project({ name: 'generator', outdir: temporaryDirectory() });
  new LibraryClasses(project, cloud);
  project.synth();
  const classes = project.files.filter((file) => file instanceof TextFile && file.path.startsWith(`src/terraform/${cloud}/`)).map((file) => file.path);
  expect(classes.map((file) => path.basename(file)).sort()).toEqual(fs.readdirSync(path.join(REPOSITORY, `src/terraform/${cloud}`)).filter((file) => file.endsWith('.ts')).sort());
  for (const file of classes) expect(fs.readFileSync(path.join(REPOSITORY, file), 'utf8')).toBe(fs.readFileSync(path.join(project.outdir, file), 'utf8'));
});
