const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a name is a DNS-1123 label: 1 to 63 lower-case letters, digits and `-`, with a letter or digit first and last. */
export function isDnsLabel(name: string): boolean {
  return LABEL.test(name);
}

/** Whether a name is a DNS-1123 subdomain, as most objects of Kubernetes have one: at most 253 characters, parts like labels with `.` between them. */
export function isDnsSubdomain(name: string): boolean {
  return SUBDOMAIN.test(name);
}

/** Whether a name can be that of a variable in the environment of a process, and in most languages. */
export function isVariableName(name: string): boolean {
  return VARIABLE.test(name);
}

const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a name is one that Kubernetes takes for a label or an annotation: at most 63 characters, perhaps with a domain and `/` before it. */
export function isQualifiedName(name: string): boolean {
  const [rest, domain, ...more] = name.split('/').reverse();
  return more.length === 0 && QUALIFIED.test(rest) && (domain === undefined || isDnsSubdomain(domain));
}

/** Whether a text is one that Kubernetes takes for the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || QUALIFIED.test(value);
}
