import { parseSynthesisCommand, synthesisCommandOf } from './default-task';
import { emptyProject } from '../default-estate';

test('the flags and the modules that are loaded first are told apart', () => {
  expect(parseSynthesisCommand('node --max-semi-space-size=32 -r feiyue-projen -r tsx/cjs .projenrc.ts')).toEqual({
    preloads: ['-r', 'feiyue-projen', '-r', 'tsx/cjs'],
    flags: ['--max-semi-space-size=32'],
  });
});

test('the command is that of the generated default task', () => {
  const project = emptyProject();
  project.synth();
  expect(synthesisCommandOf(project.outdir)).toEqual({ preloads: [], flags: ['--v8-pool-size=1', 'node_modules/feiyue-projen/lib/run/start.js'] });
});
