/** The address of one state and who declared it. */
export interface OwnedAddress {
  /** The declaration, as a message would name it. */
  readonly owner: string;
  /** Address of the state; `/` parts its segments. */
  readonly address: string;
}

/** Two states that would overwrite or list each other. */
export interface StateAddressConflict {
  /** The state at the shorter address; the one declared first when both are equal. */
  readonly first: OwnedAddress;
  /** The state at the same address or below it. */
  readonly second: OwnedAddress;
}

/**
 * Finds states at the same address, and states whose address lies below that of another.
 *
 * An object store has no folders: a backend that lists the objects below `prod` also finds those of `prod/database` and
 * shows them as workspaces. Each state is paired with the nearest one above it, so there are fewer pairs than states.
 */
export function findStateAddressConflicts(addresses: readonly OwnedAddress[]): StateAddressConflict[] {
  const conflicts: StateAddressConflict[] = [];
  const above: Array<{ key: string; owned: OwnedAddress }> = [];
  for (const entry of addresses.map((owned) => ({ key: sortKey(owned.address), owned })).sort(byKey)) {
    while (above.length > 0 && !entry.key.startsWith(above[above.length - 1].key)) above.pop();
    if (above.length > 0) conflicts.push({ first: above[above.length - 1].owned, second: entry.owned });
    above.push(entry);
  }
  return conflicts;
}

/** Ends every segment with the least character, so that all that lies below an address sorts right behind it (`a-b` does not part `a` and `a/b`). */
function sortKey(address: string): string {
  return `${address.split('/').join('\0')}\0`;
}

function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
