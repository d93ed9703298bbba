import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { meetsConstraints } from '../../src/terraform/interface/version-syntax';

/** A provider in one major version, and the Go module that is its source. */
interface ProviderSource {
  /** Address, as Terraform resolves `source` in `required_providers`. */
  readonly address: string;
  readonly version: string;
  /** Module version of the Go module: its tag, or the pseudo-version of the release's commit. */
  readonly goModule: string;
}

/** A provider of which no plugin of the major version is there. */
export interface MissingPlugin {
  readonly address: string;
  /** Major version. */
  readonly major: number;
}

const AZURERM = 'registry.terraform.io/hashicorp/azurerm';

const PROVIDERS: readonly ProviderSource[] = [
  {
    address: 'registry.terraform.io/tencentcloudstack/tencentcloud',
    version: '1.83.25',
    goModule: 'github.com/tencentcloudstack/terraform-provider-tencentcloud@v1.83.25',
  },
  {
    // Its go.mod still has the path of before version 3, under which Go modules know no tag: this is the commit of v3.9.0.
    address: 'registry.terraform.io/hashicorp/random',
    version: '3.9.0',
    goModule: 'github.com/terraform-providers/terraform-provider-random@v1.3.2-0.20260513075824-f8d869dc98d9',
  },
  {
    // The same of its go.mod.
    address: 'registry.terraform.io/hashicorp/azuread',
    version: '3.9.0',
    goModule: 'github.com/hashicorp/terraform-provider-azuread@v1.6.1-0.20260618210114-df2a07a33712',
  },
  {
    // The same of its go.mod.
    address: AZURERM,
    version: '4.81.0',
    goModule: 'github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260714131808-5782a75422c6',
  },
  {
    // A commit of four days after v5.2.0, because a module proxy may not have that one itself.
    address: AZURERM,
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
   * Makes every provider available: from the mirror, else from `pluginDirectory`, else built from its Go module.
   * Prints why one could not be had, and returns those.
   */
  public fill(pluginDirectory: string | undefined): MissingPlugin[] {
    return PROVIDERS.flatMap((provider) => {
      const { address, version } = provider;
      const given = pluginDirectory === undefined ? undefined : findPlugin(pluginDirectory, provider);
      if (given) this.add(provider, given.version, given.file);
      const present = this.versions(provider);
      if (present.length > 0) {
        console.log(`${address} ${present.join(', ')}: present`);
        return [];
      }
      const reason = this.build(provider);
      if (reason === undefined) return [];
      console.log(`${address} ${version}: ${reason}`);
      console.log(`  A ready plugin can be given instead: --plugin-dir DIR, with the file ${binaryName(provider)}_v${version} in it`);
      return [{ address, major: majorOf(version) }];
    });
  }

  /** Whether a plugin is there that meets a constraint: that of one which was built may be older than a module asks for. */
  public meets(address: string, constraint: string): boolean {
    const directory = path.join(this.directory, address);
    return fs.existsSync(directory) && fs.readdirSync(directory)
      .some((present) => meetsConstraints(present, [constraint]) && fs.existsSync(path.join(directory, present, this.platform)));
  }

  /** Writes a Terraform CLI configuration under which providers come from this mirror and from nowhere else. */
  public writeCliConfig(file: string): void {
    fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(this.directory)}\n  }\n}\n`);
  }

  /** The versions of a provider that are there, of the same major version. */
  private versions({ address, version }: ProviderSource): string[] {
    const directory = path.join(this.directory, address);
    if (!fs.existsSync(directory)) return [];
    return fs.readdirSync(directory).sort()
      .filter((present) => majorOf(present) === majorOf(version) && fs.existsSync(path.join(directory, present, this.platform)));
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
    if (fs.existsSync(target)) return;
    fs.mkdirSync(versionDirectory, { recursive: true });
    // Renamed in one step, so that a run that is broken off leaves no half of a plugin behind.
    const partial = fs.mkdtempSync(`${target}.`);
    const plugin = path.join(partial, `${binaryName(provider)}_v${version}`);
    fs.copyFileSync(binary, plugin);
    fs.chmodSync(plugin, 0o755);
    fs.renameSync(partial, target);
  }
}

function go(args: readonly string[], cwd?: string): { status: number | null; stdout: string; stderr: string } {
  const run = spawnSync('go', args, { cwd, env: { ...process.env, CGO_ENABLED: '0' }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.error) throw new Error(`${run.error.message}: the providers are built with Go, see https://go.dev/doc/install`, { cause: run.error });
  return run;
}

function binaryName({ address }: ProviderSource): string {
  return `terraform-provider-${path.posix.basename(address)}`;
}

/** The newest plugin of the provider's major version in a directory of plugins. */
function findPlugin(directory: string, provider: ProviderSource): { version: string; file: string } | undefined {
  const name = new RegExp(`^${binaryName(provider)}_v(${majorOf(provider.version)}\\.\\d+\\.\\d+)$`);
  for (const file of fs.readdirSync(directory).sort().reverse()) {
    const version = name.exec(file)?.[1];
    if (version) return { version, file: path.join(directory, file) };
  }
  return undefined;
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

/** Says which modules the Go module proxy refused, which is the usual reason; otherwise the compiler's last words. */
function whyNotBuilt(stderr: string): string {
  const refused = [...stderr.matchAll(/(\S+@v[^\s:]+): (?:verifying|reading)\b/g)].map(([, module]) => module);
  return refused.length > 0
    ? `the Go module proxy refuses ${[...new Set(refused)].sort().join(', ')}`
    : stderr.trim().split('\n').slice(-5).join('\n');
}
