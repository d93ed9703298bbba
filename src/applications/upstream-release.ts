import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../kubernetes/manifests/manifest';

/** One object in the text of a manifest. */
interface Document {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/**
 * A release of somebody else's application: its manifest as it was published, shipped with this package.
 *
 * A reference to it by address could change or vanish, would need the network for every build, and would show no reviewer
 * what an upgrade changes.
 */
export class UpstreamRelease {
  /** Folder of the release in this package. */
  private readonly dir: string;
  // Megabytes, for which several files and checks of one run ask.
  private text?: string;
  private documents?: readonly Document[];

  constructor(
    /** What it is called in sentences. */
    public readonly title: string,
    /** As its makers write it. */
    public readonly version: string,
    application: string,
    private readonly file: string,
  ) {
    this.dir = path.join(UPSTREAM_DIR, application);
  }

  /** The manifest, byte for byte. */
  public manifest(): string {
    return this.text ??= fs.readFileSync(path.join(this.dir, this.file), 'utf-8');
  }

  /** The terms under which it may be passed on. They have to go with it. */
  public license(): string {
    return fs.readFileSync(path.join(this.dir, 'LICENSE'), 'utf-8');
  }

  /**
   * The objects of the manifest. Those of other kinds than asked for are given by kind and name alone: definitions of custom
   * resources take seconds to parse.
   */
  public objects(kinds: ReadonlySet<string>): Manifest[] {
    this.documents ??= this.manifest().split(/^---\n/m).flatMap((text) => {
      const kind = KIND.exec(text)?.[1];
      return kind === undefined ? [] : [{ kind, name: NAME.exec(text)?.[1] ?? '', text }];
    });
    return this.documents.map(({ kind, name, text }) => kinds.has(kind) ? parse(text) as Manifest : { apiVersion: '', kind, metadata: { name } });
  }
}

/** Where the manifests of others lie in this package, beside the compiled code that reads them. */
const UPSTREAM_DIR = path.join(__dirname, 'upstream');

const KIND = /^kind: (\S+)$/m;
const NAME = /^metadata:\n(?: .*\n)*? +name: (\S+)$/m;
