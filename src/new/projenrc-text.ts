import type { ToldEstate } from './told-estate';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';
import { quote, quoteAll } from '../text/typescript-quote';

/**
 * The text of a `.projenrc.ts`: one of `estates/`, filled in. These are programs of TypeScript that the compiler checks as they lie there.
 * @param estate its name
 * @param values what the convention fills in, beside what every estate is told; an empty text takes the place of what nobody told
 */
export function projenrcText(
  estate: string, { projectName, ciSystem, repository, devDeps }: ToldEstate, values: Readonly<Record<string, string>>,
): string {
  return fillIn(shippedText(__dirname, `estates/${estate}.projenrc.ts`), {
    "'__name__'": quote(projectName),
    "  ciSystem: '__ci_system__' as CiSystem,\n": ciSystem === undefined ? '' : `  ciSystem: CiSystem.${ciSystem.toUpperCase().replace(/-/g, '_')},\n`,
    "'__repository__'": quote(repository),
    "  devDeps: ['__dev_dep__'],\n": devDeps.length === 0 ? '' : `  devDeps: ${quoteAll(devDeps)},\n`,
    ...values,
  });
}
