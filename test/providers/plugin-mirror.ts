import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { meetsConstraints } from '../../src/terraform/interface/version-syntax';

/** A provider, and the Go module that is its source. */
interface ProviderSource {
  /** Address, as Terraform resolves `source` in `required_providers`. */
  readonly address: string;
  /** The versions that will do: what the modules ask for, or would ask for. */
  readonly constraint: string;
  /** The version that is built. */
  readonly version: string;
  /** Module version of the Go module: its tag, or the pseudo-version of the release's commit. */
  readonly goModule: string;
}

/** A provider of which no plugin is there that would do. */
export type MissingPlugin = Pick<ProviderSource, 'address' | 'constraint'>;

const AZURERM = 'registry.terraform.io/hashicorp/azurerm';

const PROVIDERS: readonly ProviderSource[] = [
  {
    address: 'registry.terraform.io/tencentcloudstack/tencentcloud',
    constraint: '~> 1.83.25',
    version: '1.83.25',
    goModule: 'github.com/tencentcloudstack/terraform-provider-tencentcloud@v1.83.25',
  },
  {
    // Its go.mod still has the path of before version 3, under which Go modules know no tag: this is the commit of v3.9.0.
    address: 'registry.terraform.io/hashicorp/random',
    constraint: '~> 3.7',
    version: '3.9.0',
    goModule: 'github.com/terraform-providers/terraform-provider-random@v1.3.2-0.20260513075824-f8d869dc98d9',
  },
  {
    // The same of its go.mod.
    address: 'registry.terraform.io/hashicorp/azuread',
    constraint: '~> 3.9',
    version: '3.9.0',
    goModule: 'github.com/hashicorp/terraform-provider-azuread@v1.6.1-0.20260618210114-df2a07a33712',
  },
  {
    // The same of its go.mod.
    address: AZURERM,
    constraint: '~> 4.81',
    version: '4.81.0',
    goModule: 'github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260714131808-5782a75422c6',
  },
  {
    // A commit of four days after v5.2.0, because a module proxy may not have that one itself.
    address: AZURERM,
    constraint: '~> 5.0',
    version: '5.2.0',
    goModule: 'github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260824201233-fae580791926',
  },
];

/**
 * A directory of real provider plugins, kept between runs.
 *
 * Layout: https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror ("unpacked").
 */
export class PluginMirror {
  private readonly directory: string;
  private readonly platform: string;

  constructor(cacheDirectory: string) {
    this.directory = path.join(cacheDirectory, 'mirror');
    const arch = process.arch === 'x64' ? 'amd64' : process.arch;
    this.platform = `${process.platform === 'win32' ? 'windows' : process.platform}_${arch}`;
    fs.mkdirSync(this.directory, { recursive: true });
  }

  /**
   * Makes every provider available: from `pluginDirectory`, else from the mirror, else, if `mayBuild`, built from its Go module.
   * Prints why one could not be had and how it can be, and returns those.
   */
  public fill(pluginDirectory: string | undefined, mayBuild: boolean): MissingPlugin[] {
    return PROVIDERS.flatMap((provider) => {
      const { address, constraint, version } = provider;
      const given = pluginDirectory === undefined ? undefined : findPlugin(pluginDirectory, provider);
      if (given) this.add(provider, given.version, given.file);
      const present = this.versions(provider);
      if (present.length > 0) {
        console.log(`${address} ${present.join(', ')}: present`);
        return [];
      }
      const reason = mayBuild ? this.build(provider) : 'not there, and not to be built';
      if (reason === undefined) return [];
      console.log(`${address} ${version}: ${reason}`);
      console.log(`  What will do is any plugin ${constraint}: --plugin-dir DIR takes ${binaryName(provider.address)}_v<version> from a folder, as its repository builds it:`);
      console.log(`    git clone --depth 1 --branch v${version} ${repositoryOf(provider)} && cd ${binaryName(provider.address)} && CGO_ENABLED=0 go build -o DIR/${binaryName(provider.address)}_v${version} .`);
      return [{ address, constraint }];
    });
  }

  /** Whether a plugin is there that meets a constraint. */
  public meets(address: string, constraint: string): boolean {
    return this.versions({ address, constraint }).length > 0;
  }

