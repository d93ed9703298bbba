import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { PatchedCase } from './random-patches';
import { renderKustomization } from '../../../src/kubernetes/kustomize/kustomization';
import type { PatchContent } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { PatchMismatch } from '../../../src/kubernetes/kustomize/patch-mismatch';
import { tryPatch } from '../../../src/kubernetes/kustomize/patch-trial';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { runTool } from '../../real-tool';
import { objects } from '../kustomize-build';

/** How many cases the trial took, and why it refused others. */
export interface Comparison {
  readonly accepted: number;
  readonly refusals: readonly string[];
}

/** As many cases in one run of kustomize, whose start takes longer than ten of them. */
const BATCH = 50;

interface Accepted {
  readonly name: string;
  readonly object: Manifest;
  readonly patches: readonly PatchContent[];
  readonly expected: readonly Manifest[];
}

/** Tries each case, and lets kustomize build those that the trial takes: both have to make the same of them. */
export function compareWithKustomize(cases: readonly PatchedCase[]): Comparison {
  const refusals: string[] = [];
  const accepted = cases.flatMap((each, index): Accepted[] => {
    const { object, patches } = renamed(each, `c${index}`);
    try {
      const expected = patches.reduce((manifests: readonly Manifest[], patch) => tryPatch(manifests, patch), [object]);
      return [{ name: `c${index}`, object, patches, expected }];
    } catch (error) {
      if (!(error instanceof PatchMismatch)) throw new Error(`${JSON.stringify({ object, patches }, undefined, 1)}: ${(error as Error).stack}`);
      refusals.push(error.message);
      return [];
    }
  });
  for (let start = 0; start < accepted.length; start += BATCH) compareBatch(accepted.slice(start, start + BATCH));
  return { accepted: accepted.length, refusals };
}

function renamed({ object, patches }: PatchedCase, name: string): PatchedCase {
  const named = <T>(manifest: T) => ({ ...manifest, metadata: { ...(manifest as Manifest).metadata, name } });
  return {
    object: named(object),
    patches: patches.map((patch) => (patch.kind === 'strategic-merge'
      ? { ...patch, manifest: named(patch.manifest) }
      : { ...patch, target: { ...patch.target, ...(patch.target.name !== undefined && { name }) } })),
  };
}

function compareBatch(batch: readonly Accepted[]): void {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-patches-'));
  for (const { name, object, patches } of batch) {
    fs.mkdirSync(path.join(root, name));
    fs.writeFileSync(path.join(root, name, 'object.yaml'), yamlText(object));
    fs.writeFileSync(path.join(root, name, 'kustomization.yaml'), yamlText(renderKustomization({ resources: ['object.yaml'], patches })));
  }
  fs.writeFileSync(path.join(root, 'kustomization.yaml'), yamlText(renderKustomization({ resources: batch.map(({ name }) => name) })));
  const { status, stdout, stderr } = runTool('kustomize', ['build', root]);
  if (status !== 0) throw new Error(`kustomize refuses what the trial takes: ${blame(root, batch) ?? stderr}`);
  const built = new Map(objects(stdout).map((manifest) => [manifest?.metadata.name, manifest]));
  for (const { name, object, patches, expected } of batch) {
    expect({ object, patches, result: built.get(name) }).toEqual({ object, patches, result: expected[0] });
  }
  fs.rmSync(root, { recursive: true });
}

/** The first case that cannot be built by itself. */
function blame(root: string, batch: readonly Accepted[]): string | undefined {
  for (const { name, object, patches } of batch) {
    const { status, stderr } = runTool('kustomize', ['build', path.join(root, name)]);
    if (status !== 0) return `${stderr}\n${JSON.stringify({ object, patches }, undefined, 1)}`;
  }
  return undefined;
}
