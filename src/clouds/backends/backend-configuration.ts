/**
 * A value of a backend argument.
 * @internal
 */
export type BackendValue = string | number | boolean | readonly string[] | { readonly [name: string]: BackendValue };

/**
 * What the partial backend configuration file of one state says, named as Terraform names it.
 * @internal
 */
export interface BackendConfiguration {
  /** Top-level arguments; an object is written as an attribute (`endpoints = { … }`). */
  readonly attributes: Record<string, BackendValue>;
  /** Nested blocks (`assume_role { … }`). */
  readonly blocks: Record<string, Record<string, BackendValue>>;
}

/** One state among those of an estate. */
export interface State {
  /** Whose state it is: `<environment>/<root module>`. */
  readonly owner: string;
  /** What the state is known by: the owner, unless the state was named otherwise. */
  readonly key: string;
  /** Path of the state within its backend: the key below the backend's prefix. */
  readonly path: string;
}

/** Options as the user wrote them, camelCase. */
type Options = Record<string, BackendValue | undefined>;

/** The options that address one state; one that is undefined is left out. */
type Addressing = Readonly<Record<string, string | undefined>>;

/** A backend type as data: what is the same for all states, and how one state is addressed. */
export interface BackendDefinition {
  /** Name of the backend type in Terraform. */
  readonly type: string;
  /** What holds the states, such as a bucket; undefined when each state is on its own. */
  readonly store?: string;
  /** Folders in front of every state's path. */
  readonly statePathPrefix?: string;
  /** Arguments to write first, in this order; the others follow alphabetically. */
  readonly leading: readonly string[];
  /** Arguments of every state, camelCase; nested structs only one level deep. */
  readonly settings: object;
  /** Arguments that address one state, camelCase. */
  readonly addressing: (state: State) => Addressing;
  /** The same as seen from another root module, where that differs. */
  readonly addressingFromAfar?: (state: State) => Addressing;
  /** Settings that Terraform reads as nested blocks, each with all arguments of the block in their order. */
  readonly blocks?: Record<string, readonly string[]>;
  /** Settings that Terraform reads as object-valued attributes. */
  readonly objects?: readonly string[];
  /** Shell that says on stderr how to end a lock that names no holder, from what terraform said of it, in `answer`. */
  readonly lockWithoutHolder?: readonly string[];
  /** Whether each environment has a place of its own, to which rights can be given. */
  readonly separatesEnvironments?: boolean;
  /** What terraform says in one line when a state is not there yet, and may not be made by an identity that only reads. */
  readonly absentState?: string;
  /** Values that the backend would refuse. */
  readonly problems: () => string[];
}

/** The content of a state's partial backend configuration file, in the order in which it is written. */
export function backendConfiguration(definition: BackendDefinition, state: State): BackendConfiguration {
  const addressing = definition.addressing(state);
  const layout = ArgumentLayout.of(definition, addressing);
  return { attributes: layout.scalarsOf(addressing), blocks: layout.blocks };
}

/**
 * The `config` argument of `data "terraform_remote_state"` for a state.
 *
 * There a nested block is a list of one object, and Terraform accepts it only with all keys present.
 */
export function remoteStateConfig(definition: BackendDefinition, state: State): Record<string, unknown> {
  const addressing = (definition.addressingFromAfar ?? definition.addressing)(state);
  const layout = ArgumentLayout.of(definition, addressing);
  return { ...layout.scalarsOf(addressing), ...layout.lists };
}

/** Terraform's name of a camelCase option: `useAzureadAuth` is `use_azuread_auth`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Which arguments the states of a backend are described by, in which order: the same for all that are addressed by the same options. */
class ArgumentLayout {
  public static of(definition: BackendDefinition, addressing: Addressing): ArgumentLayout {
    let options = '';
    for (const name of Object.keys(addressing)) if (addressing[name] !== undefined) options += ` ${name}`;
    const layouts = ArgumentLayout.byDefinition.get(definition) ?? new Map<string, ArgumentLayout>();
    ArgumentLayout.byDefinition.set(definition, layouts);
    const layout = layouts.get(options) ?? new ArgumentLayout(definition, addressing);
    layouts.set(options, layout);
    return layout;
  }

  private static readonly byDefinition = new WeakMap<BackendDefinition, Map<string, ArgumentLayout>>();

  /** The arguments of the state that was seen first, in their order. */
  private readonly scalars: Readonly<Record<string, BackendValue>>;
  /** The arguments that another state has others of, with their options. */
  private readonly own: ReadonlyArray<readonly [argument: string, option: string]>;
  /** Nested blocks of the backend, with the arguments that are set. */
  public readonly blocks: BackendConfiguration['blocks'];
  /** The same as lists of one object, with all their arguments. */
  public readonly lists: Readonly<Record<string, unknown>>;

  private constructor(definition: BackendDefinition, addressing: Addressing) {
    const all = Object.entries(inOrder({ ...definition.settings, ...addressing } as Options, definition.leading));
    const blockArguments = definition.blocks ?? {};
    const isBlock = (name: string) => Object.hasOwn(blockArguments, name);
    this.scalars = Object.fromEntries(all.filter(([name]) => !isBlock(name)).map(([name, value]) =>
      [snakeCase(name), definition.objects?.includes(name) ? snakeCaseKeys(inOrder(value as Options, [])) : value!]));
    this.own = Object.keys(addressing).filter((name) => addressing[name] !== undefined).map((name) => [snakeCase(name), name] as const);
    const blocks = all.filter(([name]) => isBlock(name)).map(([name, value]) => [name, value as Options, blockArguments[name]] as const);
    this.blocks = Object.fromEntries(blocks.map(([name, options, argumentNames]) =>
      [snakeCase(name), snakeCaseKeys(inOrder(options, argumentNames))]));
    this.lists = Object.fromEntries(blocks.map(([name, options, argumentNames]) =>
      [snakeCase(name), [Object.fromEntries(argumentNames.map((argument) => [snakeCase(argument), options[argument] ?? null]))]]));
  }

  /** The arguments of a state that are no blocks. */
  public scalarsOf(addressing: Addressing): Record<string, BackendValue> {
    const scalars = { ...this.scalars };
    for (const [argument, option] of this.own) scalars[argument] = addressing[option]!;
    return scalars;
  }
}

/** The options that are set: `leading` first, the others alphabetically, whatever the order of the declaration. */
function inOrder(options: Options, leading: readonly string[]): Options {
  const others = Object.keys(options).filter((name) => !leading.includes(name)).sort();
  return Object.fromEntries([...leading, ...others].map((name) => [name, options[name]]).filter(([, value]) => value !== undefined));
}

/** Renames one level only: below it, keys may be the user's own (session tags). */
function snakeCaseKeys(options: Options): Record<string, BackendValue> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [snakeCase(name), value as BackendValue]));
}
