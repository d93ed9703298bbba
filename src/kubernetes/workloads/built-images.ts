import * as path from 'node:path';
import { IConstruct } from 'constructs';
import { WorkloadRegistry } from './workload-registry';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import { readInputIfThere } from '../../worktree/input-file';
import { isObject } from '../kustomize/merge-keys';
import { isImageDigest } from '../models/image-reference';

/** Digests by service or container, and what is wrong with the file that they come from. */
interface ImagesFile {
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

const NO_FILE: ImagesFile = { digests: new Map(), problems: [] };

/**
 * The images that were built for each environment, from the files that the build workflow commits, or whoever builds them elsewhere:
 * `images/<env>.json` with `{ "<service>": { "digest": "sha256:…" } }`. An environment without such a file runs what its predecessor runs.
 */
export class BuiltImages {
  /** The images of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): BuiltImages {
    const root = scope.node.root;
    const known = BuiltImages.byRoot.get(root);
    if (known) return known;
    const images = new BuiltImages(root);
    BuiltImages.byRoot.set(root, images);
    Problems.of(root).addCheck(() => images.check());
    return images;
  }

  private static readonly byRoot = new WeakMap<IConstruct, BuiltImages>();

  private readonly files = new Map<Environment, ImagesFile | undefined>();
  private readonly containers = new Set<string>();

  private constructor(private readonly root: IConstruct) {}

  /** Takes in a container that is built without a service that runs it. */
  public addContainer(name: string): void {
    this.containers.add(name);
  }

  /** Digest of the image of a service or container in an environment; undefined: it was never built. */
  public digest(environment: Environment, name: string): string | undefined {
    return this.fileOf(environment).digests.get(name);
  }

  private fileOf(environment: Environment): ImagesFile {
    const own = this.read(environment);
    if (own !== undefined) return own;
    return environment.promotedFrom === undefined ? NO_FILE : this.fileOf(environment.promotedFrom);
  }

  private read(environment: Environment): ImagesFile | undefined {
    if (!this.files.has(environment)) {
      const { layout, outdir } = Estate.of(this.root).facts;
      const text = readInputIfThere(path.join(outdir, layout.imagesFile(environment.name)));
      this.files.set(environment, text === undefined ? undefined : parseImagesFile(text));
    }
    return this.files.get(environment);
  }

  private check(): void {
    const { facts, environments } = Estate.of(this.root);
    const names = WorkloadRegistry.of(this.root).all().map(({ name }) => name);
    for (const environment of environments) {
      const file = this.read(environment);
      if (file === undefined) continue;
      const report = (message: string) => Problems.of(this.root).add(environment._source, `${facts.layout.imagesFile(environment.name)} ${message}`);
      file.problems.forEach(report);
      for (const name of file.digests.keys()) {
        if (names.includes(name) || this.containers.has(name)) continue;
        report(`has an image of service "${name}", which there is not: remove the entry.${didYouMean(name, names)}`);
      }
    }
  }
}

/** Takes the text of a file with images apart, and says what is wrong with it in words that follow its name. */
export function parseImagesFile(text: string): ImagesFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { digests: new Map(), problems: [`is no JSON: ${(error as Error).message}`] };
  }
  if (!isObject(data)) return { digests: new Map(), problems: ['is no object of services: write { "<service>": { "digest": "sha256:…" } }'] };
  const digests = new Map<string, string>();
  const problems: string[] = [];
  for (const [service, entry] of Object.entries(data)) {
    const digest = isObject(entry) ? entry.digest : undefined;
    if (typeof digest === 'string' && isImageDigest(digest)) digests.set(service, digest);
    else problems.push(`has digest ${JSON.stringify(digest) ?? 'none'} for service "${service}"; a digest is "sha256:" and 64 digits in lower-case hexadecimal`);
  }
  return { digests, problems };
}
