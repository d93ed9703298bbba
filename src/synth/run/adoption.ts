import { shellWord } from '../../text/bash-quote';
/** The files of the user's that he hands over to the generator, with everything below where a folder is named. */
export class Adoption {
  private readonly operands: readonly string[];

  /** @param operands paths relative to the project, as the user gave them */
  constructor(operands: readonly string[]) {
    this.operands = operands.map((operand) => operand.replace(/^(?:\.\/)+|\/+$/g, ''));
  }

  /** Whether this file is handed over. */
  public covers(filePath: string): boolean {
    return this.operands.some((operand) => isAtOrBelow(filePath, operand));
  }

  /** What was named although nothing is generated there. */
  public unused(paths: readonly string[]): string[] {
    return this.operands.filter((operand) => !paths.some((filePath) => isAtOrBelow(filePath, operand)));
  }
}

function isAtOrBelow(filePath: string, operand: string): boolean {
  return filePath === operand || filePath.startsWith(`${operand}/`);
}

/** The command that hands these paths over, for a shell. */
export function adoptCommand(paths: readonly string[]): string {
  return `npx projen adopt ${paths.map((filePath) => shellWord(filePath.startsWith('-') ? `./${filePath}` : filePath)).join(' ')}`;
}
