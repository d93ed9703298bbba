import * as path from 'path';
import type { ResolvedRootModule } from './resolved-root-module';
import { isCredentialType } from '../../clouds/credential-types';
import { gives, ModuleFacts } from '../../clouds/module-facts';
import type { RootModule } from '../declare/root-module';
import { HclAttribute, HclBlock } from '../hcl/block';
import { readLiteral } from '../hcl/literal';
import type { ParsedBlock } from '../hcl/parser';
import { blocksOf, dirsCalledBy } from '../reads/own-terraform';

/** What is known of an estate where it is asked for credentials. */
export interface CredentialSources {
  /** The user's own files in the folder of a root module, by their path. */
  textsOf(root: ResolvedRootModule): ReadonlyMap<string, string>;
  /** The user's own files in the folder of a module, by their path. */
  textsIn(moduleDir: string): ReadonlyMap<string, string>;
  /** What is known of a module of the library; undefined: the module is the user's own. */
  libraryFacts(moduleDir: string): ModuleFacts | undefined;
}

/** What no pull request may read of a root module, where nothing is said about it. */
interface Found {
  /** Whether its state keeps any of it. */
  readonly inState: boolean;
  /** Whether a plan of it reads any, which the state does not keep. */
  readonly inPlan: boolean;
}

/**
 * Root modules with what follows from the credentials in them. The state of one that holds any is read by jobs of reviewed code alone.
 * @param all root modules of an estate, settled, in each of their environments
 * @param declared what was declared, by name
 */
export function withCredentials(
  all: readonly ResolvedRootModule[], declared: ReadonlyMap<string, RootModule>, sources: CredentialSources,
): ResolvedRootModule[] {
  const finder = new CredentialFinder(all, declared, sources);
  return all.map((root) => ({ ...root, holdsCredentials: finder.holds(root), plannedAtDeployment: finder.isPlannedAtDeployment(root) }));
}

class CredentialFinder {
  private readonly byAddress: ReadonlyMap<string, ResolvedRootModule>;
  private readonly held = new Map<ResolvedRootModule, boolean>();
  private readonly found = new Map<ResolvedRootModule, Found>();
  private readonly inModules = new Map<string, boolean>();

  constructor(
    all: readonly ResolvedRootModule[], private readonly declared: ReadonlyMap<string, RootModule>, private readonly sources: CredentialSources,
  ) {
    this.byAddress = new Map(all.map((root) => [addressOf(root.environment, root.name), root]));
  }

  /** A state keeps the sensitive outputs of the states that it reads, too. */
  public holds(root: ResolvedRootModule): boolean {
    const known = this.held.get(root);
    if (known !== undefined) return known;
    // Root modules that need each other are a problem already.
    this.held.set(root, false);
    const copies = () => this.readBy(root).some((other) => this.holds(other) && this.offersSecrets(other));
    const holds = this.said(root) ?? (this.findingsIn(root).inState || copies());
    this.held.set(root, holds);
    return holds;
  }

  public isPlannedAtDeployment(root: ResolvedRootModule): boolean {
    return this.findingsIn(root).inPlan || this.holds(root) || this.readBy(root).some((other) => this.holds(other));
  }

  private said({ name }: ResolvedRootModule): boolean | undefined {
    return this.declared.get(name)?._holdsCredentials;
  }

  private readBy({ environment, dependsOn }: ResolvedRootModule): ResolvedRootModule[] {
    return dependsOn.flatMap((name) => this.byAddress.get(addressOf(environment, name)) ?? []);
  }

  private offersSecrets(root: ResolvedRootModule): boolean {
    return root.handWritten || root.outputs.some(({ sensitive }) => sensitive) || this.ownBlocks(root).some(isSensitive);
  }

  private findingsIn(root: ResolvedRootModule): Found {
    let found = this.found.get(root);
    if (found === undefined) {
      found = this.find(root);
      this.found.set(root, found);
    }
    return found;
  }

