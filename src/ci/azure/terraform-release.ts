/** Where the publisher of Terraform has its archives. */
export const TERRAFORM_RELEASES = 'https://releases.hashicorp.com/terraform';

/**
 * SHA-256 of the archives for Linux on amd64, by version of Terraform.
 *
 * Source: the publisher's list `terraform_<version>_SHA256SUMS`, as the package definitions of Nix, Homebrew and Arch Linux quote it.
 */
const CHECKSUMS: Readonly<Record<string, string>> = {
  '1.11.4': '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
};

/** The checksum of a version; empty when it is not known here, so that the publisher's list has to do. */
export function terraformChecksum(version: string): string {
  return CHECKSUMS[version] ?? '';
}
