import type { Project } from 'projen/lib/project';
import { parse } from 'yaml';
import type { FilePlan } from '../../synth/files/file-plan';
import { GeneratedYaml } from '../../synth/files/generated-yaml';
import { plansOf, sortedByPath } from '../../synth/files/plans-of';
import { contentOf } from '../../synth/files/projen-file';

/** A workflow as it will be written, patches included. */
export interface WorkflowFile {
  readonly file: FilePlan;
  readonly document: object;
}

/** Every workflow that `.projenrc.ts` declares, those of the user's own included; files that he wrote by hand are not known here. */
export function workflowFiles(project: Project, workflowsDir: string): WorkflowFile[] {
  const files = plansOf(project).filter(({ path }) => path.startsWith(`${workflowsDir}/`) && /^[^/]+\.ya?ml$/.test(path.slice(workflowsDir.length + 1)));
  return sortedByPath(files).flatMap((file) => {
    const document: unknown = file instanceof GeneratedYaml ? file._document() : parse(contentOf(file.construct) ?? '');
    return typeof document === 'object' && document !== null ? [{ file, document }] : [];
  });
}
