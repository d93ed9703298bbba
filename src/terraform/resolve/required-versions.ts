import type { ResolvedProvider } from './resolved-root-module';
import { REQUIRED_TERRAFORM_VERSION } from '../declare/provider-versions';
import type { ModuleCall } from '../declare/root-module-call';
import { readConstant } from '../hcl/constant';
import { normalProviderSource } from '../interface/provider-source';
import { canBeMetTogether, meetsConstraints } from '../interface/version-syntax';

/**
 * Versions that a module and its root module require, and that there cannot be.
 * @param terraformVersion the terraform program that CI installs
 */
export function versionProblems(call: ModuleCall, providers: readonly ResolvedProvider[], terraformVersion: string): string[] {
  const module = call._interface;
  // The modules of this package are known to agree with all but what the user says otherwise.
  if (!module || (call._moduleSource._library && call.rootModule._providers.size === 0)) return [];
  const conflicts = [...module.providers.values()].flatMap(({ name, source, version }) => {
    const known = normalProviderSource(source ?? name);
    const others = providers.filter((provider) => normalProviderSource(provider.source) === known).map((provider) => provider.version);
    if (version === undefined || others.length === 0 || canBeMetTogether([version, ...others])) return [];
    return [`requires "${version}" of provider "${name}", and the root module "${others.join(', ')}": no version is both`];
  });
  const required = module.configuration.requiredVersions.map(({ expression }) => readConstant(expression, '"required_version"')).filter((text) => typeof text === 'string');
  return [...conflicts, ...required.flatMap((text) => {
    if (!canBeMetTogether([text, REQUIRED_TERRAFORM_VERSION])) return [`requires Terraform "${text}", and the root module "${REQUIRED_TERRAFORM_VERSION}": no version is both`];
    return meetsConstraints(terraformVersion, [text]) ? [] : [`requires Terraform "${text}", but CI installs ${terraformVersion}: change "terraformVersion" of the project, or "required_version" of the module`];
  })];
}
