import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ActionCall, knownInputs } from '../action';
import { filesBelow } from '../artifacts';
import { Failure } from '../failure';
import { filePattern } from '../file-pattern';

const HIDDEN = /(^|\/)\./;

/** `actions/upload-artifact`: below the folder that all paths have in common, without hidden files. */
export function uploadArtifact(call: ActionCall): void {
  const { name = 'artifact', path, ...inputs } = knownInputs(call, [
    'name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite', 'include-hidden-files',
  ]);
  if (path === undefined) throw new Failure('Input required and not supplied: path');
  const days = Number(inputs['retention-days'] ?? 90);
  if (!Number.isInteger(days) || days < 1 || days > 90) throw new Error(`retention-days is ${days}; GitHub keeps from 1 to 90 days`);
  const found = search(call.workspace, path, inputs['include-hidden-files'] === 'true');
  if (found.files.length === 0) {
    const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
    switch (inputs['if-no-files-found'] ?? 'warn') {
      case 'error': throw new Failure(message);
      case 'warn': return call.log.annotate('warning', message);
      case 'ignore': return call.log.write(`${message}\n`);
      default: throw new Error(`if-no-files-found is ${inputs['if-no-files-found']}`);
    }
  }
  if (inputs.overwrite === 'true') call.artifacts.remove(name);
  call.artifacts.add(name, new Map(found.files.map((file) => [relative(found.root, file), file])));
  call.log.write(`Artifact ${name} has ${found.files.length} files\n`);
}

/** `actions/download-artifact`, for artifacts of the same run. */
export function downloadArtifact(call: ActionCall): void {
  const { name, path = '.', pattern = '*', ...inputs } = knownInputs(call, ['name', 'path', 'pattern', 'merge-multiple']);
  const target = resolve(call.workspace, path);
  const known = Object.keys(call.artifacts.folders);
  if (name !== undefined) {
    if (!known.includes(name)) throw new Failure(`Unable to download artifact(s): Artifact not found for name: ${name}`);
    call.artifacts.copyTo(name, target);
  } else {
    for (const artifact of known.filter((candidate) => filePattern(pattern).test(candidate))) {
      call.artifacts.copyTo(artifact, inputs['merge-multiple'] === 'true' ? target : join(target, artifact));
    }
  }
  call.setOutput('download-path', target);
}

/** Files that paths and patterns, one per line, select; `!` takes some away again. */
function search(workspace: string, path: string, includesHidden: boolean): { readonly root: string; readonly files: readonly string[] } {
  const lines = path.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => filePattern(resolve(workspace, line.slice(1))));
  const starts: string[] = [];
  const files = new Set<string>();
  for (const line of lines.filter((candidate) => !candidate.startsWith('!'))) {
    const absolute = resolve(workspace, line);
    const start = fixedPart(absolute);
    if (!existsSync(start)) continue;
    const isDirectory = statSync(start).isDirectory();
    const pattern = start === absolute ? undefined : filePattern(absolute);
    const selected = filesBelow(start)
      .filter((file) => pattern === undefined || pattern.test(file))
      .filter((file) => includesHidden || !HIDDEN.test(isDirectory ? relative(start, file) : basename(file)))
      .filter((file) => !excluded.some((exclusion) => exclusion.test(file)));
    if (selected.length > 0) starts.push(isDirectory ? start : dirname(start));
    for (const file of selected) files.add(file);
  }
  return { root: commonFolder(starts), files: [...files].sort() };
}

/** The path up to its first part with a wildcard. */
function fixedPart(path: string): string {
  const parts = path.split('/');
  const first = parts.findIndex((part) => /[*?]/.test(part));
  return first < 0 ? path : parts.slice(0, first).join('/') || '/';
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  const parts = first.split('/');
  const length = parts.findIndex((part, index) => rest.some((folder) => folder.split('/')[index] !== part));
  return (length < 0 ? parts : parts.slice(0, length)).join('/');
}
