import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from '../ci/scripts/script-sandbox';

const OVERLAY = 'k8s/overlays/dev/api/kustomization.yaml';
const OTHER = 'k8s/overlays/prod/api/kustomization.yaml';
const TERRAFORM = 'terraform/dev/jobs/main.tf';
const CLOUDBASE_RUN = 'cloudbase-run/prod/web.json';
const MANIFEST = '.projen/manifest';
const OLD = `sha256:${'0'.repeat(64)}`;
const NEW = `sha256:${'a'.repeat(64)}`;
const FOREIGN = `sha256:${'e'.repeat(64)}`;

function overlay(digest?: string, more = ''): string {
  return `kind: Kustomization\nimages:\n  - name: shop.tencentcloudcr.com/game/api\n    newTag: 0.1.0\n${digest === undefined ? '' : `    digest: ${digest}\n`}${more}`;
}

function runService(image: string, port = 8080): string {
  return `{\n  "service": "web",\n  "image": "shop.tencentcloudcr.com/game/web:0.1.0${image}",\n  "port": ${port}\n}\n`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function manifest(texts: Readonly<Record<string, string>>): string {
  return `# Do not change it.\n${Object.entries(texts).map(([path, text]) => `${path}\n\t${hash(text)}\n`).join('')}`;
}

const BEFORE = { [OVERLAY]: overlay(), [OTHER]: overlay(OLD), [TERRAFORM]: 'image = "shop.tencentcloudcr.com/game/jobs:0.1.0"\n', [CLOUDBASE_RUN]: runService('') };
const AFTER = { [OVERLAY]: overlay(NEW), [OTHER]: overlay(NEW), [TERRAFORM]: `image = "shop.tencentcloudcr.com/game/jobs@${NEW}"\n`, [CLOUDBASE_RUN]: runService(`@${NEW}`) };
const HONEST = { ...AFTER, [MANIFEST]: manifest(AFTER) };

let sandbox: ScriptSandbox;

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: sandbox.dir, encoding: 'utf-8' }).trim();
}

beforeEach(() => {
  sandbox = new ScriptSandbox();
  git('init', '--quiet', '--initial-branch=main');
  for (const [path, text] of Object.entries({ ...BEFORE, [MANIFEST]: manifest(BEFORE), 'README.md': 'Words.\n' })) sandbox.write(path, text);
  symlinkSync('/etc/passwd', join(sandbox.dir, 'link.yaml'));
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
  sandbox.write('images/dev.json', JSON.stringify({ api: { digest: NEW, source: 's' } }));
});

async function commit(handOver: unknown): Promise<ScriptRun> {
  writeFileSync(join(sandbox.bin, 'hand-over.json'), typeof handOver === 'string' ? handOver : JSON.stringify(handOver));
  return sandbox.run('proposed-commit.mjs', ['commit', '--of', 'images', '--file', 'images/dev.json', '--hand-over', join(sandbox.bin, 'hand-over.json')]);
}

test('what a digest changes is committed, on top of HEAD, with the modes that the files have', async () => {
  const { status, outputs, stderr } = await commit({ files: HONEST });
  expect([status, stderr]).toEqual([0, '']);
  expect(git('diff', '--name-only', 'HEAD', outputs.commit).split('\n')).toEqual([MANIFEST, CLOUDBASE_RUN, 'images/dev.json', OVERLAY, OTHER, TERRAFORM]);
  expect(git('rev-parse', `${outputs.commit}^`)).toBe(git('rev-parse', 'HEAD'));
  expect(git('show', `${outputs.commit}:${OVERLAY}`)).toBe(AFTER[OVERLAY].trim());
  // The same content on the same commit has the same name.
  expect((await commit({ files: HONEST })).outputs.commit).toBe(outputs.commit);
});

test('the job that synthesises hands over what differs, and no more', async () => {
  for (const [path, text] of Object.entries(HONEST)) sandbox.write(path, text);
  await sandbox.run('proposed-commit.mjs', ['collect', '--file', 'images/dev.json', '--hand-over', join(sandbox.bin, 'hand-over.json')]);
  const { status, outputs } = await sandbox.run('proposed-commit.mjs', ['commit', '--of', 'images', '--file', 'images/dev.json', '--hand-over', join(sandbox.bin, 'hand-over.json')]);
  expect(status).toBe(0);
  expect(git('diff', '--name-only', 'HEAD', outputs.commit).split('\n')).toHaveLength(6);
});

