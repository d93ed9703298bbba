import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { Cloud, ContainerRuntime, Convention, FeiyueProject, FeiyueProjectOptions } from '../../src';
import { containerStarter } from '../../src/containers/container-starter';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { filesBelow, problemsOf } from '../room';
import { write } from '../synth/test-project';

const RUNTIMES = Object.values(ContainerRuntime);
const CLOUD = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' });
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function estate(options: Partial<FeiyueProjectOptions> = {}): FeiyueProject {
  const project = emptyProject({ cloud: CLOUD, ...options });
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev });
  return project;
}

function builds(project: FeiyueProject): any[] {
  const { jobs } = parse(readFileSync(join(project.outdir, '.github/workflows/images.yml'), 'utf-8'));
  return JSON.parse(jobs.detect.steps.find(({ id }: any) => id === 'detect').env.BUILDS);
}

test.each([
  [ContainerRuntime.NODE, ['.dockerignore', 'Dockerfile', 'package-lock.json', 'package.json', 'src/server.js']],
  [ContainerRuntime.GO, ['.dockerignore', 'Dockerfile', 'go.mod', 'main.go']],
  [ContainerRuntime.PYTHON, ['.dockerignore', 'Dockerfile', 'requirements.txt', 'src/server.py']],
])('a container in %s is a folder that can be built, and the user\'s after the first run', (runtime, files) => {
  const project = estate({ convention: Convention.PICASSO });
  project.addContainer('tasks', { runtime });
  project.synth();
  expect(filesBelow(project, 'containers/tasks')).toEqual(files);
  for (const file of files) writeFileSync(join(project.outdir, 'containers/tasks', file), 'mine');
  const again = estate({ convention: Convention.PICASSO, outdir: project.outdir });
  again.addContainer('tasks', { runtime });
  again.synth();
  for (const file of files) expect(readFileSync(join(project.outdir, 'containers/tasks', file), 'utf-8')).toBe('mine');
});

