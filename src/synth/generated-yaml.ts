import { IConstruct } from 'constructs';
import { IResolver, JsonPatch, ObjectFile } from 'projen';
import { claimPath } from './claim-path';
import type { Explain } from './explanation';
import { FilePlan, modeOf } from './file-plan';
import { headerLines } from './header';
import { YamlLayout, yamlText } from './yaml-text';
import { contentHash } from '../worktree/content-hash';

/** What a `GeneratedYaml` holds. */
export interface GeneratedYamlOptions extends YamlLayout {
  /**
   * The document; asked for at synthesis, so later declarations count. Overrides and patches of the file apply to it.
   * Undefined means that there is no such file.
   */
  readonly obj: () => object | undefined;
  /**
   * The text of the document, for one that is many times the same with few changes; undefined: it is made of the document.
   * Asked for while nobody has patched the file.
   * @default - it is made of the document
   */
  readonly text?: () => string | undefined;
  /**
   * All that the document follows from, in short: while this is the same, so is the document, and it need not be rendered
   * to see that nothing has changed.
   * @default - the document itself, unless there is `text`
   */
  readonly inputs?: () => string | undefined;
  /**
   * Why the file is as it is.
   * @default - the construct that it belongs to was declared
   */
  readonly explain?: Explain;
}

/** A YAML file of ours. Regenerated on every run and read-only; `project.tryFindObjectFile(path)` finds and patches it. */
export class GeneratedYaml extends ObjectFile {
  private readonly plan: FilePlan;
  private isPatched = false;
  /** The document, until it is rendered. */
  private known?: object;

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedYamlOptions) {
    super(scope, claimPath(scope, filePath), { obj: options.obj, editGitignore: false });
    this.plan = new FilePlan(this, {
      desired: () => {
        const content = this.synthesizeContent();
        return content === undefined ? 'none' : { content, mode: modeOf(this) };
      },
      isManaged: true,
      isOwn: true,
      explain: options.explain,
      inputs: () => this.inputs(),
    });
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  public addOverride(path: string, value: unknown): void {
    this.isPatched = true;
    super.addOverride(path, value);
  }

  public addToArray(path: string, ...values: unknown[]): void {
    this.isPatched = true;
    super.addToArray(path, ...values);
  }

  public patch(...patches: JsonPatch[]): void {
    this.isPatched = true;
    super.patch(...patches);
  }

  /** The document as it will be written, patches included; undefined when there is no such file. @internal */
  public _document(): object | undefined {
    return this.isPatched ? this.patched() : this.options.obj();
  }

  protected synthesizeContent(): string | undefined {
    const text = (this.isPatched ? undefined : this.options.text?.()) ?? this.documentText();
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

  private documentText(): string | undefined {
    const data = this.isPatched ? this.patched() : this.known ?? this.options.obj();
    this.known = undefined;
    return data && this.textOf(data);
  }

  /** The text of a document takes many times as long as its JSON. */
  private inputs(): string | undefined {
    const { inputs, text } = this.options;
    if (this.isPatched || this.project.ejected) return undefined;
    if (inputs || text) return inputs?.();
    this.known = this.options.obj();
    return this.known && contentHash(JSON.stringify(this.known));
  }

  /** projen hands the patched document over as JSON only; that detour takes longer than writing the YAML. */
  private patched(): object | undefined {
    const json = super.synthesizeContent(COPYING);
    return json === undefined ? undefined : JSON.parse(json);
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
