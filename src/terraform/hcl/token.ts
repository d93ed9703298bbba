/** A piece of HCL source text. */
export interface HclToken {
  readonly kind: 'identifier' | 'number' | 'string' | 'heredoc' | 'symbol' | 'newline' | 'end';
  /** The source text; of a string or heredoc with its delimiters. */
  readonly text: string;
  /** The decoded text of a string or heredoc; absent when it holds an interpolation or directive. */
  readonly value?: string;
  /** Counted from 1. */
  readonly line: number;
  /** Offset of the first character in the source. */
  readonly start: number;
}

/** Source text that is not HCL. */
export class HclSyntaxError extends Error {
  constructor(public readonly reason: string, public readonly line: number) {
    super(`line ${line}: ${reason}`);
    this.name = 'HclSyntaxError';
  }
}
