const SECRET = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

/** Whether a variable of this name holds a secret, as far as a name can tell. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name);
}
