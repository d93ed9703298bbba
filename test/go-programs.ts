/** What programs in Go are told that see nothing else of the environment of the tests, so that they take less time: see `jest-setup.js`. */
export function goSettings(): Readonly<Record<string, string>> {
  const { GOGC } = process.env;
  return GOGC === undefined ? {} : { GOGC };
}
