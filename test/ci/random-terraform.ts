import * as fs from 'fs';
import * as path from 'path';
import { write } from '../synth/test-project';

/** Numbers that look random, and are the same for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = 1 + seed * 7_919;
  }

  public below(limit: number): number {
    // Park and Miller, whose numbers a double holds exactly.
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state % limit;
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}

/** One edit, and whether it changes nothing but how configuration is written. */
export interface Edit {
  readonly what: string;
  readonly isOfStyle: boolean;
}

/** What Terraform has to be told to install anew after it. */
const CALLS = 'call of a module';

/** A resource of a random root module, and the folder or file that it reads. */
interface Probe {
  /** The configuration that it stands in. */
  readonly config: string;
  /** The file that it reads; of a folder, one of those in it. */
  readonly target: string;
  readonly isFolder: boolean;
}

const ENDINGS = ['x.md', 'README', 'cloud-init.yaml', 'data.json', 'extra.tf', 'x.tpl', 'run.sh', '.hidden', 'values.hcl', 'x.tfvars', 'x.tf.json', 'a b.txt'];

/**
 * A root module that reads files in random ways: its own, those of two modules, and such as lie elsewhere, through links too.
 * Everything below `own/<name>` and the folders that are named after it are its own.
 */
export class RandomRootModule {
  public readonly dir: string;
  public needsInit = true;
  private readonly probes: Probe[] = [];
  private readonly modules: readonly [string, string];
  private readonly shared: string;
  private readonly data: string;
  private count = 0;

  constructor(private readonly outdir: string, public readonly name: string, private readonly random: Random) {
    this.dir = `terraform/dev/${name}`;
    this.modules = [`terraform/modules/${name}-outer`, `terraform/modules/${name}-inner`];
    this.shared = `shared/${name}`;
    this.data = `data/${name}`;
    this.write(`${this.shared}/x.txt`, 'x\n');
    this.write(`${this.data}/x.txt`, 'x\n');
    this.write(`${this.modules[0]}/calls.tf`, `module "inner" {\n  source = "../${name}-inner"\n}\n`);
    this.write(`${this.modules[1]}/main.tf`, 'locals {\n  inner = 1\n}\n');
    this.write(`${this.dir}/calls.tf`, `module "outer" {\n  source = "../../modules/${name}-outer"\n}\n`);
    this.link(`${this.dir}/linked.tf`, this.outside(`${this.shared}/linked.tf`, 'resource "terraform_data" "linked" {\n  input = 1\n}\n'));
    this.link(`${this.dir}/linked-folder`, this.shared);
    for (let n = 0; n < 3; n++) this.addProbe();
  }

  /** Changes something. */
  public edit(): Edit {
    const kind = this.random.below(20);
    if (kind < 8) return this.changeTarget();
    if (kind < 11) return this.restyle();
    if (kind < 12) return this.addProbe();
    if (kind < 13) return this.addBeside();
    if (kind < 14) return this.removeBeside();
    if (kind < 15) return this.relink();
    if (kind < 16) return this.change(`${this.shared}/linked.tf`, `resource "terraform_data" "linked" {\n  input = ${++this.count}\n}\n`);
    if (kind < 17) return this.change(`${this.modules[1]}/inner.tf`, `resource "terraform_data" "changing" {\n  input = ${++this.count}\n}\n`);
    if (kind < 18) return this.changeMode();
    if (kind < 19) return this.rename();
    return this.callAnother();
  }

  private changeTarget(): Edit {
    const { target } = this.random.pick(this.probes);
    return this.change(target, this.content(target));
  }

  /** Comments, white space and order of keys, in configuration that nobody reads as a file. */
  private restyle(): Edit {
    const read = new Set(this.probes.map(({ target }) => target));
    const folders = new Set(this.probes.filter(({ isFolder }) => isFolder).map(({ target }) => path.posix.dirname(target)));
    const files = this.configuration().filter((file) => !read.has(file) && !folders.has(path.posix.dirname(file)));
    if (files.length === 0) return this.changeTarget();
    const file = this.random.pick(files);
    const text = fs.readFileSync(this.absolute(file), 'utf-8');
    const styled = file.endsWith('.json') ? ` ${text.replace(/:/, ' :')}\n` : this.random.pick([`# ${++this.count}\n${text}`, `${text}\n/* ${++this.count}\n*/\n`, text.replace(/\n {2}(?=\w)/g, '\n      '), text.replace(/ = /g, '   =   ')]);
    this.write(file, styled);
    return { what: `style of ${file}`, isOfStyle: true };
  }

