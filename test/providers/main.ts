/**
 * `npm run test:providers [-- --estate DIR] [--plugin-dir DIR] [--no-build] [--only TEXT] [--write-schemas]`
 *
 * Checks the shipped Terraform and that of an estate (the default one, unless another is given) with the real terraform
 * and the real providers, and plans the default estate with them. What is for Azure is checked twice: with version 4 of its
 * provider, for which it is written, and with version 5. What needs a plugin or a tool that is not there is skipped by name.
 * Which modules were planned with what is written to `planned-modules.json`, from which `npx projen` writes docs/modules.md.
 *
 * `--no-build` takes the plugins that are there. `--only` checks the directories whose title holds a text. `--write-schemas` checks nothing: it writes `test/terraform/*-arguments.json`.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { LogLevel } from 'projen';
import { writeArgumentFiles } from './argument-files';
import { AzurePlatformEstate } from './azure-platform-estate';
import { portToAzurerm5 } from './azurerm-versions';
import { addMockedPlan } from './mocked-plan';
import { planDefaultEstate } from './plan-default-estate';
import { MissingPlugin, PluginMirror } from './plugin-mirror';
import { Checked, recordPlans } from './record-plans';
import { requiredProviders } from './required-providers';
import { RunningPlugins } from './running-plugins';
import { check, CheckedDirectory, copyForCheck } from './terraform-check';
import { CLOUD_NAMES } from '../../src/clouds/cloud-name';
import { DefaultEstate } from '../default-estate';
import { writePicassoEstate } from '../picasso-estate';
import { missing, realTool } from '../real-tool';
import { PLANNED_BY_KEY_VAULT, PLANNED_BY_SSM } from './planned-secrets';
import { azureShop } from '../samples/azure-shop';
import { byKeyVault, bySsm } from '../samples/secrets-by-store';
import { tencentShop } from '../samples/tencent-shop';

const TERRAFORM = 'src/terraform';
const SHIPPED = [`${TERRAFORM}/modules`, `${TERRAFORM}/bootstrap`];

const QUIET = { logging: { level: LogLevel.OFF } };

/** An estate that is planned without a cloud. */
interface PlannedEstate {
  readonly synthesise: (outdir: string) => void;
  /** What the plans of its root modules must show, by their folders. */
  readonly planned?: Readonly<Record<string, readonly string[]>>;
}

/** Estates beside the default one, by their titles. */
const ESTATES: Readonly<Record<string, PlannedEstate>> = {
  'azure estate': { synthesise: (outdir) => new AzurePlatformEstate({ outdir }).project.synth() },
  'picasso estate': { synthesise: writePicassoSample },
  'shop on azure': { synthesise: (outdir) => azureShop(outdir, QUIET).synth() },
  'shop on azure with secrets by key vault': { synthesise: (outdir) => azureShop(outdir, QUIET, byKeyVault).synth(), planned: PLANNED_BY_KEY_VAULT },
  'shop on tencent': { synthesise: (outdir) => tencentShop(outdir, QUIET).synth() },
  'shop on tencent with secrets by ssm': { synthesise: (outdir) => tencentShop(outdir, QUIET, bySsm).synth(), planned: PLANNED_BY_SSM },
};

const SHOPS_ON_TENCENT = Object.keys(ESTATES).filter((title) => title.startsWith('shop on tencent'));

/** The bootstrap of Tencent Cloud in an estate has a test of its own, since more of it is asked for: who may be whom. */
const TENCENT_BOOTSTRAP = 'terraform/bootstrap/tencent-cos';

const PLANS = 'plans of the default estate';

/** How many checks ended how. */
interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 };

/** More at once gains nothing on a small machine. */
const AT_ONCE = 2;

