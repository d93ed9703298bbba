import { LogAxis } from './log-axis';

/** Times of one thing by number of files. */
export interface Series {
  readonly label: string;
  /** Tells the series apart, together with its label. */
  readonly color: 'blue' | 'orange' | 'gray';
  readonly isDashed: boolean;
  readonly points: ReadonlyArray<{ readonly files: number; readonly ms: number }>;
}

const WIDTH = 860;
const HEIGHT = 520;
const LEFT = 76;
const RIGHT = 640;
const TOP = 56;
const BOTTOM = 456;
/** Labels nearer to each other than this overlap. */
const LABEL_HEIGHT = 20;

/** Readable on paper and on a dark screen; the colours differ for the colour-blind as well. */
const STYLE = `
  .page { fill: #ffffff } text { fill: #1f2328; font: 14px system-ui, sans-serif } .title { font-size: 16px; font-weight: 600 }
  .minor { stroke: #eef0f2 } .major { stroke: #d0d7de } .line { fill: none; stroke-width: 2.5 }
  .blue { stroke: #0060a8 } .orange { stroke: #c04a00 } .gray { stroke: #6e7781 }
  circle { fill: #ffffff; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #e6edf3 }
    .minor { stroke: #1b2129 } .major { stroke: #30363d }
    .blue { stroke: #58a6ff } .orange { stroke: #ff9b50 } .gray { stroke: #9aa4ae }
    circle { fill: #0d1117 }
  }`;

/** Time against number of files on two logarithmic axes, as SVG: a straight line of slope one is linear. */
export function renderPlot(title: string, series: readonly Series[]): string {
  const points = series.flatMap((one) => one.points);
  const files = points.map((point) => point.files);
  const times = points.map((point) => point.ms);
  const x = new LogAxis(roundedDown(Math.min(...files)), Math.max(...files), LEFT, RIGHT);
  const y = new LogAxis(decadeBelow(Math.min(...times)), Math.max(...times) * 1.3, BOTTOM, TOP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">`,
    `<title id="title">${escape(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="title" x="${LEFT}" y="30">${escape(title)}</text>`,
    ...x.between().map((value) => vertical(x.position(value), 'minor')),
    ...y.between().map((value) => horizontal(y.position(value), 'minor')),
    ...x.decades().flatMap((value) => [vertical(x.position(value), 'major'), text(x.position(value), BOTTOM + 22, 'middle', count(value))]),
    ...y.decades().flatMap((value) => [horizontal(y.position(value), 'major'), text(LEFT - 10, y.position(value) + 5, 'end', duration(value))]),
    text((LEFT + RIGHT) / 2, BOTTOM + 46, 'middle', 'files'),
    ...series.flatMap((one) => renderSeries(one, x, y)),
    ...labels(series, x, y),
    '</svg>',
    '',
  ].join('\n');
}

function renderSeries({ points, color, isDashed }: Series, x: LogAxis, y: LogAxis): string[] {
  const places = points.map(({ files, ms }) => [fixed(x.position(files)), fixed(y.position(ms))]);
  return [
    `<polyline class="line ${color}"${isDashed ? ' stroke-dasharray="7 5"' : ''} points="${places.map((place) => place.join(',')).join(' ')}"/>`,
    ...places.map(([cx, cy]) => `<circle class="${color}" cx="${cx}" cy="${cy}" r="4"/>`),
  ];
}

/** Each line is named at its end; names that would overlap move apart, upwards from the lowest. */
function labels(series: readonly Series[], x: LogAxis, y: LogAxis): string[] {
  const ends = series.map(({ label, points }) => {
    const end = points[points.length - 1];
    return { label, x: x.position(end.files) + 12, y: y.position(end.ms) + 5 };
  });
  const placed: typeof ends = [];
  for (const end of ends.sort((a, b) => b.y - a.y)) {
    const below = placed.filter((other) => other.x === end.x).pop();
    placed.push({ ...end, y: Math.min(end.y, below ? below.y - LABEL_HEIGHT : Infinity) });
  }
  return placed.map((end) => text(end.x, end.y, 'start', end.label));
}

function vertical(x: number, style: string): string {
  return `<line class="${style}" x1="${fixed(x)}" y1="${TOP}" x2="${fixed(x)}" y2="${BOTTOM}"/>`;
}

function horizontal(y: number, style: string): string {
  return `<line class="${style}" x1="${LEFT}" y1="${fixed(y)}" x2="${RIGHT}" y2="${fixed(y)}"/>`;
}

function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', content: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escape(content)}</text>`;
}

function decadeBelow(value: number): number {
  return 10 ** Math.floor(Math.log10(value));
}

/** To one digit, so that an estate of 104 files lies beside the mark of 100. */
function roundedDown(value: number): number {
  return Math.floor(value / decadeBelow(value)) * decadeBelow(value);
}

function count(value: number): string {
  return value < 1_000 ? String(value) : `${value / 1_000},000`;
}

function duration(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

function fixed(position: number): string {
  return position.toFixed(1);
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
