import * as fs from 'fs';
import * as path from 'path';

/**
 * Holds the house to its floor plan, which is the table of rooms in docs/architecture.md: a row is a floor with one room, the
 * first is the roof.
 */

const REPOSITORY = path.join(__dirname, '..');
const IMPORTS = /^(?:import|export)\s(?:([^;'"]*?)\sfrom\s+)?'(\.[^']*)'|\b(?:import|require)\('(\.[^']*)'\)/gm;

/** Folders of which each is written for another cloud, or another CI system. */
const APART = [['src/ci/github/', 'src/ci/azure/'], ['src/clouds/azure/', 'src/clouds/tencent/'], ['src/terraform/azure/', 'src/terraform/tencent/']];

/** Folders in which circles are still to be opened. */
const ROUND: readonly string[] = [];

/** Rooms that have no text of their own yet. */
const UNTOLD: readonly string[] = [];

/** One file of ours imports another: both as paths in the repository. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Whether nothing is left of it when the program runs. */
  readonly isType?: boolean;
}

/** The rooms, roof first: each has the folders or files of one row. */
function roomsOf(page: string): string[][] {
  const rows = page.split('\n').map((line) => /^\| (`src\/[^|]*`) \|/.exec(line)?.[1]).filter((cell) => cell !== undefined);
  return rows.map((cell) => cell.split(', ').map((name) => name.replaceAll('`', '')));
}

/** All places below a folder, folders with a slash behind them. */
function below(folder: string): string[] {
  return fs.readdirSync(path.join(REPOSITORY, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}${entry.name}`;
    return entry.isDirectory() ? [`${place}/`, ...below(`${place}/`)] : [place];
  });
}

/** The places that are named for a file or folder and reach deepest: of more than one room when the page names it twice. */
function nearest(place: string, rooms: readonly string[][]): number[] {
  const named = rooms.flatMap((names, floor) => names.filter((name) => place.startsWith(name)).map((name) => ({ name, floor })));
  const depth = Math.max(...named.map(({ name }) => name.length));
  return named.filter(({ name }) => name.length === depth).map(({ floor }) => floor);
}

/** What a file imports, be it for values or for types, at once or late. */
function arrowsFrom(file: string): Arrow[] {
  const text = fs.readFileSync(path.join(REPOSITORY, file), 'utf8');
  return [...text.matchAll(IMPORTS)].map(([, names, statement, call]) => {
    const place = path.posix.join(path.posix.dirname(file), statement ?? call);
    const to = ['.ts', '/index.ts'].map((end) => `${place}${end}`).find((target) => fs.existsSync(path.join(REPOSITORY, target))) ?? place;
    return { from: file, to, isType: names?.startsWith('type ') ?? false };
  });
}

/** Whether files are one and what it is made of: they stand beside it, and their names begin with its name: `service.ts`, `service-checks.ts`. */
function isFamily(circle: readonly string[]): boolean {
  return circle.some((head) => circle.every((file) => file === head || file.startsWith(head.replace(/\.ts$/, '-'))));
}

/** Files that import one another, directly or through each other: each circle sorted (Tarjan's algorithm). */
function circlesIn(arrows: readonly Arrow[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of arrows) targets.set(from, [...targets.get(from) ?? [], to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    open.push(file);
    for (const to of targets.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (open.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
}

const rooms = roomsOf(fs.readFileSync(path.join(REPOSITORY, 'docs/architecture.md'), 'utf8'));
const places = below('src/');
const programs = places.filter((place) => place.endsWith('.ts'));
const arrows = programs.flatMap(arrowsFrom);

test('every folder and file of src/ is in one room of the floor plan, and every room is there', () => {
  expect(places.filter((place) => nearest(place, rooms).length !== 1)).toEqual([]);
  expect(rooms.flat().filter((name) => !places.includes(name))).toEqual([]);
});

test('each room says in a few lines what it is for', () => {
  const folders = rooms.map((names) => names.filter((name) => name.endsWith('/'))).filter((names) => names.length > 0);
  const texts = new Map(folders.map((names) => [names[0], names.map((name) => `${name}README.md`).find((file) => places.includes(file))]));
  expect([...texts].filter(([, file]) => file === undefined).map(([name]) => name)).toEqual(UNTOLD);
  const lengths = [...texts.values()].flatMap((file) => (file === undefined ? [] : [[file, fs.readFileSync(path.join(REPOSITORY, file), 'utf8').trimEnd().split('\n').length] as const]));
  expect(lengths.filter(([, length]) => length < 3 || length > 12)).toEqual([]);
});

test('imports never run up', () => {
  expect(arrows.length).toBeGreaterThan(programs.length);
  const up = arrows.filter(({ from, to }) => nearest(to, rooms)[0] < nearest(from, rooms)[0]);
  expect(up.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('no files import one another in a circle, but for types within a family', () => {
  const isIn = (circle: readonly string[]) => (folder: string) => circle.every((file) => file.startsWith(folder));
  const values = circlesIn(arrows.filter(({ isType }) => !isType));
  const circles = circlesIn(arrows).filter((circle) => !isFamily(circle));
  expect(values).toEqual([]);
  expect(circles.filter((circle) => !ROUND.some(isIn(circle)))).toEqual([]);
  expect(ROUND.filter((folder) => !circles.some((circle) => isIn(circle)(folder)))).toEqual([]);
});

test.each(APART)('%s and %s know nothing of each other', (one, other) => {
  const ways = [[one, other], [other, one]];
  const between = arrows.filter(({ from, to }) => ways.some(([here, there]) => from.startsWith(here) && to.startsWith(there)));
  expect(between).toEqual([]);
});

test('an arrow that runs up and a circle are seen', () => {
  const two = [['src/above/'], ['src/']];
  expect([nearest('src/above/a.ts', two), nearest('src/b.ts', two)]).toEqual([[0], [1]]);
  expect(circlesIn([['a', 'b'], ['b', 'c'], ['c', 'a'], ['c', 'd']].map(([from, to]) => ({ from, to })))).toEqual([['a', 'b', 'c']]);
  expect([['src/a.ts', 'src/a-b.ts'], ['src/a.ts', 'src/ab.ts'], ['src/a.ts', 'src/b/a-b.ts']].map(isFamily)).toEqual([true, false, false]);
  expect(roomsOf('| room | what |\n| --- | --- |\n| `src/a/`, `src/b.ts` | two |\n| `c` | no room |\n')).toEqual([['src/a/', 'src/b.ts']]);
});
