/** An APPID that belongs to nobody: it stands in `.projenrc.ts` until the user's own replaces it. */
export const EXAMPLE_APP_ID = '1250000000';
/** The same of the account. */
export const EXAMPLE_ACCOUNT_UIN = '100000000000';

/** Whether a state has its address in the account that is nobody's, so that there never was one: buckets end in the APPID. */
export function isInExampleAccount(address: string): boolean {
  return address.includes(`-${EXAMPLE_APP_ID}/`);
}
