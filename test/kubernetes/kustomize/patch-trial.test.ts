import * as fc from 'fast-check';
import { compareWithKustomize } from './compared-with-kustomize';
import { patchedCase } from './random-patches';
import { describeWithTool } from '../../real-tool';

// Many more: `test/endurance/patch-trial.endurance.ts`.
describeWithTool('kustomize', () => {
  test('the trial makes of random patches what kustomize makes of them, or refuses them', () => {
    const { accepted } = compareWithKustomize(fc.sample(patchedCase, { numRuns: 80, seed: 20261129 }));
    expect(accepted).toBeGreaterThan(40);
  });
});
