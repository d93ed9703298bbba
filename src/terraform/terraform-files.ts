import * as fs from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import { LIBRARY_DIR } from './library-module';
import { ModuleInterface } from './module-interface';
import { isOwn } from './own-terraform';
import { renderBackendFile, renderMainFile, renderMainSeed, renderOutputsFile, renderOutputsSeed, renderTerraformFile, renderVariablesFile, renderVariableValues } from './render-root-module';
import { calledByHand, resolveRootModule } from './resolve-root-module';
import type { ResolvedRootModule } from './resolved-root-module';
import type { RootModule } from './root-module';
import { findStateAddressConflicts } from '../clouds/state-address';
import { Estate } from '../estate';
import { findCycle } from '../synth/find-cycle';
import { GeneratedText } from '../synth/generated-text';
import { didYouMean } from '../synth/nearest-name';
import { Problems } from '../synth/problems';
import { SeededText } from '../synth/seeded-text';

/** Where the `.tf` files of the shipped bootstrap root modules lie. */
const BOOTSTRAP_DIR = path.join(__dirname, 'bootstrap');

/** The Terraform side of an estate: settles every root module in every environment, and gives each its files. */
export class TerraformFiles {
  private settled: readonly ResolvedRootModule[] = [];
  private byDir: ReadonlyMap<string, ResolvedRootModule> = new Map();

  /** @param project scope of the files and of the problems */
  constructor(private readonly project: Construct, private readonly rootModules: readonly RootModule[]) {
    Problems.of(project).addCheck(() => this.settle());
  }

  /** Every root module in every environment, in the order of declaration. Known once the checks have run. */
  public get resolved(): readonly ResolvedRootModule[] {
    return this.settled;
  }

  /** The root modules that create state backends, and the providers they require. */
  public get bootstrap(): ReadonlyArray<{ readonly dir: string; readonly providers: readonly string[] }> {
    const { convention, cloud, backend } = Estate.of(this.project).facts;
    const bootstrap = cloud._supplier.bootstrap(backend);
    if (!bootstrap || this.rootModules.length === 0) return [];
    const { providers } = ModuleInterface.read(path.join(BOOTSTRAP_DIR, bootstrap.name));
    return [{
      dir: `${convention.bootstrapDir}/${bootstrap.name}`,
      providers: [...providers.values()].map(({ name, source, version }) => `${source ?? `hashicorp/${name}`} ${version ?? '>= 0'}`).sort(),
    }];
  }

  /** Adds the files of every root module, of the library modules that are called, and of the bootstrap. */
  public addFiles(): void {
    const { convention } = Estate.of(this.project).facts;
    for (const rootModule of this.rootModules) {
      for (const environment of rootModule._environments()) {
        this.addRootModule(rootModule, convention.rootModuleDir(environment.name, rootModule.name), convention.backendFile);
      }
    }
    for (const [dir, from] of this.calledLibrary()) this.copyTerraform(from, dir);
    this.addBootstrap();
  }

  private addRootModule(rootModule: RootModule, dir: string, backendFile: string): void {
    const text = (name: string, render: (root: ResolvedRootModule) => string | undefined) =>
      new GeneratedText(this.project, `${dir}/${name}`, { content: () => this.rendered(dir, render), comment: '#' });
    text('terraform.tf', renderTerraformFile);
    text(backendFile, renderBackendFile);
    if (rootModule.handWritten) {
      new SeededText(this.project, `${dir}/main.tf`, { content: () => this.rendered(dir, renderMainSeed) });
      new SeededText(this.project, `${dir}/outputs.tf`, { content: () => renderOutputsSeed(rootModule._ownOutputNames()) });
      return;
    }
    text('main.tf', renderMainFile);
    text('outputs.tf', renderOutputsFile);
    if (rootModule._variables.size > 0) text('variables.tf', renderVariablesFile);
  }

  /** The root modules are settled before anything is rendered; one that could not be is a problem already. */
  private rendered(dir: string, render: (root: ResolvedRootModule) => string | undefined): string {
    const root = this.byDir.get(dir);
    return root === undefined ? '' : render(root) ?? '';
  }

