import { BackendDefinition } from './backend-configuration';
import { ValueCheck } from './value-check';

/**
 * Arguments of the `gcs` backend. `prefix` is derived: `<statePathPrefix>/<environment>/<root module>`; the state is the
 * object `default.tfstate` below it.
 *
 * Credentials are left to the environment: `GOOGLE_BACKEND_CREDENTIALS` or `GOOGLE_CREDENTIALS` (`credentials`),
 * `GOOGLE_OAUTH_ACCESS_TOKEN` (`access_token`), application default credentials, and `GOOGLE_ENCRYPTION_KEY` for an
 * encryption key of one's own (`encryption_key`).
 * Source: `internal/backend/remote-state/gcs/backend.go` of Terraform 1.11.4.
 */
export interface GcsBackendOptions {
  /** Name of the bucket that holds the states. It must exist. */
  readonly bucket: string;

  /**
   * Folders in front of every state's path, for several repositories in one bucket.
   * @default - none
   */
  readonly statePathPrefix?: string;

  /**
   * E-mail address of the service account to act as. Environment variable: `GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT`
   * or `GOOGLE_IMPERSONATE_SERVICE_ACCOUNT`.
   * @default - the identity of the credentials
   */
  readonly impersonateServiceAccount?: string;

  /**
   * E-mail addresses of the service accounts through which `impersonateServiceAccount` is reached, in order.
   * @default - none
   */
  readonly impersonateServiceAccountDelegates?: string[];

  /**
   * Cloud KMS key that encrypts the states: `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>`.
   * Environment variable: `GOOGLE_KMS_ENCRYPTION_KEY`.
   * @default - the bucket's own encryption
   */
  readonly kmsEncryptionKey?: string;

  /**
   * URL of the storage API, such as one of Private Service Connect. Environment variable:
   * `GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT` or `GOOGLE_STORAGE_CUSTOM_ENDPOINT`.
   * @default - the public one
   */
  readonly storageCustomEndpoint?: string;
}

/** Bucket names of Google Cloud Storage: 3 to 63 characters, up to 222 when dots part it into components of at most 63. */
const BUCKET = /^(?=.{3,222}$)(?!\d+\.\d+\.\d+\.\d+$)(?!goog)[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/;
const KMS_KEY = /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/;

/** The `gcs` backend as data. */
export function gcsBackend(options: GcsBackendOptions): BackendDefinition {
  const { statePathPrefix, ...settings } = options;
  return {
    type: 'gcs',
    store: options.bucket,
    statePathPrefix,
    leading: ['bucket', 'prefix'],
    settings,
    addressing: (state) => ({ prefix: state.path }),
    problems: () => new ValueCheck('backend "gcs"')
      .matches('bucket', options.bucket, BUCKET,
        '3 to 63 lower-case letters, digits, "-", "_" and ".", with a letter or digit at both ends, no IP address and not beginning with "goog".')
      .matches('kmsEncryptionKey', options.kmsEncryptionKey, KMS_KEY,
        'of the form "projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>".')
      .matches('storageCustomEndpoint', options.storageCustomEndpoint, /^https?:\/\/[^/\s]+/, 'a URL that begins with "https://" or "http://".')
      .problems,
  };
}
