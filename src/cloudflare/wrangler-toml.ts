import * as toml from '@iarna/toml';
import type { CloudflareWorkerOptions, CloudflareWorkerOverrides, CloudflareWorkerRoute } from './worker-options';

/** What was said about a worker. */
export interface WorkerModel {
  readonly name: string;
  readonly options: CloudflareWorkerOptions;
  /** Changes by name of the environment, in the order of declaration. */
  readonly environments: ReadonlyMap<string, CloudflareWorkerOverrides>;
}

/** Of the documentation of wrangler 4.164.0. */
const DEFAULT_COMPATIBILITY_DATE = '2026-08-01';

/**
 * `wrangler.toml` as a document.
 *
 * An environment inherits most of what stands above, but neither variables nor secrets, which are repeated. Routes it would
 * inherit, so that two workers had one route.
 *
 * Source: https://developers.cloudflare.com/workers/wrangler/configuration/#non-inheritable-keys
 */
export function wranglerConfiguration({ name, options, environments }: WorkerModel): toml.JsonMap {
  const { compatibilityDate = DEFAULT_COMPATIBILITY_DATE, compatibilityFlags = [], secrets = [], routes = [], crons, vars = {} } = options;
  const required: toml.JsonMap = secrets.length > 0 ? { secrets: { required: secrets } } : {};
  return {
    name,
    main: 'src/index.ts',
    compatibility_date: compatibilityDate,
    ...(compatibilityFlags.length > 0 && { compatibility_flags: compatibilityFlags }),
    // What is reachable is what is declared.
    workers_dev: false,
    preview_urls: false,
    ...routesOf(routes),
    ...triggersOf(crons),
    ...varsOf(vars),
    ...required,
    observability: { enabled: true },
    ...(environments.size > 0 && {
      env: Object.fromEntries([...environments].map(([environment, overrides]): [string, toml.JsonMap] => [environment, {
        ...(overrides.routes === undefined && routes.length > 0 ? { routes: [] } : routesOf(overrides.routes ?? [])),
        ...triggersOf(overrides.crons),
        ...varsOf({ ...vars, ...overrides.vars }),
        ...required,
      }])),
    }),
  };
}

/** `wrangler.toml` as text. */
export function wranglerToml(model: WorkerModel): string {
  return toml.stringify(wranglerConfiguration(model));
}

function routesOf(routes: readonly CloudflareWorkerRoute[]): toml.JsonMap {
  if (routes.length === 0) return {};
  return {
    routes: routes.map(({ pattern, zoneName, customDomain }): toml.JsonMap =>
      (customDomain ? { pattern, custom_domain: true } : { pattern, zone_name: zoneName ?? '' })),
  };
}

function triggersOf(crons: readonly string[] | undefined): toml.JsonMap {
  return crons === undefined ? {} : { triggers: { crons: [...crons] } };
}

function varsOf(vars: Readonly<Record<string, string>>): toml.JsonMap {
  return Object.keys(vars).length > 0 ? { vars } : {};
}
