/** The files of the estate are written, and something that follows could not be done. Its text is what a user reads. */
export class IncompleteRun extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IncompleteRun';
    this.stack = message;
  }
}
