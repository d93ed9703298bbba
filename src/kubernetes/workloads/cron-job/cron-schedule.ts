/** A field of a schedule: the numbers that it takes, and the names that stand for some of them. */
interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** In February of a leap year, too. */
const LONGEST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { what: 'minute', least: 0, most: 59, names: [] },
  { what: 'hour', least: 0, most: 23, names: [] },
  { what: 'day of the month', least: 1, most: 31, names: [] },
  { what: 'month', least: 1, most: 12, names: MONTHS },
  { what: 'day of the week', least: 0, most: 6, names: DAYS },
];

const WORDS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * What is wrong with a schedule, in words that follow it; undefined when Kubernetes takes it.
 *
 * Source: the standard parser of github.com/robfig/cron v3, which Kubernetes asks. Its `@every` is left out: it counts from the start of
 * the controller, so that nobody knows when it runs. So is a day that no month has: it would never run.
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith('@')) return WORDS.includes(schedule) ? undefined : `is no word for a schedule; those are: ${WORDS.join(', ')}`;
  if (/TZ=/.test(schedule)) return 'names a time zone, for which there is timeZone';
  const parts = schedule.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== FIELDS.length) return `has ${parts.length} fields; it takes ${FIELDS.length}: ${FIELDS.map(({ what }) => what).join(', ')}`;
  for (const [index, field] of FIELDS.entries()) {
    const problem = parts[index].split(',').map((range) => rangeProblem(range, field)).find((found) => found !== undefined);
    if (problem !== undefined) return `has ${JSON.stringify(parts[index])} for the ${field.what}, ${problem}`;
  }
  const [, , days, months, weekdays] = parts;
  // With a day of the week as well it runs on either.
  const isOnEitherDay = ![days, weekdays].some(isAny);
  const longest = Math.max(...numbersIn(months, FIELDS[3]).map((month) => LONGEST_DAYS[month - 1]));
  if (!isOnEitherDay && Math.min(...numbersIn(days, FIELDS[2])) > longest) return 'names a day that none of its months has: it would never run';
  return undefined;
}

/** Whether a field says nothing; one with steps says something. */
function isAny(field: string): boolean {
  return field.split(',').some((part) => /^[*?](\/0*1)?$/.test(part));
}

/** The numbers of a legal field. */
function numbersIn(text: string, field: Field): number[] {
  return text.split(',').flatMap((part) => {
    const [range, step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [field.least, field.most] : range.split('-').map((end) => numberOf(end, field)!);
    // `5/10` goes on to the end.
    const last = to ?? (step === undefined ? from : field.most);
    return Array.from({ length: last - from + 1 }, (_, index) => from + index).filter((number) => (number - from) % Number(step ?? 1) === 0);
  });
}

function rangeProblem(text: string, field: Field): string | undefined {
  const [range, step, ...more] = text.split('/');
  if (more.length > 0) return 'with two steps';
  if (step !== undefined && !/^0*[1-9][0-9]*$/.test(step)) return `with the step ${JSON.stringify(step)}, which is no number from 1`;
  if (range === '*' || range === '?') return undefined;
  const ends = range.split('-').map((end) => numberOf(end, field));
  if (ends.length > 2 || ends.some((end) => end === undefined)) return `which is no number from ${field.least} to ${field.most}, no range of them and no "*"`;
  return ends.length === 2 && ends[0]! > ends[1]! ? 'with a range upside down' : undefined;
}

function numberOf(text: string, { least, most, names }: Field): number | undefined {
  const name = names.indexOf(text.toLowerCase());
  if (name >= 0) return name + least;
  return /^[0-9]{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
}
