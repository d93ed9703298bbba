/**
 * `npm run test:providers [-- --estate DIR] [--plugin-dir DIR]`
 *
 * Checks the shipped Terraform and that of an estate (the default one, unless another is given) with the real terraform
 * and the real providers, and plans the default estate with them.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { planDefaultEstate } from './plan-default-estate';
import { PluginMirror } from './plugin-mirror';
import { check, CheckedDirectory, copyForCheck } from './terraform-check';
import { DefaultEstate } from '../default-estate';

const SHIPPED = ['src/terraform/modules', 'src/terraform/bootstrap'];

/** The plugin of Tencent Cloud takes about 1 GB while it answers; more at once gains nothing on a small machine. */
const AT_ONCE = 2;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'estate': { type: 'string' }, 'plugin-dir': { type: 'string' } } });
  const repository = path.resolve(__dirname, '../..');
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-providers-'));
  try {
    const directories = [
      ...SHIPPED.flatMap((dir) => copyForCheck(path.join(repository, dir), path.join(work, dir), dir)),
      ...rootModules(copyForCheck(values.estate ?? synthesiseDefaultEstate(work), path.join(work, 'estate'), values.estate ?? 'default estate')),
    ];
    if (values.estate === undefined) addBootstrapTest(path.join(work, 'estate', 'terraform/bootstrap/tencent-cos'));
    const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'feiyue-projen', 'providers');
    const mirror = new PluginMirror(cache);
    const missing = mirror.fill(values['plugin-dir']);
    if (missing.length > 0) {
      console.error(`\n${missing.join('\n')}\n`);
      report(0, missing.length, directories.length);
      return;
    }
    const cliConfig = path.join(work, 'terraform.rc');
    mirror.writeCliConfig(cliConfig);
    const invalid = await checkAll(directories, cliConfig);
    const planned = values.estate === undefined ? await planAll(path.join(work, 'planned'), cliConfig) : { passed: 0, failed: 0 };
    report(directories.length - invalid + planned.passed, invalid + planned.failed, 0);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

function synthesiseDefaultEstate(work: string): string {
  const outdir = path.join(work, 'synthesised');
  fs.mkdirSync(outdir);
  new DefaultEstate({ outdir }).project.synth();
  return outdir;
}

/** Has the bootstrap planned as well, with the keys of nobody in place of GitHub's. */
function addBootstrapTest(dir: string): void {
  fs.copyFileSync(path.join(__dirname, 'bootstrap.tftest.hcl'), path.join(dir, 'bootstrap.tftest.hcl'));
  fs.writeFileSync(path.join(dir, 'github-jwks.json'), '{"keys":[]}\n');
}

/** Modules are checked through the root modules that call them. */
function rootModules(directories: CheckedDirectory[]): CheckedDirectory[] {
  return directories.filter(({ title }) => !title.split('/').includes('modules'));
}

/** Returns how many are not valid. */
async function checkAll(directories: readonly CheckedDirectory[], cliConfig: string): Promise<number> {
  const waiting = [...directories];
  let done = 0;
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const start = Date.now();
      const { valid, complaints } = await check(next, cliConfig);
      done += 1;
      if (!valid) failed += 1;
      const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
      console.log(`[${String(done).padStart(String(directories.length).length)}/${directories.length}] ${valid ? 'ok    ' : 'FAILED'} ${seconds} s  ${next.title}`);
      if (complaints) console.log(complaints.trim().replace(/^/gm, '    '));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

async function planAll(outdir: string, cliConfig: string): Promise<{ passed: number; failed: number }> {
  fs.mkdirSync(outdir);
  let passed = 0;
  let failed = 0;
  for await (const { dir, seconds, summary, complaint } of planDefaultEstate(outdir, cliConfig)) {
    if (complaint === undefined) passed += 1;
    else failed += 1;
    console.log(`${complaint === undefined ? 'planned' : 'FAILED '} ${seconds.toFixed(1).padStart(6)} s  ${dir}  ${summary}`);
    if (complaint !== undefined) console.log(complaint.trim().replace(/^/gm, '    '));
  }
  return { passed, failed };
}

function report(passed: number, failed: number, skipped: number): void {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
