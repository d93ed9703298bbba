/** Label matchers `name="value", …`, the inside of a selector's braces. Each value means exactly itself; of a list, any of them. */
export function matchers(labels: Readonly<Record<string, string | readonly string[]>>): string {
  return Object.entries(labels)
    .map(([label, value]) => {
      if (typeof value === 'string') return `${label}=${quoted(value)}`;
      return value.length === 1 ? `${label}=${quoted(value[0])}` : `${label}=~${anyOf(value)}`;
    })
    .join(', ');
}

/** Text that Prometheus would otherwise expand as a template, as one that expands to exactly itself. */
export function templateLiteral(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}

/** A quoted regular expression that matches these texts. Names of Kubernetes, of which there may be many, need no escape. */
function anyOf(texts: readonly string[]): string {
  return texts.every((text) => PLAIN.test(text)) ? `"${texts.join('|')}"` : quoted(texts.map(regexLiteral).join('|'));
}

const PLAIN = /^[a-z0-9-]*$/;

/** Text as a regular expression of RE2 that matches exactly it; Prometheus anchors the whole at both ends. */
function regexLiteral(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
