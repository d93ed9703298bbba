import { ledgerText } from './state-ledger-text';
import { isStateFolder } from '../../clouds/state-key';
import { jsonText } from '../../text/json-text';
import type { DeclaredState } from '../declare/declared';

/** Where the ledger stands in the repository. */
export const STATE_LEDGER = '.projen/state-addresses.json';

/** One state, as the last run recorded it. */
export interface RecordedState {
  /** Where it is, unique among all states. */
  readonly address: string;
  /** Type of its backend. */
  readonly backend: string;
  /** What it is known by within its backend: `<environment>/<root module>`, each with the name that it keeps. */
  readonly key: string;
  /** Ids of the modules that its root module calls, sorted. */
  readonly modules: readonly string[];
  /**
   * Addresses of the objects in it that data is lost with, sorted: resources of such types, and calls of modules that
   * cannot be read. Undefined: none are known.
   */
  readonly holds?: readonly string[];
  /** Where objects were, and are now, as long as `.projenrc.ts` says so; empty: they are given up. */
  readonly former?: Readonly<Record<string, string>>;
  /** Calls whose objects other root modules have taken over, sorted. They may stand in this state, too. */
  readonly gave?: readonly string[];
  /** Where it was, as long as `.projenrc.ts` says that it is moved. */
  readonly movedFrom?: string;
}

/**
 * Where the states of an estate are: what Terraform forgets when a root module, an environment or a backend gets another
 * name. Committed, and compared with the estate before anything is written.
 */
export class StateLedger {
  /** A ledger that was never written: nothing is known. */
  public static readonly UNKNOWN = new StateLedger(new Map(), new Map(), false);

  /** The text of the ledger of the last run; undefined when there was none. */
  public static textIn(outdir: string): string | undefined {
    return ledgerText(outdir, STATE_LEDGER);
  }

  /** The ledger that was written as this text. When it cannot be read, `onUnreadable` is told, and nothing is known. */
  public static parse(text: string | undefined, onUnreadable: (message: string) => void): StateLedger {
    if (text === undefined) return StateLedger.UNKNOWN;
    const ledger = parse(text);
    if (!ledger) {
      onUnreadable(`${STATE_LEDGER}, the record of where the states are, cannot be read (a merge conflict?). Resolve it by keeping the entries of both sides, or take back the last commit's: git checkout HEAD -- ${STATE_LEDGER}`);
    }
    return ledger ?? StateLedger.UNKNOWN;
  }

  private written?: string;

  constructor(
    /** The states by `<environment>/<root module>`. */
    public readonly states: ReadonlyMap<string, RecordedState>,
    /** Addresses that states were moved away from, where a copy of them still is, and who left it. */
    public readonly left: ReadonlyMap<string, string>,
    /** Whether there was a last run. */
    public readonly isKnown = true,
    /** The states that are given up, as `.projenrc.ts` names them. */
    public readonly retired: readonly string[] = [],
  ) {}

  /** Its text: canonical JSON, several lines per state in a stable order, so that branches rarely touch the same ones. */
  public text(): string {
    this.written ??= this.write();
    return this.written;
  }

  private write(): string {
    const states = sorted(this.states).map(([name, { address, backend, key, modules, holds, former, gave, movedFrom }]) =>
      [name, { address, backend, key, modules, holds, former, gave, movedFrom }] as const);
    const retired = this.retired.length > 0 ? [...new Set(this.retired)].sort() : undefined;
    return jsonText({ left: Object.fromEntries(sorted(this.left)), retired, states: Object.fromEntries(states) });
  }
}

/** What a state is called in the ledger, and by the user. */
export function stateName({ environment, rootModule }: Pick<DeclaredState, 'environment' | 'rootModule'>): string {
  return `${environment}/${rootModule}`;
}

/** The two parts of the name, or of the key, of a state. */
export function partsOf(nameOrKey: string): { readonly environment: string; readonly rootModule: string } {
  const slash = nameOrKey.indexOf('/');
  return { environment: nameOrKey.slice(0, slash), rootModule: nameOrKey.slice(slash + 1) };
}

function sorted<T>(entries: ReadonlyMap<string, T>): Array<[string, T]> {
  return [...entries.keys()].sort().map((name) => [name, entries.get(name)!]);
}

interface WrittenLedger {
  readonly left: Record<string, string>;
  readonly states: Record<string, RecordedState>;
  readonly retired?: string[];
}

function parse(text: string): StateLedger | undefined {
  try {
    const { left, states, retired = [] } = JSON.parse(text) as WrittenLedger;
    const areLegal = Object.entries(states).every(([name, state]) => isName(name) && isRecordedState(state));
    const isLegal = areLegal && Object.values(left).every(isName) && areTexts(retired);
    return isLegal ? new StateLedger(new Map(Object.entries(states)), new Map(Object.entries(left)), true, retired) : undefined;
  } catch {
    return undefined;
  }
}

function isRecordedState({ address, backend, key, modules, holds = [], former = {}, gave = [], movedFrom }: RecordedState): boolean {
  return typeof address === 'string' && typeof backend === 'string' && isName(key) && [modules, holds, Object.values(former), gave].every(areTexts)
    && (movedFrom === undefined || typeof movedFrom === 'string');
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((text) => typeof text === 'string');
}

function isName(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  const folders = text.split('/');
  return folders.length === 2 && folders.every(isStateFolder);
}
