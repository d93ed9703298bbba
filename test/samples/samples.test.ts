import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { azureShop } from './azure-shop';
import { Said, SAMPLES, SECRET } from './samples';
import { byKeyVault, bySsm } from './secrets-by-store';
import { tencentShop } from './tencent-shop';
import type { FeiyueProject } from '../../src';
import { Estate } from '../../src/estate/estate';
import { read, temporaryDirectory, withoutPostSynthesis } from '../synth/test-project';

withoutPostSynthesis();

const SAID: Said = { address: '10.0.32.11', secret: `${SECRET}-1` };

/** What a generator in the base of a workload makes, by its keys. */
function literalsOf(project: FeiyueProject, workload: string, file: string): Record<string, string> {
  const path = `${Estate.of(project).facts.layout.baseDir(workload)}/${file}`;
  if (!existsSync(join(project.outdir, path))) return {};
  const { literals } = parse(read(project.outdir, path)) as { literals: string[] };
  return Object.fromEntries(literals.map((literal) => literal.split(/=(.*)/s)));
}

/** Matches the text that a deployment makes of one with outputs in it. */
function filledFrom(text: string): RegExp {
  return new RegExp(`^${text.split(/\$\{terraform\.[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 's');
}

// What the values are when Terraform has made them is tried in `samples.delivery.ts`.
describe.each(SAMPLES)('the sample on %s', (_, { declare, seen }) => {
  const project = declare(temporaryDirectory());
  project.synth();

  test.each(Object.entries(seen(SAID)))('has in the base of %s what its processes see, and secrets in the Secret alone', (workload, variables) => {
    const [open, secret] = ['configmap.yaml', 'secret.yaml'].map((file) => literalsOf(project, workload, file));
    expect(Object.keys({ ...open, ...secret }).sort()).toEqual(Object.keys(variables).sort());
    expect(Object.keys(secret).sort()).toEqual(Object.keys(variables).filter((name) => variables[name].includes(SECRET)).sort());
    for (const [name, text] of Object.entries({ ...open, ...secret })) expect(variables[name]).toMatch(filledFrom(text));
  });
});

// Their root modules are planned by the real providers, in `test/providers`.
describe.each([
  ['Tencent Cloud', SAMPLES[0][1], (outdir: string) => tencentShop(outdir, {}, bySsm)],
  ['Azure', SAMPLES[1][1], (outdir: string) => azureShop(outdir, {}, byKeyVault)],
] as const)('the sample on %s with its secrets in a store', (_, { seen }, declare) => {
  const project = declare(temporaryDirectory());
  project.synth();

  test.each(Object.entries(seen(SAID)))('has the secrets of %s brought by an ExternalSecret, and by nothing else', (workload, variables) => {
    const { layout } = Estate.of(project).facts;
    const secrets = Object.keys(variables).filter((name) => variables[name].includes(SECRET)).sort();
    const path = `${layout.baseDir(workload)}/external-secret.yaml`;
    const brought = existsSync(join(project.outdir, path)) ? Object.keys(parse(read(project.outdir, path)).spec.target.template.data).sort() : [];
    expect(brought).toEqual(secrets);
    expect(existsSync(join(project.outdir, layout.baseDir(workload), 'secret.yaml'))).toBe(false);
  });
});
