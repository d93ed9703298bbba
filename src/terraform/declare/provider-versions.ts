/** Version constraints of the providers that modules need beside the cloud's own: pinned here, in one place. */
export const PROVIDER_VERSIONS: Readonly<Record<string, string>> = {
  'hashicorp/azuread': '~> 3.9',
  'hashicorp/random': '~> 3.7',
};

/** Terraform versions that root modules accept: write-only arguments and ephemeral resources need 1.11. */
export const REQUIRED_TERRAFORM_VERSION = '>= 1.11.0, < 2.0.0';

/** The terraform program that CI installs and that the generated files were tested with. */
export const TERRAFORM_VERSION = '1.11.4';
