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
