import type { ApplicationPlacement } from '../application-options';

/** How External Secrets is set up. */
export interface ExternalSecretsOptions extends ApplicationPlacement {
}
