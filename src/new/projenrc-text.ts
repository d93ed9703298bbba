import type { ToldEstate } from './initial-estate';
import { quote, quoteAll } from '../text/typescript-quote';

/** Longer lines are broken. */
const MAX_LINE = 120;

/** The import of what a `.projenrc.ts` names. */
export function imports({ ciSystem }: ToldEstate, names: readonly string[]): string {
  const all = [...names, ...(ciSystem === undefined ? [] : ['CiSystem'])].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const line = `import { ${all.join(', ')} } from 'feiyue-projen';`;
  return line.length <= MAX_LINE ? line : `import {\n${all.map((name) => `  ${name},\n`).join('')}} from 'feiyue-projen';`;
}

/** The statement that makes the project. */
export function newProject({ projectName, ciSystem, repository, devDeps }: ToldEstate, options: readonly string[]): string {
  const lines = [
    `name: ${quote(projectName)}`,
    ...options,
    ...(ciSystem === undefined ? [] : [`ciSystem: CiSystem.${ciSystem.toUpperCase().replace(/-/g, '_')}`]),
    `repository: ${quote(repository)}`,
    ...(devDeps.length === 0 ? [] : [`devDeps: ${quoteAll(devDeps)}`]),
  ];
  return `const project = new FeiyueProject({\n${lines.map((line) => `  ${line},\n`).join('')}});`;
}
