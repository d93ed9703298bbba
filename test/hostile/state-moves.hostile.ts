import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { hostileText } from '../terraform/hcl/hostile';
import { movesOf, PATH, writeScript } from '../terraform/move-states-script';

test('names in the script that moves states mean nothing to a shell', () => {
  const breakouts = fc.constantFrom('x\nHCL\ntouch pwned', '$(touch pwned)', '`touch pwned`', "'; touch pwned; '");
  fc.assert(fc.property(fc.oneof(breakouts, hostileText), (text) => {
    const outdir = mkdtempSync(join(tmpdir(), 'hostile-'));
    writeScript(outdir, movesOf({ path: text }, text));
    const script = readFileSync(join(outdir, PATH), 'utf-8');
    // In the place of Terraform stands what shows its input: it must get all of it, and nothing else may have run.
    mkdirSync(join(outdir, 'bin'));
    writeFileSync(join(outdir, 'bin/terraform'), '#!/usr/bin/env bash\ncase "$2" in init) cat "${1#-chdir=}/backend.tf" >> "${HOME}/seen" ;; esac\n', { mode: 0o755 });
    spawnSync('bash', [join(outdir, PATH)], { cwd: outdir, env: { PATH: `${join(outdir, 'bin')}:${process.env.PATH}`, HOME: outdir } });
    expect(readdirSync(outdir).sort()).toEqual(['bin', 'ops', 'seen']);
    const given = script.split("<< 'HCL'\n").slice(1).map((part) => part.slice(0, part.indexOf('\nHCL\n') + 1));
    expect(given).toHaveLength(2);
    expect(readFileSync(join(outdir, 'seen'), 'utf-8')).toBe(given.join(''));
    rmSync(outdir, { recursive: true });
  }), { numRuns: 60, examples: [['x\nHCL\ntouch pwned'], ['$(touch pwned)'], ['`touch pwned`']] });
});