  private configuration(): string[] {
    return [this.dir, ...this.modules].flatMap((folder) => fs.readdirSync(this.absolute(folder))
      .filter((name) => /^own.*\.tf(\.json)?$/.test(name) || name === 'calls.tf').map((name) => `${folder}/${name}`));
  }

  private addBeside(): Edit {
    const { target } = this.random.pick(this.probes);
    return this.change(`${path.posix.dirname(target)}/new${++this.count}.${this.random.pick(['txt', 'md'])}`, 'new\n');
  }

  private removeBeside(): Edit {
    const folder = path.posix.dirname(this.random.pick(this.probes).target);
    const names = fs.readdirSync(this.absolute(folder)).filter((name) => name.startsWith('new'));
    if (names.length === 0) return this.addBeside();
    fs.rmSync(this.absolute(`${folder}/${names[0]}`));
    return { what: `removal of ${folder}/${names[0]}`, isOfStyle: false };
  }

  private rename(): Edit {
    const folder = path.posix.dirname(this.random.pick(this.probes).target);
    const names = fs.readdirSync(this.absolute(folder)).filter((name) => name.startsWith('new'));
    if (names.length === 0) return this.addBeside();
    fs.renameSync(this.absolute(`${folder}/${names[0]}`), this.absolute(`${folder}/new${++this.count}.txt`));
    return { what: `another name of ${folder}/${names[0]}`, isOfStyle: false };
  }

  private relink(): Edit {
    const other = this.outside(`${this.random.pick([this.shared, this.data])}/linked${++this.count}.tf`, `resource "terraform_data" "linked" {\n  input = ${this.count}\n}\n`);
    this.link(`${this.dir}/linked.tf`, other);
    return { what: `a link to ${other}`, isOfStyle: false };
  }

  private changeMode(): Edit {
    const { target } = this.random.pick(this.probes);
    fs.chmodSync(this.absolute(target), 0o755);
    return { what: `mode of ${target}`, isOfStyle: false };
  }

  private callAnother(): Edit {
    const source = `terraform/modules/${this.name}-new${++this.count}`;
    this.write(`${source}/main.tf`, `resource "terraform_data" "new" {\n  input = ${this.expression(source, source, 'x.md')}\n}\n`);
    this.write(`${source}/x.md`, 'new\n');
    this.probes.push({ config: `${source}/main.tf`, target: `${source}/x.md`, isFolder: false });
    const call = `new${this.count}`;
    if (this.random.below(2) === 0) this.write(`${this.dir}/own-${call}.tf`, `module "${call}" {\n  source = "${path.posix.relative(this.dir, source)}"\n}\n`);
    else this.write(`${this.dir}/own-${call}.tf.json`, `{"module":{"${call}":{"source":"${path.posix.relative(this.dir, source)}"}}}\n`);
    this.needsInit = true;
    return { what: CALLS, isOfStyle: false };
  }

  /** A resource that reads something, somewhere. */
  private addProbe(): Edit {
    const number = ++this.count;
    const folder = this.random.pick([this.dir, ...this.modules]);
    const [place, seen] = this.place(folder, number);
    const name = this.random.pick(ENDINGS).replace(/^(extra|x)\b/, `$1${number}`);
    const target = `${place}/${name}`;
    this.write(target, this.content(target));
    const isFolder = this.random.below(4) === 0;
    const value = isFolder ? this.folderExpression(folder, seen) : this.expression(folder, seen, name, number);
    const config = this.random.below(4) === 0 ? `${folder}/own${number}.tf.json` : `${folder}/own${number}.tf`;
    if (config.endsWith('.json')) this.write(config, `${JSON.stringify({ resource: { terraform_data: { [`probe${number}`]: { input: `\${${value}}` } } } })}\n`);
    else this.write(config, `resource "terraform_data" "probe${number}" {\n  input = ${value}\n}\n`);
    this.probes.push({ config, target, isFolder });
    return { what: `${config} with ${value}`, isOfStyle: false };
  }

  /** A folder for what is read, and how it is seen from the Terraform. */
  private place(folder: string, number: number): [place: string, seen: string] {
    switch (this.random.below(6)) {
      case 0: return [folder, folder];
      case 1: return [`${folder}/sub`, `${folder}/sub`];
      case 2: return [this.shared, this.shared];
      case 3: return [`${this.data}/${number}`, `${this.data}/${number}`];
      case 4: return [this.shared, `${this.dir}/linked-folder`];
      default: {
        const link = `links/${this.name}-${number}`;
        fs.mkdirSync(this.absolute(`${this.data}/${number}`), { recursive: true });
        this.link(link, `${this.data}/${number}`);
        return [`${this.data}/${number}`, link];
      }
    }
  }

