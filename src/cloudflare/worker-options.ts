/** Where requests are led to a worker: a pattern in a zone, or a whole host name. */
export interface CloudflareWorkerRoute {
  /** Host name and path with `*` at the beginning of the one and the end of the other: `'shop.example.com/*'`. */
  readonly pattern: string;

  /**
   * Zone of the pattern: `'example.com'`.
   * @default - the pattern is a custom domain
   */
  readonly zoneName?: string;

  /**
   * Whether the pattern is a host name that the worker serves as a whole, with its DNS record and certificate.
   * @default false
   */
  readonly customDomain?: boolean;
}

/** How a worker differs in one environment. */
export interface CloudflareWorkerOverrides {
  /**
   * Where requests are led to the worker. A route leads to one worker, so those of the worker itself are not those of its
   * environments.
   * @default - none
   */
  readonly routes?: CloudflareWorkerRoute[];

  /**
   * Environment variables. No secrets: everyone can read them. In an environment only the named ones change, and
   * there are no others.
   * @default - none
   */
  readonly vars?: { readonly [name: string]: string };

  /**
   * When the worker runs by itself: cron expressions of five fields, in UTC.
   * @default - never
   */
  readonly crons?: string[];
}

/** A Cloudflare worker. */
export interface CloudflareWorkerOptions extends CloudflareWorkerOverrides {
  /**
   * Date of the behaviour of the runtime, `YYYY-MM-DD`. A later one changes what the worker does, so it is never moved by
   * itself. Source: https://developers.cloudflare.com/workers/configuration/compatibility-dates
   * @default '2026-08-01'
   */
  readonly compatibilityDate?: string;

  /**
   * Features of the runtime beyond its date: `['nodejs_compat']`.
   * @default - none
   */
  readonly compatibilityFlags?: string[];

  /**
   * Names of the secrets that the worker needs in every environment. Their values are set with `wrangler secret put`.
   * @default - none
   */
  readonly secrets?: string[];
}
