/** A node of a YAML document, as kustomize holds it: what it takes from a patch, it takes as the very node. */
export class YamlNode {
  /** The node for plain JSON data. A field that is undefined is left out. */
  public static of(data: unknown): YamlNode {
    if (Array.isArray(data)) return new YamlNode('list', undefined, data.map((item) => YamlNode.of(item)));
    if (typeof data !== 'object' || data === null) return new YamlNode('scalar', data as Scalar);
    const fields = Object.entries(data).filter(([, value]) => value !== undefined).map(([key, value]) => [key, YamlNode.of(value)] as const);
    return new YamlNode('map', undefined, [], new Map(fields));
  }

  /** A `null` that was there before, which stays. */
  public static keptNull(): YamlNode {
    const node = new YamlNode('scalar', null);
    node.isKept = true;
    return node;
  }

  public isKept = false;

  private constructor(
    public kind: 'scalar' | 'map' | 'list',
    public scalar: Scalar | undefined,
    public items: YamlNode[] = [],
    public fields: Map<string, YamlNode> = new Map(),
  ) {}

  public get isNull(): boolean {
    return this.kind === 'scalar' && this.scalar === null;
  }

  /** Whether kustomize takes it for nothing: null, `{}` or `[]`. */
  public get isEmpty(): boolean {
    return this.isNull || this.isEmptyMap || (this.kind === 'list' && this.items.length === 0);
  }

  public get isEmptyMap(): boolean {
    return this.kind === 'map' && this.fields.size === 0;
  }

  /** What stands in the file, by which kustomize compares. A map or a list has none. */
  public get text(): string {
    return this.kind === 'scalar' ? `${this.scalar}` : '';
  }

  public field(name: string): YamlNode | undefined {
    return this.kind === 'map' ? this.fields.get(name) : undefined;
  }

  /** Becomes another node and stays the place where it stands. */
  public become({ kind, scalar, items, fields }: YamlNode): void {
    Object.assign(this, { kind, scalar, items, fields });
  }

  public toData(): unknown {
    if (this.kind === 'list') return this.items.map((item) => item.toData());
    if (this.kind === 'scalar') return this.scalar;
    return Object.fromEntries([...this.fields].map(([key, value]) => [key, value.toData()]));
  }
}

type Scalar = string | number | boolean | null;
