import { join, resolve } from 'node:path';
import { describeWithTool, runTool } from './real-tool';

const CI = resolve(__dirname, '..', '.ci');

describeWithTool('shellcheck', () => {
  test.each(['tools', 'run', 'upstream'])('.ci/%s has no findings', (script) => {
    expect(runTool('shellcheck', [join(CI, script)])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
