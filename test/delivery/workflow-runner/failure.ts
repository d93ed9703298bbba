/** What fails a step or a job as it would at GitHub. Every other error is a mistake in the workflow or the test, and ends the run. */
export class Failure extends Error {}
