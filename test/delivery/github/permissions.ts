/** What the token of a job may do, by scope. A scope that is not named may do nothing. */
export type Permissions = Readonly<Record<string, Access>>;
export type Access = 'read' | 'write' | 'none';

const SCOPES = [
  'actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses',
];
const ACCESSES: readonly Access[] = ['read', 'write', 'none'];

/** Reads the `permissions:` of a workflow or a job. */
export function parsePermissions(document: unknown, at: string): Permissions {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error(`${at}: each permission is to be named`);
  for (const [scope, access] of Object.entries(document)) {
    if (!SCOPES.includes(scope)) throw new Error(`${at}: there is no permission ${scope}; there are ${SCOPES.join(', ')}`);
    if (!ACCESSES.includes(access as Access)) throw new Error(`${at}.${scope}: ${String(access)} is none of ${ACCESSES.join(', ')}`);
  }
  return document as Permissions;
}

/** Whether somebody with these permissions may do what needs that one, such as `issues: write`. */
export function allows(permissions: Permissions, scope: string, access: 'read' | 'write'): boolean {
  const given = permissions[scope] ?? 'none';
  return given === 'write' || given === access;
}

/** What GitHub leaves a pull request from a fork: to read, and no identity. */
export function forFork(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.entries(permissions)
    .filter(([scope]) => scope !== 'id-token')
    .map(([scope, access]) => [scope, access === 'write' ? 'read' : access]));
}