  private folderExpression(folder: string, seen: string): string {
    const fromModule = path.posix.relative(folder, seen);
    const whole = this.random.pick([`"\${path.module}/${fromModule}"`, `"${path.posix.relative(this.dir, seen) || '.'}"`, `abspath("\${path.module}/${fromModule}")`]);
    const pattern = this.random.pick(['*', '*.md', '**', 'new*', '{new1,new2,x}*']);
    const names = `[for f in fileset(${whole}, "${pattern}") : f]`;
    if (seen === this.dir || this.random.below(2) === 0) return `jsonencode(${names})`;
    return `jsonencode([for f in fileset(${whole}, "${pattern}") : filesha1("\${${whole}}/\${f}")])`;
  }

  private expression(folder: string, seen: string, name: string, number = ++this.count): string {
    const fromModule = path.posix.relative(folder, `${seen}/${name}`);
    const fromRoot = path.posix.relative(this.dir, `${seen}/${name}`);
    const reading = (file: string) => this.random.pick([`filesha1(${file})`, `file(${file})`, `filebase64(${file})`, `jsonencode(filemd5(${file}))`]);
    switch (this.random.below(14)) {
      case 0: return reading(`"\${path.module}/${fromModule}"`);
      case 1: return reading(`"${fromRoot}"`);
      case 2: return reading(`"\${path.root}/${fromRoot}"`);
      case 3: return reading(`abspath("${fromRoot}")`);
      case 4: return reading(`join("/", [path.module, ${fromModule.split('/').map((part) => `"${part}"`).join(', ')}])`);
      case 5: return reading(`format("%s/%s", path.module, "${fromModule}")`);
      case 6: return reading(`"\${path.cwd}/${fromRoot}"`);
      case 7: {
        this.write(`${folder}/own-l${number}.tf`, `locals {\n  folder${number} = "\${path.module}/${path.posix.relative(folder, seen)}"\n}\n`);
        return reading(`"\${local.folder${number}}/${name}"`);
      }
      case 8: {
        this.write(`${folder}/own-v${number}.tf`, `variable "file${number}" {\n  type    = string\n  default = "${fromRoot}"\n}\n`);
        return reading(`var.file${number}`);
      }
      case 9: {
        this.write(`${folder}/paths${number}.yaml`, `file: "${fromRoot}"\n`);
        return reading(`yamldecode(file("\${path.module}/paths${number}.yaml")).file`);
      }
      case 10: return reading(`"\${dirname(abspath(path.module))}/${path.posix.basename(folder)}/${fromModule}"`);
      case 11: {
        this.write(`${folder}/nested${number}.tpl`, `a \${filesha1("${fromRoot}")}\n`);
        return `templatefile("\${path.module}/nested${number}.tpl", {})`;
      }
      case 12: return reading(`(length("x") == 1 ? "${fromRoot}" : "x")`);
      default: return `jsonencode({ for key, value in { a = "${fromRoot}" } : key => filesha1(value) })`;
    }
  }

  /** Text that is right for a file of this name, and another one each time. */
  private content(file: string): string {
    const number = ++this.count;
    if (file.endsWith('.tf')) return this.random.pick([`# ${number}\n`, `locals {\n  content${number}_${this.random.below(1e6)} = ${number}\n}\n`]);
    if (file.endsWith('.tf.json')) return this.random.pick([`{"//": "${number}"}\n`, `{"locals": {"content${number}_${this.random.below(1e6)}":${' '.repeat(this.random.below(3))}1}}\n`]);
    if (file.endsWith('.json')) return `{"a":${' '.repeat(number % 7)}${number % 3}}\n`;
    return this.random.pick([`# ${number}\n`, `a: ${number}\n`, `${number}\n\n\n`, `#cloud-config\n# ${number}\n`]);
  }

  private change(file: string, content: string): Edit {
    this.write(file, content);
    return { what: file, isOfStyle: false };
  }

  private outside(file: string, content: string): string {
    this.write(file, content);
    return file;
  }

  private link(link: string, target: string): void {
    fs.mkdirSync(path.dirname(this.absolute(link)), { recursive: true });
    fs.rmSync(this.absolute(link), { force: true });
    fs.symlinkSync(path.posix.relative(path.posix.dirname(link), target), this.absolute(link));
  }

  private write(file: string, content: string): void {
    write(this.outdir, file, content);
  }

  private absolute(file: string): string {
    return path.join(this.outdir, file);
  }
}
