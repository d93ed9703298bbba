import * as fs from 'fs';
import * as os from 'os';

/** What cannot be removed, such as what a tool still writes, is no failure of a test. */
export default function removeTemporaryDirectory(): void {
  try {
    fs.rmSync(os.tmpdir(), { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    process.stderr.write(`${os.tmpdir()} stays: ${(error as Error).message}\n`);
  }
}