  private find(root: ResolvedRootModule): Found {
    const byDir = new Map(root.moduleDirs.map((dir) => [dir, this.sources.libraryFacts(dir)]));
    const typed = root.calls.map(({ source, inputs }) => ({ dir: path.posix.join(root.dir, source), inputs }));
    const own = [...byDir].filter(([, facts]) => facts === undefined).map(([dir]) => dir);
    const byHand = new Set([
      ...dirsCalledBy(root.dir, this.ownBlocks(root)),
      ...root.blocks.flatMap((block) => dirCalledBy(root.dir, block)),
      ...own.flatMap((dir) => dirsCalledBy(dir, parsed(this.sources.textsIn(dir)))),
    ]);
    const credentials = [...byDir].flatMap(([dir, facts]) => {
      const calls = typed.filter((call) => call.dir === dir);
      // With which inputs the user's own blocks, files and modules call it is not known here.
      const isGiven = (input: string) => calls.length === 0 || byHand.has(dir) || calls.some(({ inputs }) => gives(inputs, input));
      return (facts?.credentials ?? []).filter(({ ifInput }) => ifInput === undefined || isGiven(ifInput));
    });
    const ownOutputs = this.declared.get(root.name)?._outputs;
    const isOwn = () => root.variables.some(({ sensitive }) => sensitive)
      || root.outputs.some(({ name, sensitive }) => sensitive && ownOutputs?.has(name))
      || root.blocks.some(isCredentialBlock)
      || this.ownBlocks(root).some(isCredential)
      || own.some((dir) => this.isInModule(dir));
    return { inState: credentials.some(({ from }) => from === 'state') || isOwn(), inPlan: credentials.some(({ from }) => from === 'plan') };
  }

  private isInModule(dir: string): boolean {
    let isIn = this.inModules.get(dir);
    if (isIn === undefined) {
      isIn = parsed(this.sources.textsIn(dir)).some(isCredential);
      this.inModules.set(dir, isIn);
    }
    return isIn;
  }

  private ownBlocks(root: ResolvedRootModule): readonly ParsedBlock[] {
    return parsed(this.sources.textsOf(root));
  }
}

function addressOf(environment: string, name: string): string {
  return `${environment}/${name}`;
}

/** What cannot be parsed is a problem elsewhere. */
function parsed(texts: ReadonlyMap<string, string>): readonly ParsedBlock[] {
  if (texts.size === 0) return [];
  try {
    return blocksOf(texts);
  } catch {
    return [];
  }
}

/** Whether a block of the user's own says that the state keeps a credential, or may: a module from elsewhere cannot be looked into. */
function isCredential(block: ParsedBlock): boolean {
  const { type, labels, body } = block;
  if (type === 'resource') return isCredentialType(labels[0]);
  if (type === 'data') return isCredentialType(`data.${labels[0]}`);
  if (type === 'module') return isElsewhere(body.attributes.has('source') ? readLiteral(body.attributes.get('source')!.expression) : undefined);
  return isSensitive(block);
}

function isSensitive({ type, body }: ParsedBlock): boolean {
  const sensitive = body.attributes.get('sensitive');
  return (type === 'variable' || type === 'output') && sensitive !== undefined && readLiteral(sensitive.expression) !== false;
}

function isCredentialBlock(block: HclBlock): boolean {
  const [, type, label] = /^(\w+)(?: "([^"]*)")?/.exec(block._header()) ?? [];
  if (type === 'resource') return isCredentialType(label);
  if (type === 'data') return isCredentialType(`data.${label}`);
  if (type === 'module') return isElsewhere(argument(block, 'source'));
  return (type === 'variable' || type === 'output') && argument(block, 'sensitive') === true;
}

function dirCalledBy(dir: string, block: HclBlock): string[] {
  const source = block._header().startsWith('module ') ? argument(block, 'source') : undefined;
  return typeof source === 'string' && !isElsewhere(source) ? [path.posix.join(dir, source)] : [];
}

function argument(block: HclBlock, name: string): unknown {
  return block._items().find((item): item is HclAttribute => item instanceof HclAttribute && item.name === name)?.value;
}

function isElsewhere(source: unknown): boolean {
  return typeof source !== 'string' || !/^\.\.?[/\\]/.test(source);
}
