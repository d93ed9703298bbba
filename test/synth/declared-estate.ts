import { LogLevel } from 'projen/lib/logger';
import { TestProject } from './test-project';
import { GeneratedText } from '../../src/synth/files/generated-text';

/** An estate that consists of these files, by path; a name that ends with `.sh` is a program. */
export function declaredEstate(outdir: string, files: Readonly<Record<string, string>>, level?: LogLevel): TestProject {
  const project = new TestProject(outdir, { directories: ['k8s'], level });
  for (const [file, content] of Object.entries(files)) {
    new GeneratedText(project, file, { content: () => content, comment: '#', executable: file.endsWith('.sh') });
  }
  return project;
}