async function main(): Promise<void> {
  if (realTool('terraform') === undefined) throw new Error(missing('terraform'));
  const { values } = parseArgs({
    options: { 'estate': { type: 'string' }, 'plugin-dir': { type: 'string' }, 'no-build': { type: 'boolean' }, 'only': { type: 'string' }, 'write-schemas': { type: 'boolean' } },
  });
  const repository = path.resolve(__dirname, '../..');
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-providers-'));
  try {
    const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'feiyue-projen', 'providers');
    const mirror = new PluginMirror(cache);
    const lacking = mirror.fill(values['plugin-dir'], !values['no-build']);
    const cliConfig = path.join(work, 'terraform.rc');
    mirror.writeCliConfig(cliConfig);
    if (values['write-schemas']) {
      for (const line of await writeArgumentFiles(work, cliConfig)) console.log(line);
      return;
    }
    const directories = [
      ...SHIPPED.flatMap((dir) => copyForCheck(path.join(repository, dir), path.join(work, dir), dir)).flatMap(withTest),
      ...rootModules(copyForCheck(values.estate ?? synthesiseDefaultEstate(work), path.join(work, 'estate'), values.estate ?? 'default estate')),
      ...(values.estate === undefined ? plannedEstates(work) : []),
    ];
    if (values.estate === undefined) {
      addBootstrapTest(path.join(work, 'estate', TENCENT_BOOTSTRAP), 'bootstrap');
      for (const shop of SHOPS_ON_TENCENT) addBootstrapTest(path.join(work, shop, TENCENT_BOOTSTRAP), 'bootstrap-workloads');
    }
    const asked = [...directories, ...portToAzurerm5(directories, work)].filter(({ title }) => title.includes(values.only ?? ''));
    const { checkable, skipped } = partByMissing(asked, mirror);
    const checked = await checkAll(checkable, cliConfig, mirror);
    recordPlans(checked);
    const planned = values.estate === undefined && PLANS.includes(values.only ?? '') ? await planAll(path.join(work, 'planned'), cliConfig, lacking) : NOTHING;
    for (const line of skipped) console.log(line);
    const failed = checked.filter(({ valid }) => !valid).length;
    report({ passed: checked.length - failed, failed, skipped: skipped.length }, planned);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

function synthesiseDefaultEstate(work: string): string {
  const outdir = path.join(work, 'synthesised', 'default estate');
  fs.mkdirSync(outdir, { recursive: true });
  new DefaultEstate({ outdir }).project.synth();
  return outdir;
}

/** The estate of `projen new --convention picasso`, with one environment of each cloud: the others are told the same. */
function writePicassoSample(outdir: string): void {
  writePicassoEstate({ outdir });
  for (const name of ['corp', 'pme-staging', 'pme-staging-cn', 'pme-testing']) fs.rmSync(path.join(outdir, 'infra', name), { recursive: true });
}

/** The root modules of these estates, each with a test that plans it. */
function plannedEstates(work: string): CheckedDirectory[] {
  return Object.entries(ESTATES).flatMap(([title, { synthesise, planned = {} }]) => {
    const outdir = path.join(work, 'synthesised', title);
    fs.mkdirSync(outdir, { recursive: true });
    synthesise(outdir);
    const found = rootModules(copyForCheck(outdir, path.join(work, title), title));
    standInForModules(path.join(work, title));
    for (const { directory } of found) if (!directory.endsWith(TENCENT_BOOTSTRAP)) addMockedPlan(directory);
    for (const dir of Object.keys(planned)) if (!found.some((each) => each.title === `${title}/${dir}`)) throw new Error(`${title} has no root module in ${dir}`);
    return found.map((each) => ({ ...each, planned: planned[each.title.slice(title.length + 1)] }));
  });
}

/**
 * Gives a shipped module or bootstrap the test that stands beside this file under the same name. Where there is a folder of that
 * name too, its files stand in for those of the module that Terraform cannot mock: then the test gets a copy of the module.
 */
function withTest(checked: CheckedDirectory): CheckedDirectory[] {
  const test = path.join(__dirname, path.posix.relative(TERRAFORM, checked.title));
  if (!fs.existsSync(`${test}.tftest.hcl`)) return [checked];
  const tested = fs.existsSync(test) ? { ...checked, title: `${checked.title} (with stand-ins)`, directory: `${checked.directory}-with-stand-ins` } : checked;
  if (tested !== checked) {
    fs.cpSync(checked.directory, tested.directory, { recursive: true });
    fs.cpSync(test, tested.directory, { recursive: true });
  }
  fs.copyFileSync(`${test}.tftest.hcl`, path.join(tested.directory, path.basename(`${test}.tftest.hcl`)));
  return tested === checked ? [checked] : [checked, tested];
}

/** Puts files in the place of those that Terraform cannot mock, in the copies of modules that an estate has. */
function standInForModules(tree: string): void {
  for (const file of fs.readdirSync(tree, { recursive: true, encoding: 'utf8' })) {
    const [modules, module, name] = file.split(path.sep).slice(-3);
    const standIns = CLOUD_NAMES.map((cloud) => path.join(__dirname, 'modules', cloud, module ?? '', name ?? ''));
    if (modules === 'modules' && name?.endsWith('.tf')) for (const standIn of standIns) if (fs.existsSync(standIn)) fs.copyFileSync(standIn, path.join(tree, file));
  }
}

/** Has a bootstrap planned as well, with the keys of nobody in place of GitHub's. */
function addBootstrapTest(dir: string, test: string): void {
  fs.copyFileSync(path.join(__dirname, `${test}.tftest.hcl`), path.join(dir, `${test}.tftest.hcl`));
  fs.writeFileSync(path.join(dir, 'github-jwks.json'), '{"keys":[]}\n');
}

/** Modules are checked through the root modules that call them. */
function rootModules(directories: CheckedDirectory[]): CheckedDirectory[] {
  return directories.filter(({ title }) => !title.split('/').includes('modules'));
}

interface Parted {
  readonly checkable: CheckedDirectory[];
  /** One line for each that cannot be checked, which says why. */
  readonly skipped: string[];
}

/** Parts the directories that need a plugin which is not there from the others. */
function partByMissing(directories: readonly CheckedDirectory[], mirror: PluginMirror): Parted {
  const checkable: CheckedDirectory[] = [];
  const skipped: string[] = [];
  for (const checked of directories) {
    const lacking = requiredProviders(checked.directory).find(({ address, constraint }) => !mirror.meets(address, constraint));
    if (lacking) skipped.push(skipLine(checked.title, noPlugin(lacking.address, lacking.constraint)));
    else checkable.push(checked);
  }
  return { checkable, skipped };
}

function skipLine(title: string, reason: string): string {
  return `skipped  ${title}: ${reason}`;
}

function noPlugin(address: string, version: string): string {
  return `there is no plugin of ${address} ${version}, see above`;
}

async function checkAll(directories: readonly CheckedDirectory[], cliConfig: string, mirror: PluginMirror): Promise<Checked[]> {
  const plugins = new RunningPlugins(mirror);
  const waiting = [...directories];
  const all: Checked[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const start = Date.now();
      const { valid, complaints } = await check(next, cliConfig, plugins);
      all.push({ ...next, valid });
      const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
      console.log(`[${String(all.length).padStart(String(directories.length).length)}/${directories.length}] ${valid ? 'ok    ' : 'FAILED'} ${seconds} s  ${next.title}`);
      if (complaints) console.log(complaints.trim().replace(/^/gm, '    '));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await plugins.stop();
  }
  return all;
}

async function planAll(outdir: string, cliConfig: string, lacking: readonly MissingPlugin[]): Promise<Count> {
  const reason = whyNotPlanned(lacking);
  if (reason !== undefined) {
    console.log(skipLine(PLANS, reason));
    return { ...NOTHING, skipped: 1 };
  }
  fs.mkdirSync(outdir);
  let passed = 0;
  let failed = 0;
  for await (const { dir, seconds, summary, complaint } of planDefaultEstate(outdir, cliConfig)) {
    if (complaint === undefined) passed += 1;
    else failed += 1;
    console.log(`${complaint === undefined ? 'planned' : 'FAILED '} ${seconds.toFixed(1).padStart(6)} s  ${dir}  ${summary}`);
    if (complaint !== undefined) console.log(complaint.trim().replace(/^/gm, '    '));
  }
  return { passed, failed, skipped: 0 };
}

/** Why the default estate cannot be planned here. Its own script would download conftest, whose version the estate pins. */
function whyNotPlanned(lacking: readonly MissingPlugin[]): string | undefined {
  const plugin = lacking.find(({ address }) => address.endsWith('/tencentcloud'));
  if (plugin) return noPlugin(plugin.address, plugin.constraint);
  return realTool('conftest') === undefined ? missing('conftest') : undefined;
}

/** Ends the run. One in which nothing could be checked has failed, too. */
function report(...counts: readonly Count[]): void {
  const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
  process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
}

void main();
