/** A keyword as it is used in the data of a tenant. */
export interface KeywordUse {
  readonly name: string;
  /** `##` stands for the text of the value inside of a string, `@@` for the value as JSON. */
  readonly mark: '##' | '@@';
  /** Whether nothing else is in the string. */
  readonly isWhole: boolean;
}

/** Values by keyword: strings, numbers, booleans and lists. */
export type Keywords = Readonly<Record<string, unknown>>;

const USE = /(##|@@)([A-Za-z_]\w*)\1/g;
const WHOLE = /^(##|@@)[A-Za-z_]\w*\1$/;

/** Every use of a keyword in the strings of a document. */
export function keywordUses(data: unknown): KeywordUse[] {
  if (typeof data === 'string') {
    return [...data.matchAll(USE)].map(([, mark, name]) => ({ name, mark: mark as KeywordUse['mark'], isWhole: WHOLE.test(data) }));
  }
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(keywordUses) : [];
}

/** The document in which a list of nothing but a keyword that is a list itself has become that keyword. */
export function withListKeywords(data: unknown, keywords: Keywords): unknown {
  if (Array.isArray(data)) {
    return isListKeyword(data, keywords) ? data[0] : data.map((item) => withListKeywords(item, keywords));
  }
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withListKeywords(value, keywords)]));
}

function isListKeyword(list: readonly unknown[], keywords: Keywords): boolean {
  const [use] = list.length === 1 && typeof list[0] === 'string' ? keywordUses(list[0]) : [];
  return use?.mark === '@@' && use.isWhole && Array.isArray(keywords[use.name]);
}
