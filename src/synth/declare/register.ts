import { Construct, IConstruct } from 'constructs';
import { Project } from 'projen/lib/project';
import { Closing } from './closing';
import { declaredAt } from './declared-at';
import { plainOptions } from './plain-options';
import { Problems } from './problems';
import { SourceLocation } from './source-location';
import { didYouMean } from '../../text/nearest-name';

/**
 * The register of an estate: everything that is declared in it, by kind and name.
 *
 * Each construct signs itself in when it is constructed, whoever constructs it and wherever below the project it stands;
 * whoever has to act on constructs of a kind asks for each of them.
 */
export class Register {
  /** Opens the register of the estate below `root`. */
  public static open(root: IConstruct): void {
    const register = new Register();
    Register.byRoot.set(root, register);
    Problems.of(root).addCheck(() => register.checkStanding());
  }

  /**
   * The register of the estate that `scope` belongs to.
   * @throws Error when the construct does not stand below a FeiyueProject
   */
  public static of(scope: IConstruct): Register {
    const register = Register.byRoot.get(scope.node.root);
    if (!register) throw new Error(`"${scope.node.path}" does not belong to a FeiyueProject: pass the project, or a construct below it, as scope`);
    return register;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Register>();

  private readonly rolls = new Map<string, Roll<Named>>();

  /** What signed in and was taken out of the tree again leaves others that count on it. */
  private checkStanding(): void {
    for (const [noun, { all }] of this.rolls) {
      for (const declared of all.filter(({ node }) => !isStanding({ scope: node.scope!, id: node.id }))) {
        const message = `${noun} "${declared.name}" was taken out of the tree, and others count on it: do not declare it`;
        Problems.of(declared.node.root).add(declaredAt(declared), message);
      }
    }
  }

  /** What signed in as one kind. */
  public roll<T extends Named>(kind: Kind<T>): Roll<T> {
    let roll = this.rolls.get(kind.noun);
    if (!roll) this.rolls.set(kind.noun, roll = new Roll());
    // Only constructs of the kind sign in to it.
    return roll as unknown as Roll<T>;
  }
}

/** What an estate takes in by its name. */
type Named = Construct & { readonly name: string };

/** The construct that took a name first. */
interface Claim {
  readonly scope: IConstruct;
  readonly id: string;
}

/** The constructs of one kind in one estate, and those who act on them. */
export class Roll<T extends Named> {
  /** Those that signed in, in the order in which they were declared. */
  public readonly all: T[] = [];
  /** By name. @internal */
  public readonly _claims = new Map<string, Claim>();
  private readonly judges: Array<(declared: T) => string | undefined> = [];
  private readonly actors: Array<(declared: T) => void> = [];

  /** The one of this name. */
  public find(name: string): T | undefined {
    return this.all.find((declared) => declared.name === name);
  }

  /**
   * Looks at each that wants to sign in, and refuses those that something is wrong with.
   * @param problem what is wrong, ready for the user
   */
  public refuse(problem: (declared: T) => string | undefined): void {
    this.judges.push(problem);
  }

  /** Acts on each that will sign in. */
  public each(act: (declared: T) => void): void {
    this.actors.push(act);
  }

  /** @internal */
  public _signIn(declared: T): void {
    const wrong = this.judges.map((problem) => problem(declared)).find((problem) => problem !== undefined);
    if (wrong !== undefined) return Problems.of(declared).add(declaredAt(declared), wrong);
    this.all.push(declared);
    for (const act of this.actors) act(declared);
  }
}

/**
 * A kind of declaration. Kinds do not share names, so a service may be called like a root module. Of two that have the same
 * name in one estate, the first has it, and the second is a problem.
 */
export class Kind<T extends Named> {
  /** @param noun what a problem calls it */
  constructor(public readonly noun: string) {}

  /** What signed in to the estate of `scope`. */
  public in(scope: IConstruct): Roll<T> {
    return Register.of(scope).roll(this);
  }

  /**
   * Takes a name for a construct that is about to be made, and returns the id to make it with. A name that is taken is a
   * problem, and so is a place in a project within the estate, to which the files would go.
   */
  public claim(scope: IConstruct, name: string): string {
    const { _claims: claims } = this.in(scope);
    Closing.of(scope).assertOpen(() => `${this.noun} "${name}"`);
    const project = Project.of(scope);
    if (project !== scope.node.root) {
      const message = `is declared in project "${project.name}", which is another one than the estate "${(scope.node.root as Project).name}" around it: pass the estate, or a construct that belongs to it, as scope`;
      Problems.of(scope).add(SourceLocation.capture(), `${this.noun} "${name}" ${message}`);
    }
    const id = freeId(scope, idOf(this.noun, name));
    const first = claims.get(name);
    if (first !== undefined && isStanding(first)) reportSecond(scope, `${this.noun} "${name}"`);
    else claims.set(name, { scope, id });
    return id;
  }

