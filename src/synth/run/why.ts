import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { explanationsOf } from './explanations';
import { didYouMean } from '../../text/nearest-name';
import { Entries } from '../../worktree/entries';
import { EstateError } from '../declare/estate-error';
import { placeText } from '../declare/source-location';
import type { TextLine } from '../files/explanation';
import { FilePlan } from '../files/file-plan';

/**
 * Why a file, or one line of it, is as it is.
 * @param operand `<file>` or `<file>:<line>`, relative to the project
 * @throws EstateError when no such file is generated, or when it has no such line
 */
export function whyText(project: Project, operand: string, isJson: boolean): string {
  const [, filePath, lineNumber] = /^(?:\.\/)?(.*?)(?::(\d+))?$/s.exec(operand)!;
  const file = project.tryFindFile(filePath);
  if (!file) {
    const paths = project.files.map(({ path }) => path);
    throw new EstateError([{ message: `"${filePath}" is not generated.${didYouMean(filePath, paths)}` }], project.outdir);
  }
  const line = lineNumber === undefined ? undefined : lineOf(file, Number(lineNumber));
  const explanations = explanationsOf(file, line).map(({ what, source, change }) => {
    const place = source?.placeIn(project.outdir);
    return { what, where: place?.where, within: place?.within, change };
  });
  const text = line?.lines[line.index];
  if (isJson) return `${JSON.stringify({ file: file.path, line: line && line.index + 1, text, explanations }, undefined, 2)}\n`;
  const head = text === undefined ? file.path : `${file.path}:${lineNumber}  ${text.trim()}`;
  return [head, ...explanations.flatMap(({ what, where, within, change }) => [
    `  ${where === undefined ? '(a default)' : placeText({ where, within })}  ${what}`,
    ...(change === undefined ? [] : [`    change it with ${change}`]),
  ]), ''].join('\n');
}

function lineOf(file: FileBase, lineNumber: number): TextLine {
  const { outdir } = file.project;
  const lines = (FilePlan.of(file)?.text(new Entries(outdir)) ?? '').replace(/\n$/, '').split('\n');
  if (lineNumber >= 1 && lineNumber <= lines.length) return { lines, index: lineNumber - 1 };
  throw new EstateError([{ message: `"${file.path}" has no line ${lineNumber}: it has ${lines.length}.` }], outdir);
}
