import { win32 } from 'path';
import type { CallFrame } from '../../../src/synth/declare/call-frames';

const MODULE = '../../../src/synth/declare/source-location';
const CALL_FRAMES = '../../../src/synth/declare/call-frames';

afterEach(() => jest.dontMock('path').dontMock(CALL_FRAMES));

/** What captures places, on Windows, where the calls are these. */
function onWindows(frames: readonly CallFrame[]): typeof import('../../../src/synth/declare/source-location') {
  jest.doMock('path', () => win32).doMock(CALL_FRAMES, () => ({ captureTrace: () => new Error(), framesOf: () => frames }));
  let loaded: unknown;
  jest.isolateModules(() => { loaded = jest.requireActual(MODULE); });
  return loaded as typeof import('../../../src/synth/declare/source-location');
}

function frame(file: string, line: number): CallFrame {
  return { file, source: { file, line }, functionName: 'named', isConstructor: false, isLoading: false } as unknown as CallFrame;
}

test('places on Windows are written with slashes, and packages are known there as well', () => {
  const folder = 'C:\\clones (1)\\node_modules\\mono';
  const { SourceLocation } = onWindows([
    frame(`${folder}\\node_modules\\company\\index.js`, 3),
    frame(`${folder}\\src\\standard-service.ts`, 9),
    frame(`${folder}\\.projenrc.ts`, 21),
  ]);
  expect(SourceLocation.capture().placeIn(folder)).toEqual({ where: '.projenrc.ts:21', within: 'src/standard-service.ts:9' });
  expect(win32.sep).toBe('\\');
});
