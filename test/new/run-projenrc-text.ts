import { LogLevel } from 'projen';
import { ModuleKind, transpileModule } from 'typescript';
import * as api from '../../src';

/** Runs the text of a `.projenrc.ts` in a folder, against the sources of this package. */
export function runProjenrcText(text: string, outdir: string): void {
  const code = transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
  const inFolder = class extends api.FeiyueProject {
    constructor(options: api.FeiyueProjectOptions) {
      super({ logging: { level: LogLevel.OFF }, ...options, outdir });
    }
  };
  new Function('require', 'exports', code)(() => ({ ...api, FeiyueProject: inFolder }), {});
}
