import { LogLevel } from 'projen/lib/logger';
import { ModuleKind, transpileModule } from 'typescript';
import * as api from '../../src';

/** The project of this package, in a folder whatever is said. */
export function projectIn(outdir: string): typeof api.FeiyueProject {
  return class extends api.FeiyueProject {
    constructor(options: api.FeiyueProjectOptions) {
      super({ logging: { level: LogLevel.OFF }, ...options, outdir });
    }
  };
}

/** Runs the text of a `.projenrc.ts` in a folder, against the sources of this package. */
export function runProjenrcText(text: string, outdir: string): void {
  const code = transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
  new Function('require', 'exports', code)(() => ({ ...api, FeiyueProject: projectIn(outdir) }), {});
}
