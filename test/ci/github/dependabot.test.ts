import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { emptyProject } from '../../default-estate';

test('Dependabot is offered what has its version in no managed file, a week after its release', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.synth();
  const { updates } = parse(readFileSync(join(project.outdir, '.github/dependabot.yml'), 'utf-8')) as { updates: object[] };
  expect(updates).toEqual([expect.objectContaining({
    'package-ecosystem': 'npm',
    'cooldown': { 'default-days': 7 },
    'allow': ['feiyue-projen', 'projen', 'constructs'].map((name) => ({ 'dependency-name': name })),
  })]);
});

test('an ejected repository has neither Dependabot nor a check against .projenrc.ts, since it has none', () => {
  process.env.PROJEN_EJECTING = 'true';
  try {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.synth();
    expect(existsSync(join(project.outdir, '.github/dependabot.yml'))).toBe(false);
    expect(existsSync(join(project.outdir, '.github/workflows/sync.yml'))).toBe(false);
  } finally {
    delete process.env.PROJEN_EJECTING;
  }
});