test.each(RUNTIMES)('the Dockerfile for %s pins its base images, ends without rights and uses no shell', (runtime) => {
  const text = containerStarter(runtime, 'tasks').Dockerfile;
  const stages = [...text.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const names = stages.map(([, , name]) => name);
  expect(stages.length).toBeGreaterThan(1);
  for (const [, image] of stages) expect(names.includes(image) || image === 'scratch' ? 'pinned' : image).toMatch(/^pinned$|^[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  const last = text.slice(text.lastIndexOf('FROM '));
  expect(last).toMatch(/^USER 65532:65532$/m);
  const commands = text.replaceAll('\\\n', ' ').split('\n').filter((line) => /^(RUN|CMD|ENTRYPOINT) /.test(line));
  for (const command of commands) expect(command).toMatch(/^(RUN|CMD|ENTRYPOINT) ( *--\S+)* *\["[^\]]+"\]$/);
});

test.each(RUNTIMES)('what %s needs for a build gets to the builder, and nothing else', (runtime) => {
  const { 'Dockerfile': _, '.dockerignore': dockerignore, ...source } = containerStarter(runtime, 'tasks');
  const [, everything, ...lines] = dockerignore.trimEnd().split('\n');
  expect(everything).toBe('*');
  const patterns = lines.map((line) => line.slice(1));
  for (const file of Object.keys(source)) {
    expect(patterns.some((pattern) => file === pattern || (pattern.endsWith('/') && file.startsWith(pattern)) || (pattern === '**/*.go' && file.endsWith('.go')))).toBe(true);
  }
});

describeWithTool('hadolint', () => {
  test.each(RUNTIMES)('hadolint finds nothing in the Dockerfile for %s', (runtime) => {
    expect(runTool('hadolint', ['--no-color', '--failure-threshold=style', '-'], { input: containerStarter(runtime, 'tasks').Dockerfile })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['an image without a version', 'FROM node\nUSER 1\n', 'DL3006'],
    ['a shell form', 'FROM node:24@sha256:1\nCMD node x\n', 'DL3025'],
    ['root at the end', 'FROM node:24@sha256:1\nUSER root\n', 'DL3002'],
  ])('hadolint finds %s', (_, text, rule) => {
    expect(runTool('hadolint', ['--no-color', '--failure-threshold=style', '-'], { input: text }).stdout).toContain(rule);
  });
});

describe('what a container begins as', () => {
  test.each([
    [ContainerRuntime.NODE, process.execPath, ['src/server.js']],
    [ContainerRuntime.PYTHON, 'python3', ['src/server.py']],
  ])('in %s answers /healthz and stops when it is told to', async (runtime, program, args) => {
    const dir = mkdtempSync(join(tmpdir(), 'container-'));
    for (const [file, text] of Object.entries(containerStarter(runtime, 'tasks'))) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    const server = spawn(program, args, { cwd: dir, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => server.on('exit', (code) => resolve(code)));
    const port = await new Promise((resolve) => server.stdout.on('data', (data) => resolve(/listening on (\d+)/.exec(String(data))?.[1])));
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    expect((await fetch(`http://127.0.0.1:${port}/x`)).status).toBe(404);
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

test('CI builds a container of its own, offers it newer base images, and notes it where a module can read it', () => {
  const project = estate();
  const tasks = project.addContainer('tasks');
  expect(tasks.image('dev')).toBe('shop.tencentcloudcr.com/shop/tasks:0.1.0');
  project.synth();
  expect(builds(project)).toEqual([{ name: 'tasks', context: 'containers/tasks', dockerfile: 'containers/tasks/Dockerfile', repository: 'shop.tencentcloudcr.com/shop/tasks' }]);
  const { updates } = parse(readFileSync(join(project.outdir, '.github/dependabot.yml'), 'utf-8'));
  expect(updates[1]).toMatchObject({ 'package-ecosystem': 'docker', 'directories': ['/containers/tasks'] });

  write(project.outdir, 'images/dev.json', JSON.stringify({ tasks: { digest: DIGEST, source: 'abc' } }));
  const again = estate({ outdir: project.outdir });
  const built = again.addContainer('tasks');
  expect([built.image('dev'), built.image('prod')]).toEqual([`shop.tencentcloudcr.com/shop/tasks@${DIGEST}`, `shop.tencentcloudcr.com/shop/tasks@${DIGEST}`]);
  expect(problemsOf(again)).toEqual([]);
});

test('a container that a service runs is built once, for the service', () => {
  const project = estate();
  const tasks = project.addContainer('tasks');
  project.addService('worker', { port: 8080, imageBuild: tasks.imageBuild });
  project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  project.synth();
  expect(builds(project).map(({ name, context }) => [name, context])).toEqual([['worker', 'containers/tasks'], ['api', 'services/api']]);
});

test('a container that is built elsewhere has no workflow', () => {
  const project = estate({ cloud: undefined });
  const tasks = project.addContainer('tasks', { isBuilt: false, repository: 'ghcr.io/shop/tasks' });
  project.synth();
  expect(filesBelow(project, '.github')).not.toContain('workflows/images.yml');
  expect(tasks.image('dev')).toBe('ghcr.io/shop/tasks:0.1.0');
});

test.each<[what: string, declare: (project: FeiyueProject) => void, problem: RegExp]>([
  ['a name that is no folder', (project) => { project.addContainer('My Tasks'); }, /^container "My Tasks" is not a DNS-1123 label/],
  ['a name twice', (project) => { project.addContainer('tasks'); project.addContainer('tasks'); }, /^container "tasks" is declared twice/],
  ['a repository with a tag', (project) => { project.addContainer('tasks', { repository: 'ghcr.io/shop/tasks:1' }); }, /^container "tasks" has repository "ghcr\.io\/shop\/tasks:1", which is no image without tag and digest/],
  ['the name of a service that is built elsewhere', (project) => { project.addContainer('api'); project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } }); }, /^container "api" has the name of a service that is built from another folder/],
  ['an image that its service has', (project) => { const tasks = project.addContainer('tasks'); project.addService('api', { port: 8080, imageBuild: tasks.imageBuild }); tasks.image('dev'); }, /^container "tasks" has no image of its own, since it is built for service "api"/],
  ['an unknown environment', (project) => { project.addContainer('tasks').image('de'); }, /^container "tasks" names environment "de"; environments are: dev, prod\. Did you mean "dev"\?/],
])('%s is a problem', (_, declare, problem) => {
  const project = estate();
  declare(project);
  expect(problemsOf(project)).toEqual([expect.stringMatching(problem)]);
});

test('a container is a problem where CI has no registry to push it to', () => {
  const project = emptyProject();
  project.addContainer('tasks');
  expect(problemsOf(project)).toEqual([expect.stringMatching(/^container "tasks" is built by CI, which can log in to no registry to push it to: .* Or build it elsewhere: `isBuilt: false`/)]);
});

test('an image of a container that there is not is a problem', () => {
  const project = estate();
  project.addContainer('tasks');
  write(project.outdir, 'images/dev.json', JSON.stringify({ task: { digest: DIGEST, source: 'abc' } }));
  expect(problemsOf(project)).toEqual([expect.stringContaining('images/dev.json has an image of service "task", which there is not')]);
});
