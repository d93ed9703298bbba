import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** Every test, and every tool that one starts, keeps its temporary files in one folder, which goes when all are done. */
export default function makeTemporaryDirectory(): void {
  process.env.TMPDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-tests-'));
}
