/** Label matchers `name="value", …`, the inside of a selector's braces. Each value means exactly itself. */
export function matchers(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`)
    .join(', ');
}

/** Text that Prometheus would otherwise expand as a template, as one that expands to exactly itself. */
export function templateLiteral(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}