  /** Library modules that typed calls or the user's own files call: their folder, and where they are copied from. */
  private calledLibrary(): ReadonlyMap<string, string> {
    const { facts } = Estate.of(this.project);
    const library = new Map(this.rootModules.flatMap((root) => root._calls).filter((call) => call._moduleSource.isLibrary)
      .map((call) => [call._moduleSource.dir, call._moduleSource.interfaceDir]));
    for (const root of this.rootModules) {
      for (const { name } of root._environments()) {
        for (const dir of calledByHand(root, facts.convention.rootModuleDir(name, root.name), facts)) {
          const from = path.join(LIBRARY_DIR, facts.cloud.name, path.posix.basename(dir));
          if (path.posix.dirname(dir) !== facts.convention.modulesDir || !fs.existsSync(from)) continue;
          if (!isOwnModule(path.join(facts.outdir, dir), from)) library.set(dir, from);
        }
      }
    }
    return library;
  }

  private addBootstrap(): void {
    const { convention, cloud, backend } = Estate.of(this.project).facts;
    const bootstrap = cloud._supplier.bootstrap(backend);
    if (!bootstrap || this.rootModules.length === 0) return;
    const dir = `${convention.bootstrapDir}/${bootstrap.name}`;
    this.copyTerraform(path.join(BOOTSTRAP_DIR, bootstrap.name), dir);
    new GeneratedText(this.project, `${dir}/terraform.tfvars`, { content: () => renderVariableValues(bootstrap.variables), comment: '#' });
  }

  private copyTerraform(from: string, to: string): void {
    for (const name of fs.readdirSync(from).filter((file) => file.endsWith('.tf')).sort()) {
      const content = fs.readFileSync(path.join(from, name), 'utf-8');
      new GeneratedText(this.project, `${to}/${name}`, { content: () => content, comment: '#' });
    }
  }

  private settle(): void {
    const { facts } = Estate.of(this.project);
    const byName = new Map(this.rootModules.map((root) => [root.name, root]));
    this.settled = this.rootModules.flatMap((root) => root._environments().map((environment) => resolveRootModule(root, environment, byName, facts)));
    this.byDir = new Map(this.settled.map((root) => [root.dir, root]));
    this.checkCycles(byName);
    this.checkStateAddresses(byName);
    this.checkOwnReferences();
  }

  private checkCycles(byName: ReadonlyMap<string, RootModule>): void {
    const needs = new Map<string, Set<string>>();
    for (const { name, dependsOn } of this.settled) needs.set(name, new Set([...(needs.get(name) ?? []), ...dependsOn]));
    const cycle = findCycle([...needs.keys()], (name) => [...(needs.get(name) ?? [])].sort());
    if (!cycle) return;
    const members = [...new Set(cycle)].map((name) => `"${name}"`);
    const named = members.length === 2 ? members.join(' and ') : `${members.slice(0, -1).join(', ')} and ${members[members.length - 1]}`;
    Problems.of(this.project).add(byName.get(cycle[cycle.length - 2])?._source, `root modules ${named} need each other (${cycle.join(' -> ')}). Remove one reference.`);
  }

  private checkStateAddresses(byName: ReadonlyMap<string, RootModule>): void {
    const addresses = this.settled.map((root) => ({
      owner: root.dir,
      // A local state lies in its own root module's folder.
      address: root.backendType === 'local' ? `local://${root.dir}` : byName.get(root.name)!._backend._stateAddress(root.environment, root.name),
    }));
    for (const { first, second } of findStateAddressConflicts(addresses)) {
      const root = byName.get(this.byDir.get(second.owner)!.name)!;
      Problems.of(this.project).add(root._source, `the states of ${first.owner} (${first.address}) and ${second.owner} (${second.address}) would share a prefix: give one of them another name`);
    }
  }

  private checkOwnReferences(): void {
    for (const root of this.rootModules) {
      for (const only of root._onlyIn ?? []) {
        const known = Estate.of(this.project).environments;
        if (known.includes(only)) continue;
        const names = known.map((environment) => environment.name);
        Problems.of(this.project).add(root._source, `root module "${root.name}" is in environment "${only.name}", which is not one of this project; environments are: ${names.join(', ') || 'none'}.${didYouMean(only.name, names)}`);
      }
    }
  }
}

/** Whether the user keeps a module of his own under the name of a library module. */
function isOwnModule(absoluteDir: string, library: string): boolean {
  return fs.readdirSync(library).map((name) => path.join(absoluteDir, name)).some((file) => fs.existsSync(file) && isOwn(file));
}
