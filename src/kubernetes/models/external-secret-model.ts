/** One value of the store of secrets. Texts may have outputs of root modules in them. */
export interface StoredValueModel {
  /** What templates call it: `value0`. */
  readonly name: string;
  /** Its name in the store. */
  readonly key: string;
  /** Which of its values: another one never takes its place. */
  readonly version: string;
}

/** The Secret that External Secrets makes of what a store holds. */
export interface ExternalSecretModel {
  /** Of the objects of External Secrets. */
  readonly apiVersion: string;
  /** Name of the Secret: another one for every other content, once versions are recorded. */
  readonly target: string;
  readonly values: readonly StoredValueModel[];
  /** What the Secret holds, by key: templates with the values in them. */
  readonly templates: Readonly<Record<string, string>>;
}
