/** What may not be: the text is for people. */
export class Refusal extends Error {}
