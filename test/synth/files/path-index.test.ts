import * as fs from 'fs';
import * as fc from 'fast-check';
import { FileBase } from 'projen/lib/file';
import { TextFile } from 'projen/lib/textfile';
import { GeneratedText } from '../../../src/synth/files/generated-text';
import { TestProject, temporaryDirectory } from '../test-project';

test('after any order of creations, removals and lookups it knows what stands at each path', () => {
  const outdir = temporaryDirectory();
  const step = fc.record({ action: fc.constantFrom('own', 'foreign', 'below', 'remove', 'look'), file: fc.constantFrom('a', 'b', 'c/d') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const project = new TestProject(outdir);
      const model = new Map<string, FileBase>();
      const owner = new TextFile(project, 'owner', { lines: [] });
      for (const { action, file } of steps) {
        if (action === 'look') {
          expect(project.tryFindFile(file)).toBe(model.get(file));
        } else if (action === 'remove') {
          expect(project.tryRemoveFile(file)).toBe(model.get(file));
          model.delete(file);
        } else if (action === 'own' && !model.has(file)) {
          model.set(file, new GeneratedText(project, file, { content: () => '' }).construct);
        } else if (model.has(file)) {
          expect(() => new TextFile(project, file, {})).toThrow(/There is already a file|is written by/);
        } else {
          model.set(file, new TextFile(action === 'below' ? owner : project, file, {}));
        }
      }
      for (const file of ['a', 'b', 'c/d']) expect(project.tryFindFile(file)).toBe(model.get(file));
    }),
    { numRuns: 100 },
  );
  fs.rmSync(outdir, { recursive: true });
});