  /**
   * The construct that is meant by itself or by its name, of those that were declared before. One that there is not is a problem
   * that tells the nearest name, and gives undefined.
   * @param subject who names it, as a problem begins: `service "api"`
   */
  public resolve(scope: IConstruct, meant: T | string, subject: string, source: SourceLocation): T | undefined {
    meant = plainOptions(meant);
    const roll = this.in(scope);
    const name = typeof meant === 'string' ? meant : meant.name;
    const isOwn = typeof meant === 'string' || meant.node.root === scope.node.root;
    const found = isOwn ? roll.find(name) : undefined;
    // One of this estate that did not sign in was refused, which is a problem already.
    if (found || (isOwn && roll._claims.has(name))) return found;
    const known = roll.all.map((declared) => declared.name);
    const list = known.length > 0 ? `${this.noun}s are: ${known.join(', ')}` : `there is no ${this.noun} yet: declare it before`;
    const rest = isOwn ? `; ${list}.${didYouMean(name, known)}` : `, which is not one of this project; ${list}.`;
    Problems.of(scope).add(source, `${subject} names ${this.noun} "${name}"${rest}`);
    return undefined;
  }

  /** The constructs that are meant by themselves or by their names; what there is not is a problem, and left out. */
  public resolveAll(scope: IConstruct, meant: ReadonlyArray<T | string>, subject: string, source: SourceLocation): T[] {
    const all = meant.map((each) => this.resolve(scope, each, subject, source)).filter((found) => found !== undefined);
    for (const { name } of all.filter((found, index) => all.indexOf(found) !== index)) {
      Problems.of(scope).add(source, `${subject} names ${this.noun} "${name}" twice: drop one, or name the one that was meant`);
    }
    return [...new Set(all)];
  }

  /** Whether a construct has its name, and no other one of the kind. */
  public isFirst({ name, node }: T): boolean {
    const first = this.in(node.scope!)._claims.get(name);
    return first !== undefined && first.scope === node.scope && first.id === node.id;
  }

  /** Takes a construct in, as the last step of its constructor: whoever has to act on it does so now. The second of a name is left out. */
  public signIn(declared: T): void {
    if (this.isFirst(declared)) this.in(declared)._signIn(declared);
  }
}

/**
 * A kind of construct that has its names within its scope, such as the calls of a root module. Of two that have the same name in
 * one scope, the first has it, and the second is a problem.
 */
export class LocalKind {
  /**
   * @param noun what a problem calls it
   * @param mend how a problem is mended
   */
  constructor(private readonly noun: string, private readonly mend?: string) {}

  /** Takes a name for a construct that is about to be made, and returns the id to make it with. A name that is taken is a problem. */
  public claim(scope: IConstruct, name: string, where = ''): string {
    const id = idOf(this.noun, name);
    if (scope.node.tryFindChild(id)) reportSecond(scope, `${this.noun} "${name}"${where}`, this.mend);
    return freeId(scope, id);
  }

  /** Whether a construct has its name, and no other one of the kind. */
  public isFirst(declared: IConstruct, name: string): boolean {
    return declared.node.id === idOf(this.noun, name);
  }
}

/** Reports the second of a name. What is no construct, and is known by name all the same, uses it by itself. */
export function reportSecond(scope: IConstruct, what: string, mend = 'give the second one another name'): void {
  Problems.of(scope).add(SourceLocation.capture(), `${what} is declared twice: ${mend}`);
}

/** No id of a construct holds a slash, which names of annotations have. */
function idOf(noun: string, name: string): string {
  return `${noun}:${name}`.replaceAll('/', '|');
}

function isStanding({ scope, id }: Claim): boolean {
  if (!scope.node.tryFindChild(id)) return false;
  return scope.node.scope === undefined || isStanding({ scope: scope.node.scope, id: scope.node.id });
}

/** An id that no child of a construct has: this one, or the like. */
export function freeId(scope: IConstruct, id: string): string {
  if (!scope.node.tryFindChild(id)) return id;
  let n = 2;
  while (scope.node.tryFindChild(`${id}#${n}`)) n++;
  return `${id}#${n}`;
}
