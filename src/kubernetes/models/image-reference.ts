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

/** The reference in one. */
export function imageText({ repository, tag, digest }: ImageReference): string {
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Whether a text can be the tag of an image. */
export function isImageTag(text: string): boolean {
  return TAG.test(text);
}

/** Whether a text can be the digest of an image. */
export function isImageDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** What is pushed anew again and again, however it goes on. */
const MOVING_WORD = /(?:^|[-_.])(?:latest|nightly|edge|rolling|snapshot|x)(?:$|[-_.])/i;
/** A version with at least two parts, after nothing, `v` or words such as `release-`; the version of something else stands behind. */
const VERSION = /^(?:v|(?:release|rel|version|ver|r)[-_.]?v?)?\d+\.\d+/i;
/** A date, or the number of a build. */
const BUILD = /(?:^|[-_.])(?:\d{4}-\d{2}-\d{2}|\d{6,}|(?:build|b|run|ci|pr)[-_.]?\d+)(?:$|[-_.tT])/i;
/** A commit, at least as long as git shortens it to. */
const COMMIT = /(?:^|[-_.])(?:g|sha)?(?=[0-9a-f]*\d)[0-9a-f]{7,64}$/i;

/**
 * Whether a tag names one version, as far as a tag can: `1.27`, `v2.0.1-alpine`, `main-3f2a9c1`, `20261129`. A part of one, such as `7` or
 * `7-alpine`, moves with every release, as do `stable`, `alpine` and `lts`.
 */
function namesVersion(tag: string): boolean {
  return COMMIT.test(tag) || (!MOVING_WORD.test(tag) && (VERSION.test(tag) || BUILD.test(tag)));
}

/** How to say what may be another image tomorrow; undefined when the same reference always means the same image, as far as it can promise that. */
export function movingPart({ tag, digest }: ImageReference): string | undefined {
  if (digest !== undefined || (tag !== undefined && namesVersion(tag))) return undefined;
  return tag === undefined ? 'without a tag or digest' : `with the moving tag "${tag}"`;
}
