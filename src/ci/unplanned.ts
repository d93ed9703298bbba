/** Why a root module that a pull request affects is validated and not planned: clauses that follow a colon, the same on every CI system. */
export const UNPLANNED = {
  fork: 'a pull request from a fork gets no identity at the cloud',
  credentials: 'a plan of it reads credentials, so it is planned when it is deployed',
  scripts: 'the branch that this is merged into has no scripts yet that could run beside an identity',
} as const;
