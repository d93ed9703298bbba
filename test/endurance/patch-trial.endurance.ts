import * as fc from 'fast-check';
import { compareWithKustomize } from '../kubernetes/kustomize/compared-with-kustomize';
import { patchedCase } from '../kubernetes/kustomize/random-patches';
import { describeWithTool } from '../real-tool';

const CASES = Number(process.env.FEIYUE_PATCHES ?? 1000);

describeWithTool('kustomize', () => {
  test(`the trial makes of ${CASES} random patches what kustomize makes of them, and refuses few that can be applied`, () => {
    const { accepted, refusals } = compareWithKustomize(fc.sample(patchedCase, { numRuns: CASES }));
    expect(accepted + refusals.length).toBe(CASES);
    // About a third of them is meant to be refused: pointers that lead nowhere, items without their keys, unknown directives.
    expect(accepted / CASES).toBeGreaterThan(0.55);
    expect(new Set(refusals.map((message) => message.replace(/"[^"]*"|[^ ]*[/\d][^ ]*/g, '…'))).size).toBeGreaterThan(CASES >= 1000 ? 20 : 0);
  });
});
