// What a program says of itself may hold a secret: what looks like one is left out before it is shown. That is a net, and no proof.

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
  return text.replaceAll(KEY, OUT).split('\n').map(redactedLine).join('\n');
}

function redactedLine(line) {
  const shown = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} (cut)` : line;
  return RULES.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), shown);
}
