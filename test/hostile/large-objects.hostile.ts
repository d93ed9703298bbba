import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Cloud, FeiyueProject } from '../../src';
import { temporaryDirectory, withoutPostSynthesis, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
  const project = new FeiyueProject({ name: 'mono', outdir, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });
  project.addEnvironment('dev');
  project.addRootModule('network');
  project.addService('api', { port: 8080 });
  project.synth();
  git(outdir, 'init', '-q');
  commit();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

function commit(): void {
  git(outdir, 'add', '-A');
  expect(git(outdir, 'commit', '-q', '-m', 'change').status).toBe(0);
}

/** A megabyte more than is read. */
const HUGE = ' '.repeat(17 * 1024 * 1024);

/** What the script says is affected by the last commit; it may take no more memory than a small part of what a gigabyte would. */
function affected(): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('node', ['--max-old-space-size=64', 'ops/scripts/affected.mjs', '--base', 'HEAD~1'], { cwd: outdir, encoding: 'utf-8' });
}

test('a huge file of an overlay is not read: that it is another one is enough', () => {
  write(outdir, 'k8s/overlays/dev/api/data.json', `{}${HUGE}`);
  commit();
  expect(affected()).toEqual(expect.objectContaining({ status: 0, stdout: 'k8s/overlays/dev (api)\n' }));
  // Only white space is another.
  write(outdir, 'k8s/overlays/dev/api/data.json', `{} ${HUGE}`);
  commit();
  expect(affected()).toEqual(expect.objectContaining({ status: 0, stdout: 'k8s/overlays/dev (api)\n' }));
});

test.each(['terraform/dev/network/huge.tf', '.projen/graph.json'])('a huge %s, on which the answer rests, ends the script at once', (file) => {
  fs.rmSync(path.join(outdir, file), { force: true });
  write(outdir, file, `# ${HUGE}`);
  commit();
  const { status, stderr } = affected();
  expect(status).toBe(1);
  expect(stderr).toMatch(/has more than 16777216 bytes: no configuration of that size is read/);
});
