import * as javascript from 'projen/lib/javascript';
import { JsonFile } from 'projen/lib/json';
import { ProjenrcFile } from 'projen/lib/projenrc';
import { NODE_ARGUMENTS, PROJENRC, PROJENRC_PARTS, TSCONFIG } from './run-projenrc';

/**
 * Runs `.projenrc.ts`: TypeScript's native compiler checks its types while the packages are loaded, then a transpiling runner
 * executes it, so that a type error is found before anything is written and the whole takes about a second.
 *
 * projen's own `ProjenrcTs` runs ts-node, which needs the JavaScript API that TypeScript 7 no longer has.
 */
export class EstateProjenrc extends ProjenrcFile {
  public readonly filePath: string = PROJENRC;

  constructor(project: javascript.NodeProject) {
    super(project);
    project.addDevDeps('tsx@^4', 'typescript@^7', '@types/node@^20');
    new JsonFile(project, TSCONFIG, {
      obj: {
        compilerOptions: {
          target: 'ES2022',
          // What Node has is in its own types: those of a browser take longer to read than all the rest, and let `name` pass for a variable.
          lib: ['ES2022'],
          module: 'node16',
          moduleResolution: 'node16',
          strict: true,
          skipLibCheck: true,
          noEmit: true,
          types: ['node'],
        },
        include: [PROJENRC, `${PROJENRC_PARTS}/**/*.ts`],
      },
    });
    // projen asks npx for the PATH, which takes longer than checking the types.
    project.tasks.addEnvironment('PATH', `$(node -p "${PATH_WITH_PACKAGES}")`);
    // What this task starts adds the packages itself. projen's own shell knows `echo`, so no process is started for it.
    project.defaultTask?.env('PATH', '$(echo "$PATH")');
    project.defaultTask?.reset(['node', ...NODE_ARGUMENTS].join(' '), { name: 'Check types and synthesize', receiveArgs: true });
    for (const [name, description] of Object.entries(QUESTIONS)) {
      project.addTask(name, { description, exec: `feiyue-projen ${name}`, receiveArgs: true });
    }
  }
}

/** The same on every system: the programs of the installed packages, then what was there before. */
const PATH_WITH_PACKAGES = "[require('path').resolve('node_modules/.bin'),process.env.PATH].join(require('path').delimiter)";

/** What can be asked of an estate, beside writing it. */
const QUESTIONS: Readonly<Record<string, string>> = {
  preview: 'Show what a run would create, change and remove, as a list and a diff, and write nothing',
  check: 'Fail when a generated file is stale or was edited by hand, and write nothing',
  why: 'Say what in .projenrc.ts makes a file, or a line of it: npx projen why <file>[:<line>]',
  adopt: 'Hand existing files over to the generator, keeping what they held as patches: npx projen adopt <path>…',
};
