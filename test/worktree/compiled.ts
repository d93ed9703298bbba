import * as fs from 'fs';
import * as path from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/**
 * Loads a module of `src/worktree` as JavaScript, together with those that it needs: a thread runs nothing else, as in the
 * package that is published.
 * @param directory where the JavaScript goes
 */
export function compiled<T>(directory: string, name: string, needs: readonly string[]): T {
  fs.mkdirSync(directory, { recursive: true });
  for (const each of [name, ...needs]) {
    const source = fs.readFileSync(path.join(__dirname, '../../src/worktree', `${each}.ts`), 'utf-8');
    const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
    fs.writeFileSync(path.join(directory, `${each}.js`), outputText);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(directory, `${name}.js`)) as T;
}
