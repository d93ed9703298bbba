import * as path from 'path';
import { PROVIDER_RELEASES } from './provider-releases';
import { ProviderConstraint, renderLockFile } from './render-lock-file';
import type { HclBlock } from '../hcl/block';
import { ModuleInterface } from '../interface/module-interface';
import { holdsOwnTerraform, OwnTexts } from '../reads/own-terraform';
import type { ResolvedRootModule } from '../resolve/resolved-root-module';

/**
 * What lock files begin with. Where the user's own Terraform has a say, only Terraform knows which providers are required, and there
 * is no text. Each text is made once, however many root modules have it.
 */
export class LockSeeds {
  private readonly texts = new Map<string, string | undefined>();
  /** Most root modules share the lists of their providers and of the modules that they call. */
  private readonly byLists = new Map<ResolvedRootModule['providers'], Map<ResolvedRootModule['moduleDirs'], string | undefined>>();
  private readonly libraryConstraints = new Map<string, readonly ProviderConstraint[] | undefined>();

  /**
   * @param repository folder of the repository, absolute
   * @param library where each library module of the repository is copied from, by its folder in the repository
   * @param isGenerated whether this run writes a file
   */
  constructor(
    private readonly own: OwnTexts,
    private readonly repository: string,
    private readonly library: ReadonlyMap<string, string>,
    private readonly isGenerated: (file: string) => boolean,
  ) {}

  /** The lock file of a root module; undefined when it is not known. */
  public ofRootModule(root: ResolvedRootModule): string | undefined {
    if (!root.blocks.every(isKnown) || this.own.areIn(root.dir, root.handWritten)) return undefined;
    const known = this.byLists.get(root.providers) ?? new Map<ResolvedRootModule['moduleDirs'], string | undefined>();
    if (!known.has(root.moduleDirs)) {
      const called = root.moduleDirs.map((dir) => this.constraintsOfLibrary(dir));
      const isKnownWhole = called.every((constraints) => constraints !== undefined);
      known.set(root.moduleDirs, isKnownWhole ? this.text([...root.providers, ...called.flat()]) : undefined);
      this.byLists.set(root.providers, known);
    }
    return known.get(root.moduleDirs);
  }

  /**
   * The lock file of a bootstrap; undefined when it is not known.
   * @param from where its files are copied from
   */
  public ofBootstrap(dir: string, from: string): string | undefined {
    return this.holdsOwn(dir) ? undefined : this.text(constraintsOf(from));
  }

  /** Undefined for a module of the user's own, and for one that he added to. */
  private constraintsOfLibrary(dir: string): readonly ProviderConstraint[] | undefined {
    if (!this.libraryConstraints.has(dir)) {
      const from = this.library.get(dir);
      this.libraryConstraints.set(dir, from === undefined || this.holdsOwn(dir) ? undefined : constraintsOf(from));
    }
    return this.libraryConstraints.get(dir);
  }

  private holdsOwn(dir: string): boolean {
    return holdsOwnTerraform(path.join(this.repository, dir), (name) => this.isGenerated(`${dir}/${name}`));
  }

  private text(required: readonly ProviderConstraint[]): string | undefined {
    const key = [...new Set(required.map(({ source, version }) => `${source} ${version}`))].sort().join('\n');
    if (!this.texts.has(key)) this.texts.set(key, renderLockFile(required, PROVIDER_RELEASES));
    return this.texts.get(key);
  }
}

/** Kinds of raw blocks whose providers are known: those of resources are resolved with the root module, the others have none. */
const KNOWN_BLOCKS = ['resource', 'data', 'ephemeral', 'locals', 'variable', 'output', 'moved', 'removed'];

function isKnown(block: HclBlock): boolean {
  return KNOWN_BLOCKS.includes(block._header().split(' ')[0]);
}

function constraintsOf(moduleDir: string): ProviderConstraint[] {
  return [...ModuleInterface.readShipped(moduleDir).providers.values()].map(({ name, source, version }) => ({ source: source ?? `hashicorp/${name}`, version }));
}
