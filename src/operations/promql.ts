/** A label matcher `name="value"`. The value means exactly itself. */
export function equals(label: string, value: string): string {
  return `${label}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A metric with its label matchers. */
export function selector(metric: string, labels: Readonly<Record<string, string>>): string {
  return `${metric}{${Object.entries(labels).map(([label, value]) => equals(label, value)).join(', ')}}`;
}

/** Text that Prometheus would otherwise expand as a template, as one that expands to exactly itself. */
export function templateLiteral(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}
