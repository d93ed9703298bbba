import { IConstruct } from 'constructs';
import { IResolver, JsonPatch, ObjectFile } from 'projen';
import { claimPath } from './claim-path';
import type { Explain } from './explanation';
import { FilePlan, modeOf } from './file-plan';
import { headerLines } from './header';
import { YamlLayout, yamlText } from './yaml-text';

/** What a `GeneratedYaml` holds. */
export interface GeneratedYamlOptions extends YamlLayout {
  /**
   * The document; asked for at synthesis, so later declarations count. Overrides and patches of the file apply to it.
   * Undefined means that there is no such file.
   */
  readonly obj: () => object | undefined;
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

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedYamlOptions) {
    super(scope, claimPath(scope, filePath), { obj: options.obj, editGitignore: false });
    this.plan = new FilePlan(this, {
      desired: () => {
        const content = this.synthesizeContent(COPYING);
        return content === undefined ? 'none' : { content, mode: modeOf(this) };
      },
      isManaged: true,
      isOwn: true,
      explain: options.explain,
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

  protected synthesizeContent(resolver: IResolver): string | undefined {
    const data = this.isPatched ? this.patched(resolver) : this.options.obj();
    if (data === undefined) return undefined;
    return this.textOf(data);
  }

  /** The file that holds the document. */
  protected textOf(data: object): string {
    const text = yamlText(data, this.options);
    return this.project.ejected ? text : headerLines('#') + text;
  }

  /** projen hands the patched document over as JSON only; that detour takes longer than writing the YAML. */
  private patched(resolver: IResolver): object | undefined {
    const json = super.synthesizeContent(resolver);
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
