import { checkIdentifier, quoteLabel } from './escape';
import { plainOptions } from '../../synth/declare/plain-options';

/** `name = value` */
export class HclAttribute {
  constructor(public readonly name: string, public readonly value: unknown) {
    checkIdentifier(name, 'argument');
  }
}

/** Lines for the reader of the file, above the item they belong to. */
export class HclComment {
  constructor(public readonly text: string) {}
}

/** What a body or a file consists of. */
export type HclItem = HclAttribute | HclBlock | HclComment;

/**
 * A block of Terraform configuration in your own words, for what no typed class covers.
 *
 * Arguments, nested blocks and comments are written in the order in which they are added.
 */
export class HclBlock {
  private readonly type: string;
  private readonly labels: readonly string[];
  private readonly items: HclItem[] = [];
  private readonly names = new Set<string>();

  /**
   * @param type such as `resource` or `lifecycle`
   * @param labels such as the type and the name of a resource
   * @param body arguments by name; an undefined value is left out
   * @throws Error when a name is no identifier or a label holds unusual characters
   */
  constructor(type: string, labels: string[] = [], body: { [name: string]: any } = {}) {
    this.type = plainOptions(type);
    this.labels = plainOptions(labels);
    checkIdentifier(this.type, 'block type');
    this.labels.forEach(quoteLabel);
    for (const [name, value] of Object.entries(body)) this.attribute(name, value);
  }

  /**
   * Adds an argument.
   *
   * @param name of the argument
   * @param value null, a boolean, number, string, array, object or Hcl expression; undefined adds nothing
   * @returns this block
   * @throws Error when the name is no identifier or the block has such an argument
   */
  public attribute(name: string, value: any): HclBlock {
    if (value === undefined) return this;
    if (this.names.has(name)) {
      throw new Error(`${this._header()} sets argument "${name}" twice: Terraform takes each once`);
    }
    this.items.push(new HclAttribute(plainOptions(name), value));
    this.names.add(name);
    return this;
  }

  /**
   * Adds a nested block; blocks of one type may repeat.
   *
   * @returns this block, not the nested one
   */
  public block(nested: HclBlock): HclBlock {
    this.items.push(nested);
    return this;
  }

  /**
   * Adds a comment above what is added next.
   *
   * @param text one line or several
   * @returns this block
   */
  public comment(text: string): HclBlock {
    this.items.push(new HclComment(plainOptions(text)));
    return this;
  }

  /** @internal */
  public _header(): string {
    return [this.type, ...this.labels.map(quoteLabel)].join(' ');
  }

  /** @internal */
  public _kind(): { readonly type: string; readonly labels: readonly string[] } {
    return { type: this.type, labels: this.labels };
  }

  /** @internal */
  public _items(): readonly HclItem[] {
    return this.items;
  }
}
