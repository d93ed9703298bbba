import { declareAll, nameOf } from './declare-all';
import { environmentPlaces } from './text-options';
import { AccessLevel, AccessSubject, Environment, HclBlock, KustomizePatch, RootModule, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { tree } from '../synth/test-project';

const PLACES = environmentPlaces();
const NAMESPACE = KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'feiyue-mono-prod', labels: { team: 'core' } } });

test('every option and argument that takes an environment takes its name as well', () => {
  expect(PLACES.filter(({ takesName }) => !takesName).map(nameOf)).toEqual([]);
  expect(PLACES.length).toBeGreaterThan(12);
});

test('a name that there is not is a problem that tells the nearest one, wherever it is given', () => {
  const { problems, thrown } = declareAll(PLACES, (index) => `dev${index}`);
  expect(thrown).toEqual([]);
  expect(PLACES.filter((_, index) => !problems.some((problem) => problem.includes(` names environment "dev${index}"; environments are: dev`))).map(nameOf)).toEqual([]);
  expect(problems.filter((problem) => problem.includes(' names environment ') && !problem.endsWith('. Did you mean "dev"?'))).toEqual([]);
});

/** An estate in which environments are named in every way. */
function written(as: (environment: Environment) => Environment | string): Record<string, string> {
  const project = emptyProject();
  const dev = as(project.addEnvironment('dev'));
  const prod = as(project.addEnvironment('prod', { promotedFrom: dev }));
  const storage = new RootModule(project, 'storage', { environments: [dev, prod] });
  new tencent.CosStorage(storage, 'files').override(prod, { forceDestroy: true });
  storage.addBlock(new HclBlock('locals', [], { a: 1 }), [prod]);
  storage.retire('module.gone', { environments: [prod] });
  const api = project.addService('api', { port: 8080, env: { A: 'a' } }).override(prod, { env: { A: 'b' } });
  api.patch(prod, KustomizePatch.json6902({ kind: 'PodDisruptionBudget' }, [{ op: 'replace', path: '/spec/maxUnavailable', value: '50%' }]));
  project.overlay(prod).patch(NAMESPACE);
  project.addAccess('ops', { subjects: [AccessSubject.oidcGroup('ops')], level: AccessLevel.VIEW, environments: [dev, prod] });
  project.addCloudflareWorker('edge').override(prod, { crons: ['0 0 * * *'] });
  project.addApplication('tools').addManifest('image.yaml', {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'image' }, data: { image: project.addContainer('tool', { isBuilt: false }).image(prod) },
  });
  expect(problemsOf(project)).toEqual([]);
  return tree(project.outdir);
}

test('the name writes what the environment itself writes', () => {
  expect(written(({ name }) => name)).toEqual(written((environment) => environment));
});

test('an environment that was refused is no second problem where it is named', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addEnvironment('modules');
  project.addService('api', { port: 8080 }).override('modules', { env: { A: 'b' } });
  expect(problemsOf(project)).toEqual([expect.stringMatching(/^environment "modules" has a name that is taken/)]);
});

test('an overlay of an environment that there is not takes patches in vain', () => {
  const project = emptyProject();
  const overlay = project.overlay('pord').patch(NAMESPACE);
  expect(() => overlay.environment).toThrow('the name of an environment that there is not');
  expect(problemsOf(project)).toEqual(['an overlay names environment "pord"; there is no environment yet: declare it before.']);
});
