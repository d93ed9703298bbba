import * as fs from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import { LIBRARY_DIR } from './declare/library-module';
import { RootModule, ROOT_MODULES } from './declare/root-module';
import type { ModuleCall } from './declare/root-module-call';
import { blockProblems } from './declare/root-module-checks';
import { ModuleInterface } from './interface/module-interface';
import { LockFile } from './lock/lock-file';
import { LockSeeds } from './lock/lock-seeds';
import { isReleaseKnown } from './lock/provider-releases';
import { isOwn, ownModuleTexts, OwnTexts } from './reads/own-terraform';
import { explainBackend, RootModuleExplanations } from './render/explain-root-module';
import { renderBackendFile, renderMainFile, renderMainSeed, renderOutputsFile, renderOutputsSeed, renderTerraformFile, renderVariablesFile, renderVariableValues } from './render/render-root-module';
import { bootstrapFacts, RoleSources } from './resolve/bootstrap-facts';
import { EstateValues } from './resolve/estate-values';
import { ModuleReach } from './resolve/module-reach';
import { checkNamesApart } from './resolve/names-apart';
import { checkNetworksApart } from './resolve/networks-apart';
import { OfferedOutputs } from './resolve/offered-outputs';
import { checkElements, checkPassedOutputs } from './resolve/output-shapes';
import { checkOutputsBetween } from './resolve/outputs-between';
import { checkPartsApart } from './resolve/parts-apart';
import { calledByHand, resolveRootModule } from './resolve/resolve-root-module';
import type { ResolvedRootModule } from './resolve/resolved-root-module';
import { withCredentials } from './resolve/root-module-credentials';
import { EstateMarks } from './resolve/root-module-marks';
import { SharedRootModule } from './resolve/shared-root-module';
import { StateIndex } from './resolve/state-index';
import { findRootModuleSecrets } from './resolve/terraform-secrets';
import { EstateObjects } from './state/estate-objects';
import { StateAddresses } from './state/state-addresses';
import type { Backend } from '../clouds/backends/backend';
import type { Cloud } from '../clouds/cloud';
import type { BootstrapDeclaration, BootstrapPreparation } from '../clouds/cloud-supplier';
import { moduleFacts } from '../clouds/library-modules';
import type { ModuleFacts } from '../clouds/module-facts';
import type { Environment } from '../estate/environment';
import { ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { findCycle } from '../synth/declare/find-cycle';
import { Problems } from '../synth/declare/problems';
import type { Explain, Explanation } from '../synth/files/explanation';
import { GeneratedText } from '../synth/files/generated-text';
import { isGenerated } from '../synth/files/path-index';
import { SeededText } from '../synth/files/seeded-text';
import { TreeBefore } from '../synth/run/tree-before';
import { Entries } from '../worktree/entries';

/** The Terraform side of an estate: settles every root module in every environment, and gives each its files. */
export class TerraformFiles {
  private readonly rootModules: readonly RootModule[];
  private own: OwnTexts;
  private locks?: LockSeeds;
  private settled: readonly ResolvedRootModule[] = [];
  private offered?: OfferedOutputs;
  private byDir: ReadonlyMap<string, ResolvedRootModule> = new Map();
  /** Where the states are, and were. */
  public readonly states: StateAddresses;

  /**
   * @param project scope of the files and of the problems
   * @param roles what the roles of the bootstraps follow from
   */
  constructor(private readonly project: Construct, private readonly roles: RoleSources) {
    this.rootModules = ROOT_MODULES.in(project).all;
    this.own = new OwnTexts(new Entries(Estate.of(project).facts.outdir));
    this.states = new StateAddresses(project, this.rootModules);
    ROOT_MODULES.in(project).each((rootModule) => this.addRootModule(rootModule));
    ENVIRONMENTS.in(project).each((environment) => this.addEnvironment(environment));
    Problems.of(project).addCheck(() => this.settle());
  }

  /** Every root module in every environment, in the order of declaration. Known once the checks have run. */
  public get resolved(): readonly ResolvedRootModule[] {
    return this.settled;
  }

  /** What the root modules offer in their states. Known once the checks have run. */
  public get outputs(): OfferedOutputs {
    return this.offered!;
  }

  /** The root modules that create state backends, and the providers they require. */
  public get bootstrap(): ReadonlyArray<{ readonly dir: string; readonly providers: readonly string[] }> {
    return this.bootstraps().map(({ dir, declaration }) => {
      const { providers } = ModuleInterface.readShipped(path.join(BOOTSTRAP_DIR, declaration.source));
      return {
        dir,
        providers: [...providers.values()].map(({ name, source, version }) => `${source ?? `hashicorp/${name}`} ${version ?? '>= 0'}`).sort(),
      };
    });
  }

  /** Folder of the bootstrap that is for an environment; undefined: none is. */
  public bootstrapDirOf(environment: Environment): string | undefined {
    return this.bootstraps().find(({ environments }) => environments.includes(environment))?.dir;
  }

  /** Whether it is known what the lock file of every root module and bootstrap begins with. Known once the checks have run. */
  public get isLocked(): boolean {
    const locks = [...this.settled.map(({ dir }) => this.lockOf(dir)), ...this.bootstraps().map((bootstrap) => this.lockOfBootstrap(bootstrap))];
    return !locks.includes(undefined);
  }

  /** What has to be done before the first of them is applied. */
  public get bootstrapPreparation(): BootstrapPreparation {
    return this.bootstraps()[0]?.declaration.preparation ?? {};
  }

  /**
   * Adds the files whose number follows from the whole estate: root modules that are placed late, variables, states, the library modules that are called, the bootstrap.
   * @param entries what stands in the repository, as the run that begins sees it
   */
  public addFiles(entries: Entries): void {
    for (const rootModule of this.rootModules.filter(({ _isPlacedLate }) => _isPlacedLate)) {
      for (const environment of rootModule._environments()) this.addRootModuleIn(environment, rootModule);
    }
    for (const rootModule of this.rootModules) {
      if (rootModule._variables.size === 0) continue;
      for (const environment of rootModule._environments()) this.addText(environment, rootModule, 'variables.tf', renderVariablesFile, 'variablesFile');
    }
    this.own = new OwnTexts(entries);
    this.states.addFiles(Project.of(this.project).ejected, new EstateObjects(this.own, entries, (dir) => this.folderOfModule(dir)));
    const library = this.calledLibrary();
    this.locks = new LockSeeds(this.own, entries.root, library, (file) => isGenerated(this.project, file));
    for (const [dir, from] of library) this.copyTerraform(from, dir, () => this.explainLibrary(dir));
    for (const bootstrap of this.bootstraps()) this.addBootstrap(bootstrap);
  }

  /** Adds the files of a root module in the environments that are there by now. */
  private addRootModule(rootModule: RootModule): void {
    if (rootModule._isPlacedLate) return;
    for (const environment of rootModule._environments()) this.addRootModuleIn(environment, rootModule);
  }

  /** Adds the files that the root modules which are there by now have in an environment. */
  private addEnvironment(environment: Environment): void {
    for (const rootModule of this.rootModules.filter(({ _isPlacedLate }) => !_isPlacedLate)) {
      if (rootModule._isIn(environment)) this.addRootModuleIn(environment, rootModule);
    }
  }

  private addRootModuleIn(environment: Environment, rootModule: RootModule): void {
    const { facts } = Estate.of(this.project);
    const { layout } = facts;
    const dir = this.dirOf(environment, rootModule);
    this.addText(environment, rootModule, 'terraform.tf', (root) => renderTerraformFile(root, this.states.guardOf(dir)), 'versionsFile');
    this.addText(environment, rootModule, layout.backendFile, renderBackendFile, 'backendFile');
    // Every root module requires the provider of its cloud.
    if (isReleaseKnown(cloudOf(facts, environment)._supplier.provider.source)) new LockFile(rootModule, dir, () => this.lockOf(dir));
    if (rootModule.handWritten) {
      new SeededText(rootModule, `${dir}/main.tf`, { content: () => this.rendered(dir, renderMainSeed) });
      new SeededText(rootModule, `${dir}/outputs.tf`, { content: () => renderOutputsSeed(rootModule._ownOutputNames()) });
      return;
    }
    this.addText(environment, rootModule, 'main.tf', renderMainFile, 'mainFile');
    this.addText(environment, rootModule, 'outputs.tf', renderOutputsFile, 'outputsFile');
  }

  private addText(
    environment: Environment, rootModule: RootModule, name: string,
    render: (root: ResolvedRootModule) => string | undefined, explained: RootModuleFile,
  ): void {
    const dir = this.dirOf(environment, rootModule);
    new GeneratedText(rootModule, `${dir}/${name}`, {
      content: () => this.rendered(dir, render),
      comment: '#',
      explain: (line) => this.explanations(rootModule, environment, dir)?.[explained](line) ?? [],
    });
  }

  private dirOf(environment: Environment, rootModule: RootModule): string {
    return Estate.of(this.project).facts.layout.rootModuleDir(environment, rootModule.name);
  }

  private lockOf(dir: string): string | undefined {
    const root = this.byDir.get(dir);
    return root && this.locks?.ofRootModule(root);
  }

  private lockOfBootstrap({ dir, declaration }: Bootstrap): string | undefined {
    return this.locks?.ofBootstrap(dir, path.join(BOOTSTRAP_DIR, declaration.source));
  }

  private explanations(rootModule: RootModule, environment: Environment, dir: string): RootModuleExplanations | undefined {
    const resolved = this.byDir.get(dir);
    const find = (name: string) => this.rootModules.find((other) => other.name === name);
    return resolved && new RootModuleExplanations(rootModule, environment, resolved, this.states.guardOf(dir), find);
  }

  /** A library module is written because it is called; what is in it is the same everywhere. */
  private explainLibrary(dir: string): Explanation[] {
    const change = 'new Module(…) with a module of your own';
    const call = this.rootModules.flatMap((root) => root._calls).find(({ _moduleSource }) => _moduleSource.dir === dir);
    if (call) return [{ what: `library module ${dir}, called as module "${call.callId}" of root module "${call.rootModule.name}"`, source: call._source, change }];
    const root = this.settled.find(({ moduleDirs }) => moduleDirs.includes(dir));
    const source = this.rootModules.find(({ name }) => name === root?.name)?._source;
    return [{ what: `library module ${dir}, called in ${root?.dir}`, source, change }];
  }

  /** The root modules are settled before anything is rendered; one that could not be is a problem already. */
  private rendered(dir: string, render: (root: ResolvedRootModule) => string | undefined): string {
    const root = this.byDir.get(dir);
    return root === undefined ? '' : render(root) ?? '';
  }

  /** Library modules that typed calls or the user's own files call: their folder, and where they are copied from. */
  private calledLibrary(): ReadonlyMap<string, string> {
    const { facts } = Estate.of(this.project);
    const isMade = ({ _moduleSource, _onlyIn }: ModuleCall) => _moduleSource._library !== undefined && _onlyIn?.length !== 0;
    const library = new Map(this.rootModules.flatMap((root) => root._calls).filter(isMade)
      .map((call) => [call._moduleSource.dir, call._moduleSource.interfaceDir]));
    for (const root of this.rootModules) {
      for (const environment of root._environments()) {
        for (const dir of calledByHand(root, facts.layout.rootModuleDir(environment, root.name), this.own)) {
          const from = this.libraryFolder(dir);
          if (from !== undefined) library.set(dir, from);
        }
      }
    }
    return library;
  }

  /** Where a library module is copied from; undefined: the module of a folder is the user's own. */
  private libraryFolder(dir: string): string | undefined {
    const { facts } = Estate.of(this.project);
    const from = path.join(LIBRARY_DIR, facts.cloud.name, path.posix.basename(dir));
    if (path.posix.dirname(dir) !== facts.layout.modulesDir || !fs.existsSync(from)) return undefined;
    return isOwnModule(Project.of(this.project), dir, from) ? undefined : from;
  }

  /** What is known of the library module in a folder; undefined: it holds one of the user's own. */
  private libraryFacts(dir: string): ModuleFacts | undefined {
    const call = this.rootModules.flatMap((root) => root._calls).find(({ _moduleSource }) => _moduleSource.dir === dir);
    if (call !== undefined) return call._moduleSource._library;
    if (this.libraryFolder(dir) === undefined) return undefined;
    return moduleFacts(`${Estate.of(this.project).facts.cloud.name}/${path.posix.basename(dir)}`);
  }

  /** Where the files of a module lie, whether or not they are in the repository already. */
  private folderOfModule(dir: string): string {
    return this.libraryFolder(dir) ?? path.join(Estate.of(this.project).facts.outdir, dir);
  }

  /** The bootstraps of the estate, each with the environments that it is for. */
  private bootstraps(): Bootstrap[] {
    const estate = Estate.of(this.project);
    if (this.rootModules.length === 0) return [];
    const byName = new Map<string | undefined, Environment[]>();
    for (const environment of estate.environments.filter(({ _backend }) => _backend === undefined)) {
      const members = byName.get(environment._bootstrap);
      if (members) members.push(environment);
      else byName.set(environment._bootstrap, [environment]);
    }
    return [...byName].flatMap(([name, environments]) => {
      const { cloud, backend } = estate.bootstrapOf(environments[0]);
      const declaration = cloud._supplier.bootstrap(backend, name);
      return declaration === undefined ? [] : { declaration, cloud, backend, environments, dir: `${estate.facts.layout.bootstrapDir}/${declaration.name}` };
    });
  }

  private addBootstrap(bootstrap: Bootstrap): void {
    const { declaration, backend, environments, dir } = bootstrap;
    const { facts } = Estate.of(this.project);
    const isLibrary = (folder: string) => this.libraryFacts(folder) !== undefined;
    const variables = () => declaration.variables(bootstrapFacts(facts, environments, this.settled, this.roles, isLibrary));
    const explain = () => [explainBackend(backend)];
    this.copyTerraform(path.join(BOOTSTRAP_DIR, declaration.source), dir, explain);
    new LockFile(this.project, dir, () => this.lockOfBootstrap(bootstrap));
    new GeneratedText(this.project, `${dir}/terraform.tfvars`, { content: () => renderVariableValues(variables()), comment: '#', explain });
  }

  private copyTerraform(from: string, to: string, explain: Explain): void {
    for (const name of fs.readdirSync(from).filter((file) => file.endsWith('.tf')).sort()) {
      const content = fs.readFileSync(path.join(from, name), 'utf-8');
      new GeneratedText(this.project, `${to}/${name}`, { content: () => content, comment: '#', explain });
    }
  }

  private settle(): void {
    const { facts } = Estate.of(this.project);
    const byName = new Map(this.rootModules.map((root) => [root.name, root]));
    const index = { reach: new ModuleReach(facts.outdir, (file) => isGenerated(this.project, file)), states: new StateIndex(byName), own: this.own };
    const marks = new EstateMarks(byName, (root) => {
      const [first] = root._environments();
      const dir = first ? this.dirOf(first, root) : '';
      return { dir: path.join(facts.outdir, dir), texts: first ? this.own.in(dir, root.handWritten) : new Map<string, string>() };
    });
    const resolved = this.rootModules.flatMap((root) => {
      const shared = new SharedRootModule(root, marks.of(root));
      return root._environments().map((environment) => resolveRootModule(root, environment, byName, facts, shared, index));
    });
    this.settled = withCredentials(resolved, byName, {
      textsOf: ({ dir, handWritten }) => this.own.in(dir, handWritten),
      textsIn: (dir) => ownModuleTexts(facts.outdir, dir, (file) => isGenerated(this.project, file)),
      libraryFacts: (dir) => this.libraryFacts(dir),
    });
    this.byDir = new Map(this.settled.map((root) => [root.dir, root]));
    const values = new EstateValues(byName, this.settled);
    this.offered = new OfferedOutputs(byName, marks, this.settled, values);
    for (const root of this.rootModules) findRootModuleSecrets(root);
    checkOutputsBetween(byName, this.settled);
    checkElements(byName, this.settled, values);
    checkPassedOutputs(byName, this.settled, values);
    this.checkCycles(byName);
    const resolvedIn = (root: RootModule, environment: Environment) => this.byDir.get(this.dirOf(environment, root));
    checkNamesApart(this.rootModules, resolvedIn);
    checkPartsApart(this.rootModules, resolvedIn, (environment) => cloudOf(facts, environment));
    checkNetworksApart(this.rootModules, resolvedIn);
    this.states.check();
    this.checkOwnReferences();
    this.checkBootstraps();
  }

  private checkCycles(byName: ReadonlyMap<string, RootModule>): void {
    const needs = new Map<string, Set<string>>();
    for (const { name, dependsOn } of this.settled) {
      const needed = needs.get(name) ?? new Set();
      for (const other of dependsOn) needed.add(other);
      needs.set(name, needed);
    }
    const cycle = findCycle([...needs.keys()], (name) => [...(needs.get(name) ?? [])].sort());
    if (!cycle) return;
    const members = [...new Set(cycle)].map((name) => `"${name}"`);
    const named = members.length === 2 ? members.join(' and ') : `${members.slice(0, -1).join(', ')} and ${members[members.length - 1]}`;
    Problems.of(this.project).add(byName.get(cycle[cycle.length - 2])?._source, `root modules ${named} need each other (${cycle.join(' -> ')}). Remove one reference.`);
  }

  private checkBootstraps(): void {
    for (const { declaration: { problem }, cloud } of this.bootstraps()) {
      if (problem !== undefined) Problems.of(this.project).add(cloud._source, problem);
    }
  }

  private checkOwnReferences(): void {
    for (const root of this.rootModules) {
      for (const problem of blockProblems(root)) Problems.of(this.project).add(problem.source, problem.message);
    }
  }
}

/** Where the `.tf` files of the shipped bootstrap root modules lie. */
const BOOTSTRAP_DIR = path.join(__dirname, 'bootstrap');

/** The generated files of a root module, each as the method that explains it. */
type RootModuleFile = 'mainFile' | 'versionsFile' | 'backendFile' | 'outputsFile' | 'variablesFile';

/** One root module that creates a state backend. */
interface Bootstrap {
  readonly declaration: BootstrapDeclaration;
  readonly cloud: Cloud;
  readonly backend: Backend;
  /** The environments that it is for. */
  readonly environments: readonly Environment[];
  /** Its folder in the monorepo. */
  readonly dir: string;
}

/** Whether the user keeps a module of his own under the name of a library module. */
function isOwnModule(project: Project, dir: string, library: string): boolean {
  const files = fs.readdirSync(library).map((name) => `${dir}/${name}`).filter((file) => !TreeBefore.wasGenerated(project, file));
  return files.map((file) => path.join(project.outdir, file)).some((file) => fs.existsSync(file) && isOwn(file));
}
