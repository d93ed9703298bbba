/** An action at one commit. */
export interface ActionPin {
  readonly action: string;
  /** The release that the commit is tagged with, shown beside it. */
  readonly version: string;
  /** Full commit: a tag can be moved to other code, a commit cannot. */
  readonly sha: string;
}

/**
 * Every action that generated workflows use, at the only place where its version is written.
 *
 * Source: the tags of each action's own repository (2026-08).
 */
export const ACTION_PINS = {
  checkout: { action: 'actions/checkout', version: 'v7.0.1', sha: '3d3c42e5aac5ba805825da76410c181273ba90b1' },
  uploadArtifact: { action: 'actions/upload-artifact', version: 'v7.0.1', sha: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a' },
  downloadArtifact: { action: 'actions/download-artifact', version: 'v8.0.1', sha: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c' },
  setupTerraform: { action: 'hashicorp/setup-terraform', version: 'v4.0.1', sha: 'dfe3c3f87815947d99a8997f908cb6525fc44e9e' },
} as const satisfies Record<string, ActionPin>;

/** What a step's `uses` says: the action at its commit. */
export function reference({ action, sha }: ActionPin): string {
  return `${action}@${sha}`;
}

/** The release behind a step's `uses`; undefined for an action that is not pinned here. */
export function pinnedVersion(uses: string): string | undefined {
  return Object.values<ActionPin>(ACTION_PINS).find((pin) => reference(pin) === uses)?.version;
}
