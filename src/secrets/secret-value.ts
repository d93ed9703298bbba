import { mayNameSecret, namesSecret } from './secret-name';

/** What looks like a secret inside of a text. */
export interface SecretText {
  /** What it is, in words. */
  readonly what: string;
  /** What it stands under inside of the text. */
  readonly name?: string;
  /** The secret itself, and the text around it by which it was found. */
  readonly values: readonly string[];
}

/** What gives a secret away, and what it then is. */
const FORMATS: ReadonlyArray<readonly [pattern: RegExp, what: string]> = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/, 'a private key'],
  [/\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/, 'a private key of age'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an access key of AWS'],
  [/\bAKID[0-9A-Za-z]{13,}\b/, 'a secret ID of Tencent Cloud'],
  [/\bLTAI[0-9A-Za-z]{12,}\b/, 'an access key of Alibaba Cloud'],
  [/\bgh[pousr]_[0-9A-Za-z]{20,}|\bgithub_pat_[0-9A-Za-z_]{20,}/, 'a token of GitHub'],
  [/\bglpat-[0-9A-Za-z_-]{20,}/, 'a token of GitLab'],
  [/\bxox[a-z]-[0-9A-Za-z-]{10,}|\bxapp-\d-[0-9A-Za-z-]{10,}/, 'a token of Slack'],
  [/\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[0-9A-Za-z/]+/, 'a webhook of Slack'],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]+/, 'a webhook of Discord'],
  [/\bopen\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\/[\w-]+/, 'a webhook of Feishu'],
  [/\bqyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]+/, 'a webhook of WeCom'],
  [/\bnpm_[0-9A-Za-z]{30,}/, 'a token of npm'],
  [/\bpypi-[0-9A-Za-z_-]{50,}/, 'a token of PyPI'],
  [/\bdckr_pat_[0-9A-Za-z_-]{20,}/, 'a token of Docker Hub'],
  [/\b(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,}/, 'a key of Stripe'],
  [/\bsk-(?=[\w-]{0,60}\d)[0-9A-Za-z_-]{36,}/, 'a key of an API'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a key of Google'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a key of SendGrid'],
  [/\bhv[sbr]\.[0-9A-Za-z_-]{20,}/, 'a token of Vault'],
  [/\btskey-[a-z]+-[0-9A-Za-z-]{10,}/, 'a key of Tailscale'],
  [/\b[0-9A-Za-z_~.-]{3}\dQ~[0-9A-Za-z_~.-]{31,34}/, 'a client secret of Entra'],
  [/\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}/, 'a JSON Web Token'],
  [/[?&]sig=[0-9A-Za-z%+/=]{20,}/, 'a shared access signature'],
  [/\b(?:bearer|basic) (?=[^\s"']*\d)[0-9A-Za-z._~+/=-]{16,}/i, 'credentials of an HTTP header'],
];

/** What each of these has in it somewhere: nearly all texts have none, and one look tells. */
const FORMATISH = /PRIVATE KEY|AGE-SECRET|A[KS]IA|AKID|LTAI|gh[pousr]_|github_pat|glpat|xox|xapp|slack|discord|feishu|larksuite|qyapi|npm_|pypi-|dckr_|[sr]k[_-]|AIza|SG\.|hv[sbr]\.|tskey|Q~|eyJ|sig=|bearer|basic/i;

/** The part of a URL before the host: `scheme://user:password@host`, with what is no port and path. */
const URL_CREDENTIALS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]{0,200}:([^\s"'<>@]{0,200}(?:@(?=[^\s/]{0,200}@)[^\s"'<>@]{0,200})?)@(?=[^\s/@])/gi;
const PORT_AND_PATH = /^\d{1,5}(?:[/?#]|$)/;
/** A long token in front of the host, without a password. */
const URL_TOKEN = /\bhttps?:\/\/([\w-]{20,})@/gi;
/** `user:password@tcp(host:3306)`, as Go's driver of MySQL has it. */
const MYSQL_DSN = /(?:^|\s)[^\s:/@]{1,200}:([^\s@]{1,200})@(?:tcp|unix)\(/g;
/** `name=value` in a query, a connection string or a command, and `name: value` in a line of a file. */
const ASSIGNMENT = /(?:^|[?&;,\s"'{])-{0,2}([A-Za-z][\w.-]{0,100})["']?[ \t]{0,9}=[ \t]{0,9}["']?([^\s"'&;,]+)/g;
const LINE = /^[ \t-]*["']?([A-Za-z][\w.-]{0,100})["']?[ \t]{0,9}:[ \t]{0,9}["']?([^\s"'#,]+)["']?,?[ \t]{0,9}(?:#.*)?$/gm;
const JSON_FIELD = /"([A-Za-z][\w.-]{0,100})"\s{0,9}:\s{0,9}"([^"\\]+)"/g;
/** `--name value` inside of a command. */
const FLAG = /(?:^|\s)--?([A-Za-z][\w-]{1,100})[ \t]{1,9}["']?([^\s"'<>|&;-][^\s"']*)/g;
/** `curl -u user:password`. */
const USER_OPTION = /(?:^|\s)(?:-u|--user)[ =]["']?[^\s:"']+:([^\s"']+)/g;

const ADDRESSES = [
  [URL_CREDENTIALS, 'a URL with a password'], [URL_TOKEN, 'a URL with a token'], [MYSQL_DSN, 'an address with a password'], [USER_OPTION, 'a user with a password'],
] as const;
const ASSIGNMENTS = [ASSIGNMENT, LINE, JSON_FIELD, FLAG];

/** Something that is read elsewhere: a variable, an expression, a keyword, a file. */
const REFERENCE = /^\$\(\w+\)$|^\$\$?\{[^]*\}$|^\$[A-Z_][A-Z0-9_]*$|^\$[A-Za-z][\w-]*[.:][\w.:-]+$|^\{\{.*\}\}$|^%\w+%$|^%s$|^##\w+##$|^(?:\/[\w.-]+){2,}\/?$|^(?:file|vault|op|ref\+\w+):/;
/** What is said of secrets and is none: whether, and who may. */
const WORD = /^(?:true|false|yes|no|on|off|enabled?|disabled?|required|optional|none|null|nil|read|write|inherit|always|never|auto|\*+)$/i;
/** An address, without anything that would let somebody in. */
const PLAIN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^\s@]+$/i;

/** What a text holds by which everyone can see that it is a secret; undefined when there is nothing. */
export function secretIn(text: string): SecretText | undefined {
  // Most texts are names, numbers or short words.
  if (text.length < 6) return undefined;
  const known = knownSecretIn(text);
  if (known) return known;
  if (!mayNameSecret(text)) return undefined;
  for (const pattern of ASSIGNMENTS) {
    for (const [, name, value] of text.matchAll(pattern)) {
      if (namesSecret(name) && mayBeSecret(value)) return { what: `a value of "${name}"`, name, values: [value] };
    }
  }
  return undefined;
}

/** What a text holds that is a secret wherever it stands, whatever the text is written in. */
export function knownSecretIn(text: string): SecretText | undefined {
  for (const [pattern, what] of FORMATISH.test(text) ? FORMATS : []) {
    const found = pattern.exec(text);
    if (found) return { what, values: [found[0]] };
  }
  if (!/@|-u/.test(text)) return undefined;
  for (const [pattern, what] of ADDRESSES) {
    for (const [around, value] of text.matchAll(pattern)) {
      if (value !== '' && !PORT_AND_PATH.test(value) && !isReference(value)) return { what, values: [around, value] };
    }
  }
  return undefined;
}

/** Whether a value that stands under the name of a secret may be one. */
export function mayBeSecret(value: string): boolean {
  return value !== '' && !WORD.test(value) && !isReference(value) && !PLAIN_URL.test(value);
}

function isReference(value: string): boolean {
  return REFERENCE.test(value);
}
