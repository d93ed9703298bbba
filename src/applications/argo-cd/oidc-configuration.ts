/** What Argo CD wants to know of an issuer. */
export interface OidcConfiguration {
  readonly name: string;
  readonly issuer: string;
  readonly clientID: string;
  readonly clientSecret?: string;
  readonly azure?: { readonly useWorkloadIdentity: boolean };
  readonly requestedScopes?: readonly string[];
  readonly requestedIDTokenClaims?: object;
}
