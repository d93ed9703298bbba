import { namesSecret, namesSecretObject } from './secret-name';
import { mayBeSecret, secretIn } from './secret-value';

/** Something that looks like a secret. */
export interface SecretFinding {
  /** What it stands under: a variable, a field, an option of a command. */
  readonly name: string;
  /** What gives it away, in words that follow `has`: never the value. */
  readonly what: string;
  /** The secret itself, in each way in which something could print it. */
  readonly values: readonly string[];
}

/** How the names of some data are to be understood. */
export interface SecretSearch {
  /** What the data as a whole stands under. */
  readonly name: string;
  /** Whether names such as `secret` mean an object that holds one, as they do in the fields of Kubernetes, Helm and Terraform. */
  readonly hasObjectNames?: boolean;
  /** Whether a text is read elsewhere when it is used, in a way that only its owner knows. */
  readonly isReference?: (value: string) => boolean;
}

/** A name of a Kubernetes object, perhaps with its namespace. */
const OBJECT_NAME = /^(?:[a-z0-9-]+\/)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/**
 * Finds what looks like a secret in plain data, by the names of fields, by the values, and by options of commands in lists of texts. Each
 * place is looked at once; instances of classes are left alone.
 */
export function findSecrets(data: unknown, search: SecretSearch): SecretFinding[] {
  const found: SecretFinding[] = [];
  visit(data, search.name, search, found);
  return found;
}

function visit(data: unknown, name: string, search: SecretSearch, found: SecretFinding[]): void {
  if (typeof data === 'string') judge(name, data, search, found);
  else if (typeof data === 'number') judgeNumber(name, data, found);
  else if (Array.isArray(data)) visitList(data, name, search, found);
  else if (isPlain(data)) visitFields(data, search, found);
}

function visitFields(fields: Readonly<Record<string, unknown>>, search: SecretSearch, found: SecretFinding[]): void {
  const named = ['name', 'key'].map((field) => fields[field]).find((value) => typeof value === 'string');
  for (const [name, value] of Object.entries(fields)) {
    // The key in a Secret that an operator fills from elsewhere.
    if (name === 'secretKey' && (isPlain(fields.remoteRef) || isPlain(fields.sourceRef))) continue;
    // `{ name: 'DB_PASSWORD', value: '…' }`, as variables are written in containers and parameters elsewhere.
    if (name === 'value' && typeof named === 'string') visit(value, named, { ...search, hasObjectNames: false }, found);
    else visit(value, name, search, found);
  }
}

function visitList(items: readonly unknown[], name: string, search: SecretSearch, found: SecretFinding[]): void {
  items.forEach((item, index) => {
    const before: unknown = items[index - 1];
    const option = typeof before === 'string' ? /^--?([A-Za-z][\w-]+)$/.exec(before)?.[1] : undefined;
    const isValue = option !== undefined && typeof item === 'string' && !item.startsWith('-');
    visit(item, isValue && namesSecret(option) ? option : name, search, found);
  });
}

function judge(name: string, value: string, search: SecretSearch, found: SecretFinding[]): void {
  if (search.isReference?.(value)) return;
  const inside = secretIn(value);
  if (inside) found.push({ name: inside.name ?? name, what: `what looks like ${inside.what}`, values: inside.values });
  else if (namesSecret(name) && mayBeSecret(value) && !isObjectName(name, value, search)) found.push({ name, what: 'what its name calls a secret', values: [value] });
}

/** A number may be a password; of tokens it is more likely how many there are. */
function judgeNumber(name: string, value: number, found: SecretFinding[]): void {
  if (namesSecret(name) && /pass|pw|pin/i.test(name)) found.push({ name, what: 'what its name calls a secret', values: [String(value)] });
}

function isObjectName(name: string, value: string, { hasObjectNames = false }: SecretSearch): boolean {
  return hasObjectNames && namesSecretObject(name) && OBJECT_NAME.test(value);
}

function isPlain(data: unknown): data is Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null) return false;
  const prototype = Object.getPrototypeOf(data);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
