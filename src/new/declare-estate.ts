import * as vm from 'vm';

/**
 * Runs the `.projenrc.ts` that `projen new` is about to leave: what runs it later is not installed by then. It is our own text, whose
 * only TypeScript is the types of parameters.
 * @param projenrc the text
 * @param file where it will stand
 * @param api what it imports from this package
 */
export function declareEstate(projenrc: string, file: string, api: object): void {
  vm.compileFunction(javascriptOf(projenrc), ['imported'], { filename: file })(api);
}

/** The same lines as JavaScript. */
export function javascriptOf(projenrc: string): string {
  return projenrc.replace(/^import (\{[^}]*\}) from 'feiyue-projen';/, 'const $1 = imported;').replace(/\b(\w+): (?:boolean|number|string)(?=[,)])/g, '$1');
}
