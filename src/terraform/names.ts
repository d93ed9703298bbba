/** What Terraform accepts as the label of a module, output or variable, kept to lower case. Source: Terraform language, identifiers. */
export const IDENTIFIER = /^[a-z_][a-z0-9_-]*$/;

/** Names that no variable can have, since they mean something else in a `module` block. Source: Terraform language, input variables. */
export const RESERVED_VARIABLES: readonly string[] = ['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'];
