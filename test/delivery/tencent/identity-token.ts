import type { Claims } from './role';

/** Where the tokens of GitHub's jobs come from. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** An identity token as a job of GitHub gets it, but for its signature. */
export function identityToken(claims: Claims, secondsToLive = 300): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256', typ: 'JWT' }), part({ ...claims, exp: Math.floor(Date.now() / 1000) + secondsToLive }), 'c2lnbmF0dXJl'].join('.');
}
