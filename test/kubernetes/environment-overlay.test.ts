import * as fs from 'fs';
import * as path from 'path';
import { SmallEstate } from './small-estate';
import { KustomizePatch } from '../../src/kubernetes/kustomize/kustomize-patch';

test('an environment is its namespace and the overlays of all services', () => {
  const estate = new SmallEstate();
  estate.addService('api');
  estate.addEnvironment('dev');
  estate.addService('chat');
  estate.write();
  expect(estate.read('k8s/overlays/dev/kustomization.yaml').split('\n').slice(1).join('\n')).toBe(`
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop-dev
labels:
  - pairs:
      feiyue-projen/overlay: dev
      feiyue-projen/project: shop
resources:
  - namespace.yaml
  - networkpolicy.yaml
  - api
  - chat
`);
  expect(estate.read('k8s/overlays/dev/namespace.yaml')).toContain('pod-security.kubernetes.io/enforce: restricted');
});

test('an environment without services has no overlay', () => {
  const estate = new SmallEstate();
  estate.addEnvironment('dev');
  expect(fs.existsSync(path.join(estate.write(), 'k8s'))).toBe(false);
});

test.each<[string, KustomizePatch, string[]]>([
  ['every Deployment', KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/spec/minReadySeconds', value: 5 }]), []],
  ['the namespace', KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-dev', labels: { team: 'a' } } }), []],
  ['an unknown service', KustomizePatch.json6902({ kind: 'Service', name: 'chta' }, []), [
    'environment "dev" has a patch that does not fit: there is no Service "chta"; there is: api, chat. Did you mean "chat"?',
  ]],
])('a patch of an environment may be for %s', (_, patch, problems) => {
  const estate = new SmallEstate();
  const overlay = estate.addEnvironment('dev').patch(patch);
  estate.addService('api');
  estate.addService('chat');
  expect(overlay.directory).toBe('k8s/overlays/dev');
  expect(estate.problems()).toEqual(problems);
});

test.each([
  ['dev', 'Shop', 'namespace "Shop" is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit'],
  ['Dev', undefined, 'environment "Dev" is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit'],
])('the environment %s with the namespace %s is refused once', (name, namespace, problem) => {
  const estate = new SmallEstate();
  estate.addEnvironment(name, { namespace });
  expect(estate.problems()).toEqual([problem]);
});
