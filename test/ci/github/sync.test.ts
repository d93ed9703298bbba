import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeWithTools, runStep, StepRun } from './run-step';
import { SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Workflow } from '../../../src/ci/github/workflow';

const TEXT = synthesise(SAMPLE).texts['sync.yml']!;
const NOTHING = { created: [], changed: [], removed: [], kept: [], edits: [], diff: '' };

/** Runs a step with a program in the place of npm and npx that prints this and ends with that status. */
async function run(step: string, printed: string, status: number): Promise<StepRun> {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  writeFileSync(join(bin, 'printed'), printed);
  for (const name of ['npm', 'npx']) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >&2\ncat '${join(bin, 'printed')}'\nexit ${status}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return runStep(scriptSteps(TEXT)[`sync/${step}`], { bin });
}

async function check(result: object, status = 1): Promise<StepRun> {
  return run('Check the generated files', JSON.stringify({ ...NOTHING, ...result }), status);
}

test('every pull request is checked, also from a fork, since it needs nothing but to read', () => {
  const { on, jobs } = parse(TEXT) as Workflow;
  expect(on).toEqual({ pull_request: {}, merge_group: {} });
  expect(jobs.sync.permissions).toEqual({ contents: 'read' });
  expect(jobs.sync.steps.map(({ if: condition }) => condition)).toEqual([undefined, undefined, undefined]);
  expect(TEXT).not.toMatch(/secrets|github\.token|id-token/);
});

describeWithTools(['bash', 'jq'], () => {
  test('what is as .projenrc.ts says passes', async () => {
    const { status, stdout, stderr, summary } = await check({}, 0);
    expect({ status, stdout, summary }).toEqual({ status: 0, stdout: '', summary: '' });
    expect(stderr).toBe('npx --no-install feiyue-projen check --json\n');
  });

  test('every stale file is named, where it is and in the summary, with the command that mends it', async () => {
    const { status, stdout, summary } = await check({ created: ['b.tf'], changed: ['a.tf'], removed: ['c.tf'] });
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([...['a.tf', 'b.tf', 'c.tf'].map((file) => `::error file=${file},title=Stale::Not what .projenrc.ts says: run npx projen and commit what it writes.`), '']);
    expect(summary).toBe('Generated files are not what .projenrc.ts says. Run npx projen and commit what it writes.\n\n    a.tf\n    b.tf\n    c.tf\n');
  });

  test('an edit by hand is told apart', async () => {
    const { stdout } = await check({ changed: ['a.tf', 'b.tf'], edits: [{ path: 'b.tf', savedAs: '', hints: [] }] });
    expect(stdout).toContain('::error file=a.tf,title=Stale::Not what .projenrc.ts says');
    expect(stdout).toContain('::error file=b.tf,title=Stale::Edited by hand: say it in .projenrc.ts, run npx projen');
  });

  test('the name of a file cannot end its annotation', async () => {
    const { stdout } = await check({ changed: ['a,b:c%\nd.tf'] });
    expect(stdout).toContain('::error file=a%2Cb%3Ac%25%0Ad.tf,title=Stale::');
  });

  test.each([
    ['problems in the estate', 'terraform: unknown environment\n', 1],
    ['wrong types', '.projenrc.ts(3,1): error TS2322: no.\n', 2],
  ])('%s are shown, and fail', async (_, printed, ended) => {
    const { status, stdout } = await run('Check the generated files', printed, ended);
    expect(status).toBe(1);
    expect(stdout).toContain(printed);
    expect(stdout).toContain('::error file=.projenrc.ts,title=.projenrc.ts::It does not describe an estate');
  });

  test('packages that cannot be installed as locked fail, with what to do', async () => {
    expect((await run('Install what runs .projenrc.ts', '', 0)).status).toBe(0);
    const { status, stdout } = await run('Install what runs .projenrc.ts', '', 1);
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=package-lock.json,title=npm ci::The packages cannot be installed as locked.');
  });
});
