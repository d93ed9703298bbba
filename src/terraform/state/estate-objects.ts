import * as path from 'path';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import type { Entries } from '../../worktree/entries';
import { readInput } from '../../worktree/input-file';
import type { RawBlock } from '../declare/declared';
import type { RootModule } from '../declare/root-module';
import { HclSyntaxError } from '../hcl/token';
import { renderHcl } from '../hcl/writer';
import { HeldObjects, heldIn } from '../interface/held-objects';
import { ModuleObjectsReader } from '../interface/module-objects';
import type { OwnTexts } from '../reads/own-terraform';

/** The objects of every state, as the root modules of an estate declare them. */
export class EstateObjects {
  private readonly modules: ModuleObjectsReader;
  /** Most environments of a root module hold the same. */
  private readonly shared = new Map<RootModule, HeldObjects | undefined>();

  /**
   * @param own what the user wrote into the folders of root modules
   * @param entries what stands in the repository
   * @param folderOf where the files of a module lie, absolute, by its folder in the repository
   */
  constructor(private readonly own: OwnTexts, private readonly entries: Entries, folderOf: (dir: string) => string) {
    this.modules = new ModuleObjectsReader(folderOf);
  }

  /** What a root module has in one environment; undefined when a file of it cannot be read. */
  public in(rootModule: RootModule, environment: Environment, dir: string): HeldObjects | undefined {
    const texts = this.textsIn(dir, rootModule.handWritten);
    const isShared = texts.size === 0 && !rootModule._differsByEnvironment();
    if (!isShared) return this.read(rootModule, environment, dir, texts);
    if (!this.shared.has(rootModule)) this.shared.set(rootModule, this.read(rootModule, environment, dir, texts));
    return this.shared.get(rootModule);
  }

  private read(rootModule: RootModule, environment: Environment, dir: string, texts: ReadonlyMap<string, string>): HeldObjects | undefined {
    const blocks = rootModule._blocks.filter(({ environments }) => environments?.includes(environment) ?? true);
    const written = new Map([...texts, ...blocks.flatMap(telling).map((text, index) => [`${dir}/block ${index}.tf`, text] as const)]);
    const types = new Set(cloudOf(Estate.of(rootModule).facts, environment)._supplier.statefulResourceTypes);
    try {
      const calls = new Map(rootModule._callsIn(environment).map((call) => [call.callId, call._moduleSource.dir]));
      const module = this.modules.rootModule(dir, written, calls);
      return new HeldObjects(module, [...new Set(heldIn(module, (type) => types.has(type)))].sort());
    } catch (error) {
      // Whoever needs the file says so.
      if (error instanceof HclSyntaxError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  private textsIn(dir: string, isHandWritten: boolean): ReadonlyMap<string, string> {
    const json = this.entries.othersIn(dir).filter((name) => name.endsWith('.tf.json'));
    const texts = this.own.in(dir, isHandWritten);
    if (json.length === 0) return texts;
    return new Map([...texts, ...json.map((name) => [`${dir}/${name}`, readInput(path.join(this.entries.root, dir, name))] as const)]);
  }
}

/** Blocks that say something about the objects of a state. */
const TELLING_BLOCK = /^(resource|module|moved|removed)( |$)/;

/** The text of a block that says something about objects. One that cannot be written is a problem elsewhere. */
function telling({ block }: RawBlock): string[] {
  if (!TELLING_BLOCK.test(block._header())) return [];
  try {
    return [renderHcl([block])];
  } catch {
    return [];
  }
}
