// Takes the notes of what is loosened out of built overlays, and sees that linters then find just what the notes are for.
import * as fs from 'fs';
import * as path from 'path';
import { stringify } from 'yaml';
import { build, objects } from './kustomize-build';
import { SmallEstate } from './small-estate';
import { KustomizePatch, Loosening } from '../../src';
import { LOOSENED } from '../../src/kubernetes/manifests/loosened';
import { describeWithTool, runTool } from '../real-tool';

const WHY = 'the image knows no other way';

const ALL: readonly Loosening[] = [
  Loosening.writableRootFilesystem(WHY),
  Loosening.lowPorts(WHY),
  Loosening.capabilities(['NET_BIND_SERVICE'], WHY),
  Loosening.imageUser(WHY),
  Loosening.runAsRoot(WHY),
  Loosening.apiAccess(WHY),
];

/** The built overlay of a service that is loosened in one thing, as a file. */
function built(loosening: Loosening): string {
  const small = new SmallEstate();
  const dev = small.addEnvironment('dev');
  const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
  dev.patch(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-dev', labels } }));
  small.addService('api', { port: loosening._content.kind === 'low-ports' ? 80 : 8080, loosening: [loosening] });
  const root = small.write();
  const file = path.join(root, 'built.yaml');
  fs.writeFileSync(file, build('kubectl', path.join(root, dev.directory)));
  return file;
}

const NOTE = /^(?:ignore-check\.kube-linter\.io\/|kube-score\/ignore$|feiyue-projen\/loosened-)/;

/** The same objects without the notes of what is loosened. */
function withoutNotes(text: string): string {
  const bare = objects(text).map(({ metadata: { annotations = {}, ...metadata }, ...object }) => {
    const others = Object.entries(annotations as object).filter(([name]) => !NOTE.test(name));
    return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(others) } };
  });
  return bare.map((object) => stringify(object)).join('---\n');
}

describeWithTool('kubectl', () => {
  test.each(ALL.map((loosening) => [loosening._content.kind, loosening] as const))('%s: linters accept it for its notes alone', (kind, loosening) => {
    const file = built(loosening);
    const { kubeLinter, kubeScore } = LOOSENED[kind];
    const judge = () => ({ kubeLinter: runTool('kube-linter', ['lint', file]), kubeScore: runTool('kube-score', ['score', '--exit-one-on-warning', file]) });
    const noted = judge();
    expect([noted.kubeLinter.status, noted.kubeScore.status]).toEqual([0, 0]);
    const bareText = withoutNotes(fs.readFileSync(file, 'utf8'));
    expect(bareText).not.toContain(WHY);
    fs.writeFileSync(file, bareText);
    const bare = judge();
    expect([bare.kubeLinter.status, bare.kubeScore.status]).toEqual([kubeLinter === undefined ? 0 : 1, kubeScore === undefined ? 0 : 1]);
    if (kubeLinter !== undefined) expect(bare.kubeLinter.stdout + bare.kubeLinter.stderr).toContain(`check: ${kubeLinter}`);
  });
});
