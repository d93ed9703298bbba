/** How often an object stands in a state: once, or once for each number or key. */
export type Repetition = '' | '[count.index]' | '[each.key]';

/** One step of an address: a module call, or the resource at its end. */
export interface AddressStep {
  /** `module.<id>` or `<type>.<name>`. */
  readonly name: string;
  readonly repetition: Repetition;
  /** One of its instances, as `moved` may name it; undefined: all of them. */
  readonly key?: string;
}

/** Where an object stands in a state: the calls that lead to it, and the resource. */
export type ObjectAddress = readonly AddressStep[];

const STEP = /\.?(?:module\.)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const KEY = /\[(?:(\d+)|("(?:[^"\\]|\\.)*")|(count\.index|each\.key))\]/y;

/** Reads an address as Terraform, or the ledger, writes it; undefined when it is none. */
export function parseAddress(text: string): ObjectAddress | undefined {
  const steps: AddressStep[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    const isCall = take(STEP)?.[0].endsWith('module.') ?? false;
    const first = take(NAME)?.[0];
    if (first === undefined || steps[steps.length - 1]?.name.startsWith('module.') === false) return undefined;
    let name = `module.${first}`;
    if (!isCall) {
      if (text[at++] !== '.') return undefined;
      const second = take(NAME)?.[0];
      if (second === undefined) return undefined;
      name = `${first}.${second}`;
    }
    steps.push({ name, ...repetitionOf(take(KEY)) });
  }
  return steps.length === 0 ? undefined : steps;
}

function repetitionOf(found: RegExpExecArray | null): Omit<AddressStep, 'name'> {
  if (!found) return { repetition: '' };
  const [text, number, key] = found;
  if (number !== undefined) return { repetition: '[count.index]', key: number };
  return key === undefined ? { repetition: text as Repetition } : { repetition: '[each.key]', key };
}

/** The address of all instances, as the ledger has it. */
export function addressText(address: ObjectAddress): string {
  return address.map(({ name, repetition }) => `${name}${repetition}`).join('.');
}

/** Whether it is the address of a module call, and not of a resource. */
export function isCallAddress(address: ObjectAddress): boolean {
  return address[address.length - 1].name.startsWith('module.');
}
