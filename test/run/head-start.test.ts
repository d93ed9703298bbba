import { EarlyLook } from '../../src/worktree/early-look';

jest.mock('../../src/run/code-cache', () => ({}));
jest.mock('../../src/worktree/early-look', () => ({ EarlyLook: { begin: jest.fn() } }));

test('whoever loads it has the tree in the current folder read', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('../../src/run/head-start');
  expect(EarlyLook.begin).toHaveBeenCalledWith(process.cwd());
});
