/** What follows when a policy finds something. */
export enum PolicySeverity {
  /** The pull request fails, and a deployment does not apply the plan. */
  DENY = 'deny',
  /** It is shown beside the root module, and nothing else happens. */
  WARN = 'warn',
}
