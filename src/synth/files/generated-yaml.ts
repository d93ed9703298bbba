import { IConstruct } from 'constructs';
import { FileBase, IResolver } from 'projen/lib/file';
import { JsonPatch } from 'projen/lib/json-patch';
import { ObjectFile } from 'projen/lib/object-file';
import { DeclaredFile, DeclaredFileOptions } from './declared-file';
import { FilePatch, patchProblems } from './file-patches';
import type { DesiredFile } from './file-plan';
import { headerLines } from './header';
import { YamlLayout, yamlText } from './yaml-text';
import { findSecrets } from '../../secrets/find-secrets';
import { Closing } from '../declare/closing';
import { plainOptions } from '../declare/plain-options';
import { Problems } from '../declare/problems';
import { SecretFindings } from '../declare/secret-findings';
import { SourceLocation } from '../declare/source-location';

/** What a `GeneratedYaml` holds. */
export interface GeneratedYamlOptions extends YamlLayout, Omit<DeclaredFileOptions, 'executable'> {
  /**
   * The document; asked for at synthesis, so later declarations count. Overrides and patches of the file apply to it.
   * Undefined means that there is no such file.
   */
  readonly obj: () => object | undefined;
}

/** A YAML file of ours. Regenerated on every run and read-only; `project.findObjectFile(path)` finds and patches it. */
export class GeneratedYaml extends DeclaredFile {
  public readonly isManaged = true;
  private patches?: PatchedDocument;

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedYamlOptions) {
    super(scope, filePath, options);
    this.declare();
  }

  /** The document as it will be written, patches included; undefined when there is no such file. @internal */
  public _document(): object | undefined {
    return this.isPatched ? this.patches!._patched() : this.options.obj();
  }

  /** What the file will hold; undefined: there is no such file. @internal */
  public _content(): string | undefined {
    const text = this.documentText();
    return text === undefined ? undefined : this.withOwnHeader(text);
  }

  /** The text of a document. */
  protected textOf(data: object): string {
    return yamlText(data, this.options);
  }

  /** The text with what says that it is generated. */
  protected withOwnHeader(text: string): string {
    return this.project.ejected ? text : headerLines('#') + text;
  }

  protected desired(): DesiredFile {
    if (this.patches?._isInVain()) return 'as it is';
    const content = this._content();
    return content === undefined ? 'none' : { content, mode: this.mode };
  }

  protected make(): FileBase {
    this.patches = new PatchedDocument(this, this.options.obj);
    return this.patches;
  }

  private documentText(): string | undefined {
    const data = this._document();
    return data && this.textOf(data);
  }

  private get isPatched(): boolean {
    return this.patches?._isPatched ?? false;
  }
}

/** What projen keeps in a patch. */
interface PatchOperation {
  readonly operation: { readonly path: string; readonly value?: unknown };
}

/** What users patch. */
class PatchedDocument extends ObjectFile {
  private readonly noted: FilePatch[] = [];

  constructor(private readonly declared: GeneratedYaml, private readonly document: () => object | undefined) {
    super(declared.scope, declared.path, { obj: document, editGitignore: false });
  }

  /** Whether anybody has. @internal */
  public get _isPatched(): boolean {
    return this.noted.length > 0;
  }

  public get changed(): boolean | undefined {
    return this.declared.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  public addOverride(path: string, value: unknown): void {
    this.note({ kind: 'override', path, value, source: SourceLocation.capture() });
    // As projen reads the path: a dot behind a backslash is one of the name.
    this.findSecrets(path.split(/(?<!\\)\./).pop() ?? path, value);
    super.addOverride(path, plainOptions(value));
  }

  public addToArray(path: string, ...values: unknown[]): void {
    this.note({ kind: 'append', path, values, source: SourceLocation.capture() });
    this.findSecrets(path.split('.').pop() ?? path, values);
    super.addToArray(path, ...plainOptions(values));
  }

  public patch(...patches: JsonPatch[]): void {
    this.note({ kind: 'json-patch', operations: patches, source: SourceLocation.capture() });
    for (const { operation: { path, value } } of patches as unknown as readonly PatchOperation[]) this.findSecrets(path.split('/').pop() ?? path, value);
    super.patch(...patches);
  }

  /** What users patch in is committed with the rest. */
  private findSecrets(name: string, value: unknown): void {
    const { scope, path } = this.declared;
    SecretFindings.of(scope).add(findSecrets(value, { name, hasObjectNames: true }), {
      scope,
      source: SourceLocation.capture(),
      subject: `an override of ${path}`,
      place: 'its value',
      wayOut: 'refer to where it is kept, such as a secret of the CI system',
    });
  }

  /**
   * The document with all patches. projen hands it over as JSON only; that detour takes longer than writing the YAML.
   * @internal
   */
  public _patched(): object | undefined {
    const json = super.synthesizeContent(COPYING);
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** Whether a patch does nothing, or makes up the way to what it changes; it is reported. @internal */
  public _isInVain(): boolean {
    if (!this._isPatched) return false;
    const problems = patchProblems(COPYING.resolve(this.document) as object | undefined, this.noted);
    for (const { source, message } of problems) Problems.of(this).add(source, `${this.path} ${message}`);
    return problems.length > 0;
  }

  protected synthesizeContent(): string | undefined {
    return this.declared._content();
  }

  private note(patch: FilePatch): void {
    Closing.of(this).assertUnsettled(() => `a patch of "${this.path}"`);
    this.noted.push(patch);
  }
}

/**
 * projen merges overrides into what `resolve` returns, so that has to be a copy. Its own resolver would make one too, but
 * it drops the `null` items of a list.
 */
const COPYING: IResolver = {
  resolve: (value: unknown) => {
    const data: unknown = typeof value === 'function' ? value() : value;
    return data === undefined ? undefined : JSON.parse(JSON.stringify(data));
  },
};
