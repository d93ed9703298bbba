/** An image, taken apart. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Tag of a service that was never built: the version which the first build has to push. A fixed one, because a moving
 * tag such as `latest` would make two deployments of one commit differ.
 */
export const FIRST_IMAGE_TAG = '0.1.0';

// The grammar of the OCI distribution specification and of the reference implementation of its clients.
const REPOSITORY = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Takes `repository[:tag][@digest]` apart; undefined when it is none. */
export function parseImage(text: string): ImageReference | undefined {
  const at = text.indexOf('@');
  const [named, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [repository, tag] = colon < 0 ? [named, undefined] : [named.slice(0, colon), named.slice(colon + 1)];
  const legal = REPOSITORY.test(repository) && (tag === undefined || isImageTag(tag)) && (digest === undefined || isImageDigest(digest));
  return legal ? { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) } : undefined;
}

/** Whether a text can be the tag of an image. */
export function isImageTag(text: string): boolean {
  return TAG.test(text);
}

/** Whether a text can be the digest of an image. */
export function isImageDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Whether the same reference always means the same image, as far as a reference can promise it. */
export function isPinned(image: ImageReference): boolean {
  return image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest');
}
