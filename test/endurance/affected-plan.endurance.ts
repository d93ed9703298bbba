import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { GitHistory } from '../ci/git-history';
import { Edit, Random, RandomRootModule } from '../ci/random-terraform';
import { emptyProject } from '../default-estate';
import { describeWithTool, realTool } from '../real-tool';
import { temporaryDirectory, write } from '../synth/test-project';

const ROOT_MODULES = 25;
const EDITS = Number(process.env.FEIYUE_PLANNED_EDITS ?? 200);
const SEED = Number(process.env.FEIYUE_SEED ?? 1);
const PROCESSES = 4;

/** An estate of root modules that read files, under git, and Terraform as the judge of what an edit changes. */
class JudgedEstate {
  public readonly outdir = temporaryDirectory();
  private readonly judge = temporaryDirectory();
  private readonly roots: readonly RandomRootModule[];
  private readonly history: GitHistory;

  constructor(random: Random) {
    this.roots = Array.from({ length: ROOT_MODULES }, (_, n) => new RandomRootModule(this.outdir, `r${n}`, random));
    this.synth();
    this.history = new GitHistory(this.outdir);
  }

  /** Edits every root module, and commits. @returns the edits, and for which of them the script was wrong */
  public async round(): Promise<{ readonly edits: number; readonly changed: number; readonly wrong: string[] }> {
    const edits = this.roots.map((root) => root.edit());
    this.synth();
    this.history.commit({});
    const affected = new Map(this.history.affected().rootModules.map(({ name, reasons }) => [name, reasons]));
    const plans = await this.applied();
    const wrong = this.roots.flatMap(({ name }, index) => verdict(name, edits[index], plans[index], affected.get(name)));
    return { edits: edits.length, changed: plans.filter((plan) => plan !== '').length, wrong };
  }

  /** Applies every root module as it is. @returns for each what Terraform says that changes, or is wrong; empty: nothing */
  public async applied(): Promise<string[]> {
    // The cloud's own provider and backend are no part of what is judged.
    for (const { dir, name } of this.roots) {
      fs.rmSync(path.join(this.outdir, dir, '.terraform.lock.hcl'), { force: true });
      fs.rmSync(path.join(this.outdir, dir, 'terraform.tf'));
      write(this.outdir, `${dir}/terraform.tf`, `terraform {\n  backend "local" {\n    path = "${this.judge}/${name}.tfstate"\n  }\n}\n`);
    }
    const results: string[] = [];
    const waiting = [...this.roots.entries()];
    await Promise.all(Array.from({ length: PROCESSES }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await this.apply(next[1]);
    }));
    this.history.git(['checkout', '--quiet', '--force', '--', '.']);
    return results;
  }

  public remove(): void {
    for (const directory of [this.outdir, this.judge]) fs.rmSync(directory, { recursive: true, force: true });
  }

  private async apply(root: RandomRootModule): Promise<string> {
    if (root.needsInit) {
      const init = await this.terraform(root, 'init', '-input=false', '-no-color');
      if (init.status !== 0) return init.output;
      root.needsInit = false;
    }
    const { status, output } = await this.terraform(root, 'apply', '-auto-approve', '-input=false', '-no-color', '-lock=false', '-compact-warnings');
    return status === 0 && /^No changes\./m.test(output) ? '' : output;
  }

  private async terraform({ dir, name }: RandomRootModule, ...args: readonly string[]): Promise<{ status: number | null; output: string }> {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_DATA_DIR: path.join(this.judge, name), TF_IN_AUTOMATION: '1' };
    const child = spawn(realTool('terraform')!.path, args, { cwd: path.join(this.outdir, dir), env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf-8').on('data', (text) => (output += text));
    const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    return { status, output };
  }

  private synth(): void {
    const project = emptyProject({ outdir: this.outdir });
    project.addEnvironment('dev');
    for (const { name } of this.roots) project.addRootModule(name);
    project.synth();
  }
}

/** What is wrong with what the script says of an edit. */
function verdict(name: string, { what, isOfStyle }: Edit, plan: string, reasons: readonly string[] | undefined): string[] {
  if (plan !== '' && reasons === undefined) return [`${name}: missed ${what}:\n${plan}`];
  // Where a path cannot be told, every file counts.
  if (isOfStyle && plan === '' && reasons?.every((reason) => reason.startsWith('terraform/'))) return [`${name}: ${what} affects it: ${reasons.join(', ')}`];
  return [];
}

describeWithTool('terraform', () => {
  test(`no edit that changes a plan is missed, and none of style alone is told (${EDITS} edits)`, async () => {
    const random = new Random(SEED);
    const counts = { edits: 0, changed: 0 };
    const estate = new JudgedEstate(random);
    const first = await estate.applied();
    expect(first.filter((output) => !output.includes('Apply complete!'))).toEqual([]);
    while (counts.edits < EDITS) {
      const { edits, changed, wrong } = await estate.round();
      expect({ seed: SEED, edits: counts.edits, wrong }).toEqual({ seed: SEED, edits: counts.edits, wrong: [] });
      counts.edits += edits;
      counts.changed += changed;
    }
    estate.remove();
    // A judge that sees no changes proves nothing.
    expect(counts.changed).toBeGreaterThan(EDITS / 4);
    expect(counts.changed).toBeLessThan(EDITS);
  }, 1_200_000);
});
