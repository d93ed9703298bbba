/** Role that the `s3` backend assumes with its credentials before it reads or writes a state. */
export interface S3BackendAssumeRole {
  /** ARN of the IAM role. */
  readonly roleArn: string;

  /**
   * How long the session lasts, with units: `15m` to `12h`.
   * @default - `1h`, by AWS
   */
  readonly duration?: string;

  /**
   * External ID that the role's trust policy asks for: 2 to 1224 letters, digits and `_+=,.@:/-`.
   * @default - none
   */
  readonly externalId?: string;

  /**
   * IAM policy (JSON) that narrows the role's permissions for the session.
   * @default - all permissions of the role
   */
  readonly policy?: string;

  /**
   * ARNs of IAM policies that narrow the role's permissions for the session.
   * @default - all permissions of the role
   */
  readonly policyArns?: string[];

  /**
   * Name of the session, as audit logs show it.
   * @default - made up by Terraform
   */
  readonly sessionName?: string;

  /**
   * Identity that audit logs keep through all roles assumed from this session.
   * @default - none
   */
  readonly sourceIdentity?: string;

  /**
   * Tags of the session.
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * Keys of the tags that sessions started from this one take over.
   * @default - none
   */
  readonly transitiveTagKeys?: string[];
}

/**
 * Role that the `s3` backend assumes with an OpenID Connect token.
 *
 * The token itself (`web_identity_token`) is a credential: it is read from a file that the pipeline writes.
 */
export interface S3BackendWebIdentity {
  /** ARN of the IAM role. */
  readonly roleArn: string;

  /** File that holds the token. Terraform does not take it from `AWS_WEB_IDENTITY_TOKEN_FILE` when a role is configured here. */
  readonly webIdentityTokenFile: string;

  /**
   * How long the session lasts, with units: `15m` to `12h`.
   * @default - `1h`, by AWS
   */
  readonly duration?: string;

  /**
   * IAM policy (JSON) that narrows the role's permissions for the session.
   * @default - all permissions of the role
   */
  readonly policy?: string;

  /**
   * ARNs of IAM policies that narrow the role's permissions for the session.
   * @default - all permissions of the role
   */
  readonly policyArns?: string[];

  /**
   * Name of the session, as audit logs show it.
   * @default - made up by Terraform
   */
  readonly sessionName?: string;
}
