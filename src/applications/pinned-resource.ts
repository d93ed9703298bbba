const REMOTE = /^[a-z][a-z0-9+.-]*:|^[^/]+@|^[^/]*\.[a-z]{2,}\/[^/]+\/[^/]+(?:\/\/|\?|$)/i;
const ADDRESS = /^(?:https|ssh):\/\/[^\s#]+$/;
const FULL_COMMIT = /^[0-9a-f]{40}$/;
const RELEASE = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
/** The ways in which kustomize knows a repository from a file (its `api/internal/git/repospec.go`). */
const REPOSITORY = /^ssh:|\/\/[^?]*\/\/|\.git(?:[/?]|$)|[?&](?:ref|version)=|^https:\/\/(?:www\.)?github\.com\/[^/]+\/[^/?]+(?:\?|$)/;

/** Whether kustomize would look for a resource elsewhere than in the folder. */
export function isRemote(resource: string): boolean {
  return REMOTE.test(resource);
}

/** Why a resource elsewhere may be another one tomorrow, and how to mend it; undefined when it is pinned. */
export function pinProblem(resource: string): string | undefined {
  if (!ADDRESS.test(resource)) return 'which is no address that everyone reads alike: begin with https:// or ssh://';
  if (REPOSITORY.test(resource)) {
    const ref = new URLSearchParams(/\?(.*)$/.exec(resource)?.[1]).get('ref');
    if (FULL_COMMIT.test(ref ?? '')) return undefined;
    return `${ref === null ? 'which moves with the repository' : `which moves with ${JSON.stringify(ref)}`}: end it with ?ref= and a full commit of 40 digits, as \`git ls-remote <repository> <tag>\` prints it`;
  }
  if (!resource.startsWith('https:')) return 'which is no address of a file: begin with https://';
  const parts = resource.split(/[/?]/);
  if (parts.some((part) => FULL_COMMIT.test(part) || RELEASE.test(part))) return undefined;
  return 'which has neither a full commit nor a release in its path, so that its content may change: give the address of one release';
}
