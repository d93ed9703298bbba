import * as fs from 'fs';
import * as path from 'path';
import { LOCK_PLATFORMS } from '../../src/terraform/provider-lock';

/** What a filesystem mirror has to hold for the default estate. */
const PROVIDERS = { 'tencentcloudstack/tencentcloud': '1.83.99', 'hashicorp/random': '3.7.99' };

/**
 * A filesystem mirror whose providers are empty shells: enough to choose versions and to record checksums, since terraform
 * starts a provider only to plan.
 * @returns the folder of the mirror
 */
export function shellProviderMirror(directory: string): string {
  for (const [source, version] of Object.entries(PROVIDERS)) {
    for (const platform of LOCK_PLATFORMS) {
      const folder = path.join(directory, 'registry.terraform.io', source, version, platform);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, `terraform-provider-${path.basename(source)}_v${version}`), `shell for ${platform}\n`, { mode: 0o755 });
    }
  }
  return directory;
}

/** A CLI configuration that makes terraform take providers from a mirror and from nowhere else. */
export function mirrorConfiguration(mirror: string): string {
  const file = path.join(mirror, 'terraformrc');
  fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return file;
}
