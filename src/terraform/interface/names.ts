/** What Terraform accepts as the label of a module, output or variable, kept to lower case. Source: Terraform language, identifiers. */
export const IDENTIFIER = /^[a-z_][a-z0-9_-]*$/;

/**
 * Label of the data source that reads the state of a root module. The name of a root module may begin with a digit, which no
 * label does; and none begins with an underscore, so that two never have the same.
 */
export function stateLabel(rootModule: string): string {
  return /^\d/.test(rootModule) ? `_${rootModule}` : rootModule;
}

/** Names that no variable can have, since they mean something else in a `module` block. Source: Terraform language, input variables. */
export const RESERVED_VARIABLES: readonly string[] = ['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'];
