import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, MANY, named, SAMPLE, scriptSteps, synthesise, Synthesised } from './sample-estate';
import { describeWithTool, runTool } from '../../real-tool';

const HOSTILE = 'a"b\'c$(id)`id`\\ ${{ secrets.GITHUB_TOKEN }} #: é\n- x';

/** Every shape that a workflow can take. */
const SHAPES: ReadonlyArray<readonly [string, () => Synthesised]> = [
  ['the default estate', () => synthesise(SAMPLE)],
  ['no services', () => synthesise([environment('dev', { overlay: undefined })])],
  ['no root modules', () => synthesise([environment('dev', { rootModules: [], kubeconfig: undefined })])],
  ['no cluster', () => synthesise([environment('dev', { kubeconfig: undefined })])],
  ['a reviewed environment without predecessor', () => synthesise([environment('dev', { isProtected: true })])],
  ['600 root modules', () => synthesise([MANY])],
  ['policies', () => synthesise(SAMPLE, { policies: { plan: 'policies/plan', access: 'policies/access' } })],
  ['recorded outputs', () => synthesise(SAMPLE, { recorded: ['dev', 'prod'] })],
  ['services in CloudBase Run', () => synthesise([environment('dev', { cloudBaseRun: { dir: 'cloudbase-run/dev', services: ['api'] } })])],
  ['hostile names', () => synthesise([{ ...named(HOSTILE), cloudBaseRun: { dir: HOSTILE, services: [HOSTILE] } }], { region: HOSTILE, policies: { plan: HOSTILE, access: HOSTILE } })],
];

/** Tells the texts that no shape before had: most shapes share most of their files, and a linter says the same of the same text again. */
function newTexts(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => !seen.has(text) && seen.add(text) !== undefined;
}

function texts({ texts: byFile }: Synthesised): [string, string][] {
  return Object.entries(byFile).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

describeWithTool('actionlint', () => {
  describeWithTool('shellcheck', () => {
    const isNew = newTexts();

    test.each(SHAPES)('actionlint finds nothing with %s', (_, shape) => {
      const { dir, texts: byFile } = shape();
      const written = texts({ dir, texts: byFile });
      expect(written.length).toBeGreaterThan(0);
      const files = written.filter(([, text]) => isNew(text)).map(([file]) => join('.github/workflows', file));
      if (files.length > 0) expect(runTool('actionlint', ['-no-color', ...files], { cwd: dir })).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    test('actionlint runs shellcheck on the scripts', () => {
      const { dir } = synthesise(SAMPLE, {
        prepare: (project) => project.tryFindObjectFile('.github/workflows/deploy-dev.yml')?.addOverride('jobs.deploy.steps.3.run', 'echo $UNQUOTED\n'),
      });
      expect(runTool('actionlint', ['-no-color', '.github/workflows/deploy-dev.yml'], { cwd: dir }).stdout).toContain('SC2086');
    });
  });
});

describeWithTool('zizmor', () => {
  test.each(SHAPES)('zizmor has no finding with %s, with its pedantic persona', (_, shape) => {
    const { dir } = shape();
    const { status, stdout } = runTool('zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--format=json', '.github'], { cwd: dir });
    expect(JSON.parse(stdout)).toEqual([]);
    expect(status).toBe(0);
  });

  test('zizmor reads the workflows: it finds an expression in a script', () => {
    const { dir } = synthesise(SAMPLE, {
      prepare: (project) => project.tryFindObjectFile('.github/workflows/terraform-plan.yml')?.addOverride('jobs.plan.steps.3.run', 'echo "${{ github.head_ref }}"\n'),
    });
    const { stdout } = runTool('zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--format=json', '.github/workflows'], { cwd: dir });
    expect((JSON.parse(stdout) as Array<{ ident: string }>).map(({ ident }) => ident)).toContain('template-injection');
  });
});

describeWithTool('shellcheck', () => {
  const isNew = newTexts();

  test.each(SHAPES)('shellcheck finds nothing in the scripts of %s, with every optional check that is about mistakes', (_, shape) => {
    const { dir, texts: byFile } = shape();
    const scripts = texts({ dir, texts: byFile }).flatMap(([, text]) => Object.values(scriptSteps(text)).map(({ run }) => run));
    expect(scripts.length).toBeGreaterThan(0);
    const written = scripts.filter(isNew).map((run, i) => {
      const path = join(dir, `step-${i}.sh`);
      writeFileSync(path, `#!/usr/bin/env bash\n${run}`);
      return path;
    });
    if (written.length === 0) return;
    const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--enable=require-variable-braces,quote-safe-variables,deprecate-which', ...written]);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
