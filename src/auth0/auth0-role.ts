/** A set of permissions that users have. */
export interface Auth0Role {
  /** Name of the role. Letters, digits, spaces and `._()-`. */
  readonly name: string;

  /**
   * What the role is for.
   * @default - none
   */
  readonly description?: string;

  /**
   * Scopes of APIs.
   * @default - none
   */
  readonly permissions?: Auth0Permission[];
}

/** Scopes of one API. */
export interface Auth0Permission {
  /** Name of the resource server. */
  readonly resourceServer: string;
  /** Scopes of the resource server. */
  readonly scopes: string[];
}