test.each<[string, Record<string, string | null>, string]>([
  ['a new workflow', { '.github/workflows/x.yml': 'on: push\n' }, '.github/workflows/x.yml is handed over, which is no file of'],
  ['a file outside', { '../outside.yaml': overlay(NEW) }, '../outside.yaml is handed over, which is no file of'],
  ['an absolute path', { '/etc/passwd': 'root' }, '/etc/passwd is handed over, which is no file of'],
  ['a detour', { [`k8s/../${OVERLAY}`]: overlay(NEW) }, 'which is no file of'],
  ['the settings of git', { '.git/config': '[core]\n' }, '.git/config is handed over, which is no file of'],
  ['a hook', { '.git/hooks/post-commit': '#!/bin/sh\n' }, 'which is no file of'],
  ['the target of a link', { 'link.yaml': 'x' }, 'link.yaml is handed over, which is a link or a submodule'],
  ['a folder', { k8s: 'x' }, 'k8s is handed over, which is no file of'],
  ['a removal', { [OVERLAY]: null }, `${OVERLAY} is handed over as removed`],
  ['the digests themselves', { 'images/dev.json': '{}' }, 'images/dev.json is handed over, which is recorded here'],
  ['other digests', { 'images/prod.json': '{}' }, 'images/prod.json is handed over, which is no file of'],
  ['a script', { 'ops/scripts/images.mjs': 'process.exit(0)' }, 'ops/scripts/images.mjs would change in more than its images'],
  ['another word', { 'README.md': 'Other words.\n' }, 'README.md would change in more than its images'],
  ['a patch beside the digest', { [OVERLAY]: overlay(NEW, 'patches:\n  - path: evil.yaml\n') }, `${OVERLAY} would change in more than its images`],
  ['another image', { [OVERLAY]: overlay(NEW).replace('game/api', 'evil/api') }, `${OVERLAY} would change in more than its images`],
  ['a setting beside the image in CloudBase Run', { [CLOUDBASE_RUN]: runService(`@${NEW}`, 8081) }, `${CLOUDBASE_RUN} would change in more than its images`],
  ['another tag', { [OVERLAY]: overlay(NEW).replace('0.1.0', 'latest') }, `${OVERLAY} would change in more than its images`],
  ['a digest less', { [OTHER]: overlay() }, `${OTHER} would change in more than its images`],
  ['a digest that was not built', { [OVERLAY]: overlay(FOREIGN) }, `${OVERLAY} would run ${FOREIGN}, which was not built here`],
  ['such a digest in Terraform', { [TERRAFORM]: `image = "shop.tencentcloudcr.com/game/jobs@${FOREIGN}"\n` }, `would run ${FOREIGN}`],
  ['a digest at another place', { [OVERLAY]: `digest: ${NEW}\n${overlay()}` }, `${OVERLAY} would change in more than its images`],
  ['a file more in the manifest', { [MANIFEST]: manifest({ ...BEFORE, 'README.md': 'Words.\n' }) }, `${MANIFEST} would name other files`],
  ['a file less in the manifest', { [MANIFEST]: manifest({ [OVERLAY]: BEFORE[OVERLAY] }) }, `${MANIFEST} would name other files`],
  ['a hash of something else', { [MANIFEST]: manifest({ ...BEFORE, [TERRAFORM]: 'evil' }) }, `${MANIFEST} would have a wrong hash for ${TERRAFORM}`],
  ['a hash that belongs to nothing', { [MANIFEST]: `\tabc\n${manifest(BEFORE)}` }, `${MANIFEST} begins with a hash`],
])('%s is refused, and nothing is committed', async (_, files, message) => {
  const before = git('rev-list', '--all', '--count');
  const { status, outputs, stderr } = await commit({ files: { ...HONEST, ...files } });
  expect([status, outputs]).toEqual([1, {}]);
  expect(stderr).toContain('::error title=Images::');
  expect(stderr).toContain(message);
  expect([git('rev-list', '--all', '--count'), git('status', '--porcelain', '--untracked-files=all'), existsSync(join(sandbox.dir, '../outside.yaml'))])
    .toEqual([before, '?? images/dev.json', false]);
});

test.each<[string, string, string]>([
  ['no JSON', '{', 'is no JSON'],
  ['a list', '[]', 'holds no files'],
  ['no files', '{"files":[]}', 'holds no files'],
  ['a prototype', '{"files":{"__proto__":"x"}}', '__proto__ is handed over, which is no file of'],
  ['a number', `{"files":{"${OVERLAY}":7}}`, 'is handed over as removed'],
])('%s is no hand-over', async (_, text, message) => {
  const { status, stderr } = await commit(text);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

test('a link in the place of the hand-over is not followed', async () => {
  const secret = join(sandbox.bin, 'secret.json');
  writeFileSync(secret, JSON.stringify({ files: {} }));
  mkdirSync(join(sandbox.bin, 'artifact'));
  symlinkSync(secret, join(sandbox.bin, 'artifact/hand-over.json'));
  const { status, stderr } = await sandbox.run('proposed-commit.mjs', ['commit', '--of', 'images', '--file', 'images/dev.json', '--hand-over', join(sandbox.bin, 'artifact/hand-over.json')]);
  expect(status).toBe(1);
  expect(stderr).toContain('is no file, or one of more than');
});

test('a link in the repository leads no write out of it', async () => {
  symlinkSync('/nonexistent', join(sandbox.dir, 'linked'));
  git('add', '--all', 'linked');
  git('commit', '--quiet', '--message=Link');
  const { status, stderr } = await commit({ files: { ...HONEST, 'linked/x.yaml': overlay(NEW) } });
  expect(status).toBe(1);
  expect(stderr).toContain('linked/x.yaml is handed over, which is no file of');
});

test('an artifact that another job added forges no digest', async () => {
  const builds = JSON.stringify([{ name: 'api', source: 's' }]);
  sandbox.write('results/image-api/api.json', JSON.stringify({ name: 'api', digest: NEW, source: 's' }));
  sandbox.write('results/image-api2/api.json', JSON.stringify({ name: 'api', digest: FOREIGN, source: 's' }));
  const twice = await sandbox.run('images.mjs', ['built', '--results', 'results'], { BUILDS: builds });
  expect([twice.status, twice.outputs]).toEqual([1, {}]);
  expect(twice.stderr).toContain('an image of api from s was handed on, which was not to be built');
});
