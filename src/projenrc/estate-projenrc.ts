import { spawnSync } from 'child_process';
import { InitProject, javascript, JsonFile, ProjenrcFile } from 'projen';

/** The file in which the estate is declared. */
export const PROJENRC = '.projenrc.ts';

/** The same on every system: the programs of the installed packages, then what was there before. */
const PATH_WITH_PACKAGES = "[require('path').resolve('node_modules/.bin'),process.env.PATH].join(require('path').delimiter)";

const TSCONFIG = 'tsconfig.projen.json';

/**
 * Runs `.projenrc.ts`: TypeScript's native compiler checks its types, then a transpiling runner executes it, so that a
 * type error is found before anything is written and the whole takes about a second.
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
          module: 'node16',
          moduleResolution: 'node16',
          strict: true,
          skipLibCheck: true,
          noEmit: true,
          types: ['node'],
        },
        include: [PROJENRC, 'projenrc/**/*.ts'],
      },
    });
    // projen asks npx for the PATH, which takes longer than checking the types.
    project.tasks.addEnvironment('PATH', `$(node -p "${PATH_WITH_PACKAGES}")`);
    project.defaultTask?.reset(`tsc -p ${TSCONFIG}`, { name: 'Check types' });
    // What is loaded before the transpiler is not searched by it for TypeScript, which would take longer than all the rest.
    project.defaultTask?.exec(`node -r feiyue-projen -r tsx/cjs ${PROJENRC}`, { name: 'Synthesize' });
  }

  /** `projen new` has written `.projenrc.ts` and installed the packages: running it once writes the estate it declares. */
  public postProjectCreation(_initProject: InitProject): void {
    const { PROJEN_CREATE_PROJECT: _, ...env } = process.env;
    const run = spawnSync(process.execPath, [require.resolve('projen/bin/projen', { paths: [this.project.outdir] })], {
      cwd: this.project.outdir,
      env,
      stdio: 'inherit',
    });
    if (run.status === 0) return;
    process.stderr.write(`  ${PROJENRC} was created, but running it failed: mend it, then run \`npx projen\`\n`);
    process.exit(1);
  }
}