  /** The file of the newest plugin that meets a constraint, as Terraform chooses it. */
  public plugin(address: string, constraint: string): string | undefined {
    const version = this.versions({ address, constraint }).sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    return version && path.join(this.directory, address, version, this.platform, `${binaryName(address)}_v${version}`);
  }

  /** Writes a Terraform CLI configuration under which providers come from this mirror and from nowhere else. */
  public writeCliConfig(file: string): void {
    fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(this.directory)}\n  }\n}\n`);
  }

  /** The versions of a provider that are there and meet a constraint. */
  private versions({ address, constraint }: Pick<ProviderSource, 'address' | 'constraint'>): string[] {
    const directory = path.join(this.directory, address);
    if (!fs.existsSync(directory)) return [];
    return fs.readdirSync(directory).sort()
      .filter((present) => meetsConstraints(present, [constraint]) && fs.existsSync(path.join(directory, present, this.platform)));
  }

  /** Returns why it could not be built. */
  private build(provider: ProviderSource): string | undefined {
    const { address, version, goModule } = provider;
    console.log(`${address} ${version}: building ${goModule} (minutes, once)`);
    const built = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-provider-')), 'plugin');
    try {
      // Built where it lies in the module cache, and not by `go install module@version`, which asks the proxy for a list of all versions.
      const { Dir, Error: refusal } = JSON.parse(go(['mod', 'download', '-json', goModule]).stdout) as { Dir?: string; Error?: string };
      if (Dir === undefined) return whyNotBuilt(refusal ?? '');
      const { status, stderr } = go(['build', '-trimpath', '-ldflags', '-s -w', '-o', built, '.'], Dir);
      if (status !== 0) return whyNotBuilt(stderr);
      this.add(provider, version, built);
      return undefined;
    } finally {
      fs.rmSync(path.dirname(built), { recursive: true });
    }
  }

  private add(provider: ProviderSource, version: string, binary: string): void {
    const versionDirectory = path.join(this.directory, provider.address, version);
    const target = path.join(versionDirectory, this.platform);
    fs.mkdirSync(versionDirectory, { recursive: true });
    // Renamed in one step, so that a run that is broken off leaves no half of a plugin behind. What is given takes the place of what was built before.
    const partial = fs.mkdtempSync(`${target}.`);
    const plugin = path.join(partial, `${binaryName(provider.address)}_v${version}`);
    fs.copyFileSync(binary, plugin);
    fs.chmodSync(plugin, 0o755);
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(partial, target);
  }
}

function go(args: readonly string[], cwd?: string): { status: number | null; stdout: string; stderr: string } {
  const run = spawnSync('go', args, { cwd, env: { ...process.env, CGO_ENABLED: '0' }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.error) throw new Error(`${run.error.message}: the providers are built with Go, see https://go.dev/doc/install`, { cause: run.error });
  return run;
}

function binaryName(address: string): string {
  return `terraform-provider-${path.posix.basename(address)}`;
}

/** A repository of a provider is named so: https://developer.hashicorp.com/terraform/registry/providers/publishing. */
function repositoryOf({ address }: ProviderSource): string {
  return `https://github.com/${path.posix.basename(path.posix.dirname(address))}/terraform-provider-${path.posix.basename(address)}`;
}

/** A plugin in a directory of plugins that meets the constraint. */
function findPlugin(directory: string, provider: ProviderSource): { version: string; file: string } | undefined {
  const name = new RegExp(`^${binaryName(provider.address)}_v(\\d+\\.\\d+\\.\\d+)$`);
  for (const file of fs.readdirSync(directory).sort().reverse()) {
    const version = name.exec(file)?.[1];
    if (version && meetsConstraints(version, [provider.constraint])) return { version, file: path.join(directory, file) };
  }
  return undefined;
}

/** Says which modules the Go module proxy refused, which is the usual reason; otherwise the compiler's last words. */
function whyNotBuilt(stderr: string): string {
  const refused = [...stderr.matchAll(/(\S+@v[^\s:]+): (?:verifying|reading)\b/g)].map(([, module]) => module);
  return refused.length > 0
    ? `the Go module proxy refuses ${[...new Set(refused)].sort().join(', ')}`
    : stderr.trim().split('\n').slice(-5).join('\n');
}
