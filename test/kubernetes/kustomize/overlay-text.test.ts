import * as fc from 'fast-check';
import { renderKustomization } from '../../../src/kubernetes/kustomize/kustomization';
import { overlayDifferences } from '../../../src/kubernetes/kustomize/overlay';
import { OverlayText } from '../../../src/kubernetes/kustomize/overlay-text';
import { resolveService } from '../../../src/kubernetes/service-model';
import { yamlText } from '../../../src/synth/files/yaml-text';

const LABEL = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

test('a common overlay that is filled in is the document that would be rendered', () => {
  fc.assert(fc.property(LABEL, LABEL, LABEL, LABEL, (name, imageTag, namespace, folder) => {
    const service = resolveService({ name, partOf: 'shop', port: 80, imageRepository: `registry/${name}` }, [{ imageTag }], { callers: [], portOf: () => undefined });
    const base = `../../../base/${folder}`;
    const { images } = overlayDifferences(service, service, () => []);
    expect(new OverlayText(service, base).in(namespace)).toBe(yamlText(renderKustomization({ namespace, resources: [base], images })));
  }));
});

test('a common overlay holds for one service and one way to its base', () => {
  const model = () => resolveService({ name: 'api', partOf: 'shop', port: 80, imageRepository: 'r/api' }, [], { callers: [], portOf: () => undefined });
  const service = model();
  const text = new OverlayText(service, '../base/api');
  expect([text.isOf(service, '../base/api'), text.isOf(model(), '../base/api'), text.isOf(service, '../../base/api')]).toEqual([true, false, false]);
});
