import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { LOCK_PLATFORMS } from '../../src/terraform/lock/provider-lock';
import type { ProviderRelease } from '../../src/terraform/lock/provider-releases';

/** What a filesystem mirror has to hold for the default estate. */
const PROVIDERS = { 'tencentcloudstack/tencentcloud': '1.83.99', 'hashicorp/random': '3.7.99' };

/**
 * A filesystem mirror whose providers are empty shells: enough to choose versions and to record checksums, since terraform
 * starts a provider only to plan.
 * @param providers the version of each, by its source address
 * @returns the folder of the mirror
 */
export function shellProviderMirror(directory: string, providers: Readonly<Record<string, string>> = PROVIDERS): string {
  for (const [source, version] of Object.entries(providers)) {
    for (const platform of LOCK_PLATFORMS) {
      const folder = path.join(directory, 'registry.terraform.io', source, version, platform);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, shellName(source, version)), shellContent(platform), { mode: 0o755 });
    }
  }
  return directory;
}

/** The releases of such a mirror, with the checksum of the content on every platform. */
export function shellReleases(providers: Readonly<Record<string, string>>): Record<string, ProviderRelease> {
  return Object.fromEntries(Object.entries(providers).map(([source, version]) => {
    const hashes = LOCK_PLATFORMS.map((platform) => contentChecksum(shellName(source, version), shellContent(platform))).sort();
    return [source, { version, hashes }];
  }));
}

function shellName(source: string, version: string): string {
  return `terraform-provider-${path.basename(source)}_v${version}`;
}

function shellContent(platform: string): string {
  return `shell for ${platform}\n`;
}

/** The `h1:` checksum of a folder that holds one file. Source: `Hash1` of Go's golang.org/x/mod/sumdb/dirhash. */
function contentChecksum(name: string, content: string): string {
  const sum = createHash('sha256').update(content).digest('hex');
  return `h1:${createHash('sha256').update(`${sum}  ${name}\n`).digest('base64')}`;
}

/** A CLI configuration that makes terraform take providers from a mirror and from nowhere else. */
export function mirrorConfiguration(mirror: string): string {
  const file = path.join(mirror, 'terraformrc');
  fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return file;
}
