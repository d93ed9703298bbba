import { Progress } from '../../../src/synth/run/progress';

const { isTTY } = process.stderr;
let now = 0;
let written: string[] = [];
beforeEach(() => {
  now = 0;
  written = [];
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

/** Steps that take a millisecond each. */
function run(steps: number, isTerminal: boolean): void {
  process.stderr.isTTY = isTerminal;
  const progress = new Progress('rendered', steps);
  for (let n = 0; n < steps; n++) {
    now++;
    progress.step();
  }
  progress.end();
}

test('a run of more than a second shows one line on a terminal, which goes at the end', () => {
  run(1_250, true);
  expect(written).toEqual(['\r  rendered 1000 of 1250 files', '\r  rendered 1100 of 1250 files', '\r  rendered 1200 of 1250 files', '\r\u001b[K']);
});

test('a short run shows nothing, and neither does one without a terminal', () => {
  run(950, true);
  run(5_000, false);
  expect(written).toEqual([]);
});
