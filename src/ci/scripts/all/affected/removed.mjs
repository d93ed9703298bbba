// What became of the states of the base. A state is known by its address, and not by the folder that it is applied from.
import { rootModulesOf } from './estate.mjs';

/** Where the addresses of all states are committed, beside the graph. */
export const LEDGER = '.projen/state-addresses.json';

/**
 * The root modules of `before` whose state the same folder of `now` does not go on using.
 * @param ledgers the text of the ledgers that belong to the two graphs; undefined where there is none
 * @param commit the one that `before` is of
 */
export function goneRootModules(before, now, [textBefore, textNow], commit) {
  const was = readLedger(textBefore);
  const is = readLedger(textNow);
  const present = rootModulesOf(now);
  const heirs = new Heirs(present, is);
  const { byName } = heirs;
  const gone = { removed: [], renamed: [] };
  for (const root of rootModulesOf(before)) {
    const { environment, name, dir } = root;
    const address = was?.states[nameOf(root)]?.address;
    const heir = address === undefined || is === undefined ? undefined : heirs.of(address);
    if (heir?.root !== undefined) {
      const { root: { environment: nowIn, name: nowCalled, dir: nowAt }, isMoved } = heir;
      if (nowAt !== dir) gone.renamed.push({ environment: nowIn, name: nowCalled, dir: nowAt, from: dir, isMoved });
    } else if (address === undefined || is === undefined) {
      // By its name alone, a root module that is gone may go on under another one.
      if (!byName.has(nameOf(root))) gone.removed.push({ environment, name, dir, state: 'unknown', commit });
    } else {
      // A state that gave something away may have it still, and whoever took it goes on with it.
      const isRetired = heir === undefined && was.states[nameOf(root)].gave === undefined && !byName.has(nameOf(root)) && saysRetired(is, root);
      gone.removed.push({ environment, name, dir, state: isRetired ? 'retired' : 'left', commit });
    }
  }
  return gone;
}

/** Who goes on using a state. */
class Heirs {
  constructor(present, ledger) {
    this.byName = new Map(present.map((root) => [nameOf(root), root]));
    this.byAddress = new Map();
    this.byFormerAddress = new Map();
    for (const [name, { address, movedFrom }] of Object.entries(ledger?.states ?? {})) {
      this.byAddress.set(address, this.byName.get(name));
      if (movedFrom !== undefined) this.byFormerAddress.set(movedFrom, this.byName.get(name));
    }
    this.left = ledger?.left ?? {};
  }

  /** Undefined: nobody. Without a root module: somebody whom the graph does not know, or who was called otherwise. */
  of(address) {
    if (this.byAddress.has(address)) return { root: this.byAddress.get(address), isMoved: false };
    if (this.byFormerAddress.has(address)) return { root: this.byFormerAddress.get(address), isMoved: true };
    return Object.hasOwn(this.left, address) ? { root: this.byName.get(this.left[address]), isMoved: true } : undefined;
  }
}

function saysRetired({ retired = [] }, root) {
  return retired.includes(nameOf(root)) || retired.includes(`${root.environment}/*`);
}

function nameOf({ environment, name }) {
  return `${environment}/${name}`;
}

/** A ledger that is not there, or cannot be read, says nothing. */
function readLedger(text) {
  try {
    const ledger = JSON.parse(text);
    return typeof ledger?.states === 'object' && ledger.states !== null ? ledger : undefined;
  } catch {
    return undefined;
  }
}
