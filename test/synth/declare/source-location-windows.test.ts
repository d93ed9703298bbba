import { win32 } from 'path';
import type { CallFrame } from '../../../src/synth/declare/call-frames';

const frames: CallFrame[] = [];
jest.mock('path', () => jest.requireActual<{ win32: unknown }>('path').win32);
jest.mock('../../../src/synth/declare/call-frames', () => ({ captureTrace: () => new Error(), framesOf: () => frames }));

import { SourceLocation } from '../../../src/synth/declare/source-location';

function frame(file: string, line: number): CallFrame {
  return { file, source: { file, line }, functionName: 'named', isConstructor: false, isLoading: false } as unknown as CallFrame;
}

test('places on Windows are written with slashes, and packages are known there as well', () => {
  const folder = 'C:\\clones (1)\\node_modules\\mono';
  frames.splice(0, frames.length,
    frame(`${folder}\\node_modules\\company\\index.js`, 3),
    frame(`${folder}\\src\\standard-service.ts`, 9),
    frame(`${folder}\\.projenrc.ts`, 21),
  );
  expect(SourceLocation.capture().placeIn(folder)).toEqual({ where: '.projenrc.ts:21', within: 'src/standard-service.ts:9' });
  expect(win32.sep).toBe('\\');
});
