/** What Terraform accepts as the label of a module, output or variable, kept to lower case. Source: Terraform language, identifiers. */
export const IDENTIFIER = /^[a-z_][a-z0-9_-]*$/;
