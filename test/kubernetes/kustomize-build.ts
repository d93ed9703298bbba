import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../src/kubernetes/manifests/manifest';
import { runTool, ToolName } from '../real-tool';

/** What builds a folder, and how it is asked to. */
export const BUILDERS = { kustomize: ['build'], kubectl: ['kustomize'] } as const satisfies Partial<Record<ToolName, readonly string[]>>;

export type Builder = keyof typeof BUILDERS;

/** The text that a tool builds of a folder, without any complaint. */
export function build(tool: Builder, directory: string): string {
  const { status, stdout, stderr } = runTool(tool, [...BUILDERS[tool], directory]);
  expect({ directory, status, stderr }).toEqual({ directory, status: 0, stderr: '' });
  return stdout;
}

export function objects(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}
