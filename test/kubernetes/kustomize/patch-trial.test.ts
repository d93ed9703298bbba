import * as fc from 'fast-check';
import { compareWithKustomize } from './compared-with-kustomize';
import { patchedCase } from './random-patches';
import { describeWithTool } from '../../real-tool';

// Many more: `test/endurance/patch-trial.endurance.ts`.
describeWithTool('kustomize', () => {
  test('the trial makes of random patches what kustomize makes of them, or refuses them', () => {
    const { accepted } = compareWithKustomize(fc.sample(patchedCase, { numRuns: 80 }));
    expect(accepted).toBeGreaterThan(40);
  });

  test('what random patches have once shown to differ is the same', () => {
    const identity = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a' } };
    const object = { ...identity, metadata: { name: 'a', annotations: { note: 'a' } }, spec: { rules: [{ host: 'a', http: { paths: [{ path: '/' }] } }] } };
    const merge = (said: object) => ({ object, patches: [{ kind: 'strategic-merge' as const, manifest: { ...identity, ...said } }] });
    const rules = (http: unknown) => merge({ spec: { rules: [{ host: 'a', http: { paths: [{ path: '/' }] } }, { host: 'b', http }] } });
    const { accepted, refusals } = compareWithKustomize([
      merge({ metadata: { name: 'a', annotations: { note: null } } }),
      rules({ paths: 'two\nlines' }),
      rules({ paths: [{ path: '/', backend: 'web' }] }),
      merge({ spec: { rules: [{ host: 'b', http: { paths: [{ path: '/', backend: { service: 'web' } }] } }] } }),
    ]);
    expect(accepted).toBe(1);
    expect(refusals).toEqual([
      expect.stringContaining('/spec/rules/1/http/paths'), expect.stringContaining('on the way to'), expect.stringContaining('on the way to'),
    ]);
  });
});
