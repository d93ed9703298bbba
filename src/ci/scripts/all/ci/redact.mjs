// Secrets are left out of what is shown: those that this run knows, whoever quotes them; and what looks like one in what a program says of itself,
// which is a net, and no proof.

const OUT = '***';
/** Whoever says more in a line means it for a machine. */
const LONGEST_LINE = 2000;
/** The one that goes over lines. */
const KEY = /-----BEGIN [A-Z0-9 ]+-----[^]*?(?:-----END [A-Z0-9 ]+-----|$)/g;
/** Names of values that are secrets. */
const NAME = '[\\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|account[_-]?key|dsn|connection[_-]?string|cookie)[\\w.-]*';

/** What is replaced in a line, and by what. The first that fits a place has it. */
const RULES = [
  // The whole of what stands before the host: user, password, or a token.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>@/]+(?:\/[^\s"'<>@]*)?@/gi, `$1${OUT}@`],
  // `user:password@tcp(host:3306)`, as Go's driver of MySQL has it.
  [/[^\s:/@]+:[^\s@]+@(?=(?:tcp|unix)\()/g, `${OUT}@`],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?:bearer|basic)?\s*[^\s"',;]+/gi, `$1${OUT}`],
  [/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, `$1 ${OUT}`],
  [new RegExp(`(${NAME}["']?\\s*(?:=|:)\\s*)("(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s"',;&)}\\]]+)`, 'gi'), `$1${OUT}`],
  [new RegExp(`(--?${NAME}\\s+)[^\\s-][^\\s]*`, 'gi'), `$1${OUT}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, OUT],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAKID[0-9A-Za-z]{13,}|\bLTAI[0-9A-Za-z]{12,}|\bgh[pousr]_[0-9A-Za-z]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}/g, OUT],
  [/\bxox[a-z]-[\w-]{10,}|\bnpm_[0-9A-Za-z]{30,}|\b[sr]k_(?:live|test)_\w{16,}|\bAIza[\w-]{35}|\bhv[sbr]\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g, OUT],
  // As random as a key: small and capital letters and digits, all in one word.
  [/(?<![\w+=-])(?=[\w+=-]*[a-z])(?=[\w+=-]*[A-Z])(?=[\w+=-]*\d)[\w+=-]{32,}/g, OUT],
];

/** A text without what looks like a secret, its long lines cut. */
export function redacted(text) {
  return withoutKnown(text).replaceAll(KEY, OUT).split('\n').map(redactedLine).join('\n');
}

function redactedLine(line) {
  const shown = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} (cut)` : line;
  return RULES.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), shown);
}

/** A shorter one would be found in words that have nothing to do with it, and be told by what is left out. */
const SHORTEST = 4;
/** Secrets in all forms, the longest first. */
let known = [];

/** From now on nothing that is shown holds one of these values, in the forms in which programs quote them. */
export function neverShow(values) {
  const forms = values.flatMap((value) => [value, Buffer.from(value).toString('base64'), ...value.split(/[\r\n]+/).map((line) => line.trim())])
    .flatMap((text) => [text, quoted(text), quoted(text).replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)]);
  known = [...new Set([...known, ...forms.filter((form) => form.length >= SHORTEST)])].sort((a, b) => b.length - a.length);
}

/** A text without the secrets that this run knows. */
export function withoutKnown(text) {
  return known.reduce((left, secret) => left.replaceAll(secret, OUT), text);
}

/** As it stands in JSON. */
function quoted(text) {
  return JSON.stringify(text).slice(1, -1);
}
