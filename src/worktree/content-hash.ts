import { hash } from 'crypto';

/** What the manifest knows a file's content by: the beginning of its SHA-256, in hexadecimal digits. */
export function contentHash(content: Buffer | string): string {
  return hash('sha256', content, 'hex').slice(0, LENGTH);
}

/** Sixty-four bits tell two versions of one file apart. */
const LENGTH = 16;
