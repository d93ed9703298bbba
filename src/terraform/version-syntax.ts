/** Operators and versions, as Terraform reads them in `required_version` and in `version`. Source: hashicorp/go-version. */
const TERM = /^(?:=|!=|>|<|>=|<=|~>)?\s*v?\d+(?:\.\d+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;

/** Whether a text is a version constraint. */
export function isVersionConstraint(text: string): boolean {
  return text.split(',').every((term) => TERM.test(term.trim()));
}
