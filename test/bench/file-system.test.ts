import * as fs from 'fs';
import * as os from 'os';
import { inTemporaryDirectory } from './file-system';

test('a temporary directory is gone after its use, also when that failed', () => {
  let used = '';
  const use = () => inTemporaryDirectory({ name: 'disk', directory: os.tmpdir() }, (directory) => {
    used = directory;
    fs.writeFileSync(`${directory}/file`, '');
    throw new Error('failed');
  });
  expect(use).toThrow('failed');
  expect(fs.existsSync(used)).toBe(false);
});
