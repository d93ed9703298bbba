/**
 * The clouds that this package knows. One more name here does not compile until every table that has a line for each cloud has
 * one for it: what supplies it (`per-cloud.ts`), its modules, its scripts, its logins, its rules.
 */
export const CLOUD_NAMES = ['azure', 'tencent'] as const;

export type CloudName = typeof CLOUD_NAMES[number];
