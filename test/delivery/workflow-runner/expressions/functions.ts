import { looselyEqual, toText, Value } from './value';
import { Failure } from '../failure';

export interface ExpressionFunction {
  readonly minimum: number;
  readonly maximum: number;
  call(...args: readonly Value[]): Value;
}

/** The functions that are the same everywhere; those that tell how a job goes are of the job. */
export const FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  contains: { minimum: 2, maximum: 2, call: contains },
  startswith: { minimum: 2, maximum: 2, call: (text, start) => upper(text).startsWith(upper(start)) },
  endswith: { minimum: 2, maximum: 2, call: (text, end) => upper(text).endsWith(upper(end)) },
  format: { minimum: 1, maximum: Infinity, call: format },
  join: { minimum: 1, maximum: 2, call: (list, separator = ',') => Array.isArray(list) ? list.map(toText).join(toText(separator)) : toText(list) },
  fromjson: { minimum: 1, maximum: 1, call: fromJson },
  tojson: { minimum: 1, maximum: 1, call: (value) => JSON.stringify(value, undefined, 2) },
};

function upper(value: Value): string {
  return toText(value).toUpperCase();
}

function contains(search: Value, item: Value): boolean {
  return Array.isArray(search) ? search.some((element: Value) => looselyEqual(element, item)) : upper(search).includes(upper(item));
}

function format(template: Value, ...args: readonly Value[]): string {
  return toText(template).replace(/\{\{|\}\}|\{(\d+)\}|[{}]/g, (found: string, position?: string) => {
    if (found === '{{' || found === '}}') return found[0];
    if (position === undefined || Number(position) >= args.length) throw new Error(`format('${toText(template)}') has no argument for ${found}`);
    return toText(args[Number(position)]);
  });
}

function fromJson(text: Value): Value {
  try {
    return JSON.parse(toText(text)) as Value;
  } catch {
    throw new Failure(`fromJSON is given what is no JSON: '${toText(text)}'`);
  }
}
