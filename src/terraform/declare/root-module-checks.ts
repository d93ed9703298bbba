import type { RootModule, RootModuleProviderOptions, RootModuleVariableOptions } from './root-module';
import type { SourceLocation } from '../../synth/declare/source-location';
import { checkValue } from '../hcl/check-value';
import { Hcl } from '../hcl/hcl';
import { parseTypeConstraint } from '../hcl/parse-type';
import { TypeConstraint } from '../hcl/type-constraint';
import { canBeMetTogether, isVersionConstraint } from '../interface/version-syntax';

/** What is wrong with the type and the default of a variable. */
export function variableProblems(name: string, { type = 'string', defaultValue }: RootModuleVariableOptions): string[] {
  let constraint: TypeConstraint;
  try {
    constraint = parseTypeConstraint(type);
    Hcl.raw(type);
  } catch (error) {
    return [`variable "${name}": type ${JSON.stringify(type)} is not a Terraform type: ${(error as Error).message.replace(/^line 1: /, '')}`];
  }
  return defaultValue === undefined ? [] : checkValue(constraint, defaultValue, `variable "${name}": default`);
}

/** A local name of a provider. Source: Terraform language, provider requirements; a letter first, so that it can be an argument's name. */
const PROVIDER_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** `[<host>/]<namespace>/<type>`. Source: Terraform language, source addresses. */
const PROVIDER_SOURCE = /^([a-z0-9.-]+(:\d+)?\/)?[a-zA-Z0-9][a-zA-Z0-9_-]*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What is wrong with the name and the source of a provider. */
export function providerProblems(name: string, { source, version }: RootModuleProviderOptions): string[] {
  const problems: string[] = [];
  if (!PROVIDER_NAME.test(name)) problems.push(`provider ${JSON.stringify(name)} is not a provider name: use lower-case letters, digits and single "-" between them, and begin with a letter`);
  if (!PROVIDER_SOURCE.test(source)) problems.push(`provider "${name}" has the source ${JSON.stringify(source)}, which is not of the form namespace/name or host/namespace/name, such as "hashicorp/random"`);
  if (version.trim() === '') problems.push(`provider "${name}" has no version: give a constraint such as "~> 3.7"`);
  else if (!isVersionConstraint(version)) problems.push(`provider "${name}" has the version ${JSON.stringify(version)}, which is not a constraint such as "~> 3.7"`);
  else if (!canBeMetTogether([version])) problems.push(`provider "${name}" has the version ${JSON.stringify(version)}, which no version meets`);
  return problems;
}

/** The blocks of a root module that are written nowhere, and where each was added. */
export function blockProblems(root: RootModule): Array<{ readonly source: SourceLocation; readonly message: string }> {
  return root._blocks.flatMap(({ environments, source }) => {
    const report = (reason: string) => ({ source, message: `root module "${root.name}" gets a block ${reason}` });
    if (environments?.length === 0) return report('in no environment: name at least one, or leave the list out to have all');
    const known = root._environments();
    return (environments ?? []).filter((environment) => !known.includes(environment)).map(({ name }) => report(`in environment "${name}", where it is not: leave that out`));
  });
}
