import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { realTool } from '../real-tool';

export interface Loaded {
  readonly assets?: Record<string, any>;
  readonly problem?: string;
}

/** Loads folders of tenants with the real auth0-deploy-cli, offline, and checks them against its schema. */
export function loadTenants(dirs: readonly string[], secrets: Readonly<Record<string, string>> = {}): Loaded[] {
  const cli = realpathSync(realTool('a0deploy')!.path);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'load-tenants.mjs'), cli, ...dirs], { encoding: 'utf-8', env: { ...process.env, ...secrets } });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n[') + 1));
}
