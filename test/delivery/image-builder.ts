import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Tencent } from './tencent/tencent';
import { Action, ActionCall, knownInputs } from './workflow-runner/action';
import { filesBelow } from './workflow-runner/artifacts';
import { Failure } from './workflow-runner/failure';

/** Keeps what it is told, as docker does in its own form, and tells the digests of what was pushed. */
const DOCKER = `#!/bin/sh
if [ "$1 $2 $3 $5 $6" = "buildx imagetools inspect --format {{json .Manifest}}" ]; then
  file="\${0%/*}/images/$(echo "$4" | tr / _)"
  [ -f "$file" ] || { echo "ERROR: $4: not found" >&2; exit 1; }
  printf '{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"%s","size":1}\\n' "$(cat "$file")"
  exit 0
fi
[ "$1 $3 $5" = "login --username --password-stdin" ] || exit 1
mkdir -p "$HOME/.docker"
cat > "$HOME/.docker/$2"
`;
const KEYS = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SECURITY_TOKEN'];

/** An image that stands in the registry. */
export interface PushedImage {
  readonly tag: string;
  readonly digest: string;
}

/** Stands in for docker and the actions that build with it: what has the same content has the same digest, and nothing is built. */
export class ImageBuilder {
  public readonly pushed: PushedImage[] = [];
  /** Folder with a `docker` that can log in. */
  public readonly bin = mkdtempSync(join(tmpdir(), 'docker-'));
  public readonly actions: Readonly<Record<string, Action>> = {
    'docker/setup-buildx-action': (call) => { knownInputs(call, []); },
    'docker/build-push-action': (call) => this.build(call),
  };

  constructor(private readonly tencent: Tencent) {
    writeFileSync(join(this.bin, 'docker'), DOCKER);
    chmodSync(join(this.bin, 'docker'), 0o755);
  }

  public remove(): void {
    rmSync(this.bin, { recursive: true });
  }

  private build(call: ActionCall): void {
    const { context = '', file = '', tags: tag = '', ...others } = knownInputs(call, ['context', 'file', 'provenance', 'push', 'sbom', 'tags']);
    expect(others).toEqual({ provenance: 'mode=max', push: 'true', sbom: 'true' });
    // A Dockerfile may run anything.
    expect(KEYS.map((name) => call.env[name])).toEqual(['', '', '']);
    const dockerfile = join(call.workspace, file);
    if (!existsSync(dockerfile)) throw new Failure(`failed to read dockerfile: open ${file}: no such file or directory`);
    if (/^RUN exit 1$/m.test(readFileSync(dockerfile, 'utf8'))) throw new Failure('process "/bin/sh -c exit 1" did not complete successfully: exit code: 1');
    const [host] = tag.split('/');
    const credentials = join(call.env.HOME, '.docker', host);
    if (!existsSync(credentials) || !this.tencent.registryAccepts(host, readFileSync(credentials, 'utf8'))) throw new Failure(`push access denied to ${tag}`);
    const digest = `sha256:${contentHash(join(call.workspace, context))}`;
    this.pushed.push({ tag, digest });
    mkdirSync(join(this.bin, 'images'), { recursive: true });
    writeFileSync(join(this.bin, 'images', tag.replaceAll('/', '_')), digest);
    call.setOutput('digest', digest);
    call.log.write(`pushing manifest for ${tag}@${digest}\n`);
  }
}

function contentHash(directory: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(directory).sort()) hash.update(`${relative(directory, file)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
