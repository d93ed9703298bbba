import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { GitHubStandIn } from './github/github-stand-in';
import { InstalledPackage } from './installed-package';
import { pullRequestEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';
import { SampleRepository } from './workflow-runner/sample-repository';
import { describeWithTools } from '../ci/github/run-step';

const PROJENRC = `import { Cloud, FeiyueProject } from 'feiyue-projen';

const project = new FeiyueProject({ name: 'feiyue-mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'feiyue/feiyue-mono' });
project.addEnvironment('dev');
project.addService('api', { port: 8080 });
project.synth();
`;

let installed: InstalledPackage;
let repository: SampleRepository;
let github: GitHubStandIn;

beforeAll(async () => {
  installed = new InstalledPackage();
  repository = new SampleRepository({ '.projenrc.ts': PROJENRC });
  installed.synthesise(repository.directory);
  repository.commit('Generate', {});
});

beforeEach(async () => { github = await GitHubStandIn.start(); });
afterEach(async () => github.stop());

afterAll(() => {
  installed.remove();
  rmSync(repository.directory, { recursive: true, force: true });
});

/** Runs what a pull request with these files starts. */
async function pullRequest(head: string, files: Readonly<Record<string, string>>, fork?: string): Promise<RunResult> {
  repository.git('switch', '--quiet', '--create', head, 'main');
  repository.commit(head, files);
  const run = await runWorkflow({
    workflow: parse(readFileSync(join(repository.directory, '.github/workflows/sync.yml'), 'utf-8')),
    repository: repository.directory,
    event: pullRequestEvent(repository.directory, github, { head, fork }),
    github,
    path: [installed.bin, ...(process.env.PATH ?? '').split(delimiter)],
  });
  repository.git('switch', '--quiet', 'main');
  return run;
}

function annotations({ jobs }: RunResult): string[] {
  return jobs.sync.steps.flatMap((step) => step.log.split('\n').filter((line) => line.includes('title=Stale')));
}

describeWithTools(['bash', 'jq'], () => {
  test('a pull request whose generated files are what .projenrc.ts says passes, also from a fork', async () => {
    const run = await pullRequest('write', { 'docs/notes.md': 'Words.\n' }, 'somebody/feiyue-mono');
    expect(run.conclusion).toBe('success');
    expect(run.summary).toBe('');
    expect(github.requests).toEqual([]);
  });

  test('a change of .projenrc.ts without what it generates fails, and names each file', async () => {
    const run = await pullRequest('forget', { '.projenrc.ts': PROJENRC.replace('8080', '9090') });
    expect(run.conclusion).toBe('failure');
    expect(run.summary).toContain('Run npx projen and commit what it writes.\n\n');
    expect(run.summary).toContain('    k8s/base/api/service.yaml\n');
    expect(annotations(run).length).toBe(run.summary.split('\n').filter((line) => line.startsWith('    ')).length);
  });

  test('an edit of a generated file fails, with where to say it instead', async () => {
    const file = 'k8s/base/api/service.yaml';
    const run = await pullRequest('edit', { [file]: `${repository.git('show', `main:${file}`)}\n# by hand\n` });
    expect(run.conclusion).toBe('failure');
    expect(annotations(run)).toEqual([expect.stringContaining('Edited by hand: say it in .projenrc.ts')]);
  });

  test('an estate with a mistake fails, and shows it', async () => {
    const run = await pullRequest('break', { '.projenrc.ts': PROJENRC.replace("'api'", "'API!'") });
    expect(run.conclusion).toBe('failure');
    expect(run.jobs.sync.steps.map(({ log }) => log).join('')).toContain('service "API!" has an illegal name');
  });
});
