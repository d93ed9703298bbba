/** What is secret whatever it belongs to, when a name ends with it. */
const SECRET_WORDS = new Set([
  'credential', 'credentials', 'creds', 'dsn', 'pass', 'passcode', 'passphrase', 'passwd', 'password', 'passwords', 'passwort', 'pw', 'pwd', 'secret', 'token',
]);

/** Secrets of two words, the second of which says nothing by itself. */
const SECRET_PAIRS = new Set([
  'access key', 'account key', 'admin key', 'api key', 'app key', 'auth key', 'client key', 'encryption key', 'hmac key', 'jwt key', 'license key', 'master key',
  'private key', 'root key', 'secret key', 'service key', 'shared key', 'signing key', 'ssh key', 'storage key', 'webhook key',
]);

/** The same, and others, written as one word: `PGPASSWORD`, `apikey`. */
const RUN_TOGETHER = /(?:password|passwd|passphrase|apikey|accesskey|accountkey|privatekey|secretkey|authtoken|accesstoken|clientsecret|(?:require|user|db|admin|root|smtp|store|key|redis|mysql|ssh)pass|masterauth)$/;

/** What may stand behind a secret and leaves it one: `PASSWORD_OLD`, `TOKEN_2`. */
const AFTERWORDS = new Set([
  'b64', 'backup', 'base', 'base64', 'current', 'default', 'encoded', 'hash', 'new', 'next', 'old', 'plain', 'prev', 'previous', 'primary', 'raw', 'secondary', 'text', 'value',
]);

/** What a name begins with that counts, asks for or refers to secrets, and holds none. */
const FOREWORDS = new Set(['ask', 'existing', 'max', 'min', 'no', 'num', 'prompt', 'skip']);

/** Names that only look like one: the working directory of a shell. */
const NO_SECRETS = new Set(['pwd', 'oldpwd']);

/** What a name consists of; any other text is a sentence or an expression. */
const NAME = /^[\w./:@ -]{1,200}$/;

/** What every name of a secret has in it somewhere. */
const SECRETISH = /pass|pw|secret|token|key|cred|dsn|masterauth/i;

/** Whether a secret could be named somewhere in a text: a quick look, before it is taken apart. */
export function mayNameSecret(text: string): boolean {
  return SECRETISH.test(text);
}

/** Whether a variable, option or field of this name holds a secret, as far as a name can tell: by its last words, in any way of writing. */
export function namesSecret(name: string): boolean {
  if (!mayNameSecret(name) || !NAME.test(name)) return false;
  const words = wordsOf(name);
  if (words.length === 0 || NO_SECRETS.has(words.join(' ')) || (words.length > 1 && FOREWORDS.has(words[0]))) return false;
  while (words.length > 1 && isAfterword(words[words.length - 1])) words.pop();
  const last = words[words.length - 1];
  if (words.includes('public') && ['dsn', 'key', 'token'].includes(last)) return false;
  return SECRET_WORDS.has(last) || SECRET_PAIRS.has(words.slice(-2).join(' ')) || RUN_TOGETHER.test(last);
}

/** Whether such a name is that of an object which holds a secret, and not of the secret: `secret`, `tlsSecret`, `pull-secret`. */
export function namesSecretObject(name: string): boolean {
  return /^(?:(?:auth|ca|cert|certificate|credentials|image|pull|tls)(?:-tls)? )*secret$/.test(wordsOf(name.replace(/^.*\//, '')).join(' '));
}

/** The words of a name: of `DB_PASSWORD`, `db-password`, `dbPassword` and `db.password` the same. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function isAfterword(word: string): boolean {
  return AFTERWORDS.has(word) || /^\d+$/.test(word);
}
