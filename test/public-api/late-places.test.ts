import * as fs from 'node:fs';
import { JsonFile } from 'projen/lib/json';
import { TextFile } from 'projen/lib/textfile';
import { FeiyueProject, Hcl, HclBlock, KustomizePatch, Reference, Service, tencent } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { emptyProject } from '../default-estate';
import { tree } from '../synth/test-project';

interface Declared {
  readonly project: FeiyueProject;
  readonly api: Service;
  readonly id: Reference;
}

function declare(): Declared {
  const project = emptyProject();
  project.addEnvironment('dev');
  const network = project.addRootModule('network');
  const vpc = new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16' });
  return { project, api: project.addService('api', { port: 8080 }), id: vpc.vpcId };
}

/** The problems with their places. */
function problemsOf(project: FeiyueProject): readonly string[] {
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems;
  }
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const HERE = fs.readFileSync(__filename, 'utf8').split('\n');
/** A line of this file, by what is on it. */
const lineOf = (mark: string) => HERE.findIndex((line) => line.includes(`// ${mark}`)) + 1;

test.each<[string, (declared: Declared) => void]>([
  ['template', ({ project, id }) => project.addService('web', { port: 8080, env: { HOST: `${id}:5432` } })], // template
  ['concatenation', ({ project, id }) => project.addService('web', { port: 8080, env: { HOST: 'a' + id } })], // concatenation
  ['json', ({ project, id }) => project.addService('web', { port: 8080, env: { CONFIG: JSON.stringify({ deep: { id } }) } })], // json
  ['hash', ({ project, id }) => project.addService('web', { port: 8080, env: { HOST: Buffer.from(`${id}`).toString('base64') } })], // hash
  ['cut', ({ project, id }) => project.addService(`${id}`.slice(0, 4), { port: 8080 })], // cut
  ['annotation', ({ api, id }) => api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { 'iam/role': `${id}` } } }))], // annotation
  ['operation', ({ api, id }) => api.patch('dev', KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/metadata/annotations', value: { a: `${id}` } }]))], // operation
  ['manifest', ({ project, id }) => project.addApplication('a').addManifest('a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { A: `${id}` } })], // manifest
  ['chart', ({ project, id }) => project.addApplication('a', { helmCharts: [{ name: 'a', repository: 'https://a.example', version: '1.0.0', values: { deep: [{ id }] } }] })], // chart
  ['override', ({ project, id }) => project.tryFindObjectFile('k8s/base/api/deployment.yaml')!.addOverride('metadata.annotations.a', id)], // override
  ['workflow', ({ project, id }) => project.tryFindObjectFile('.github/workflows/terraform-plan.yml')!.addOverride('env.VPC', `${id}`)], // workflow
  ['block', ({ project, id }) => project.rootModules[0].addBlock(new HclBlock('locals', [], { text: `a ${id}` }))], // block
  ['task', ({ project, id }) => project.addTask('t', { exec: `echo ${id}` })], // task
  ['lines', ({ project, id }) => new TextFile(project, 'a.txt', { lines: [`${id}`] })], // lines
  ['object', ({ project, id }) => new JsonFile(project, 'a.json', { obj: { id } })], // object
])('an expression in text is a problem with its place: %s', (mark, change) => {
  const declared = declare();
  change(declared);
  const problems = problemsOf(declared.project);
  const place = `late-places.test.ts:${lineOf(mark)} `;
  expect(problems.filter((problem) => problem.includes(place) && problem.includes('the Terraform expression network.vpc.vpc_id is used as text'))).toHaveLength(1);
  expect(problems.join('\n')).not.toMatch(/xlatevalue|_target/);
  expect(Object.keys(tree(declared.project.outdir)).filter((file) => !file.startsWith('.projen'))).toEqual([]);
});

test('an expression that is never made text is fine', () => {
  const { project, id } = declare();
  project.rootModules[0].addBlock(new HclBlock('locals', [], { id, text: Hcl.template('a %s', id), object: { id }, list: [id] }));
  expect(problemsOf(project)).toEqual([]);
});

test('the problem names the ways out', () => {
  const { project, id } = declare();
  project.addService('web', { port: 8080, env: { HOST: `${id}` } });
  expect(problemsOf(project)[0]).toMatch(/Compose text with Hcl\.template\('…%s…', expression\), in Terraform as for workloads, which take outputs of root modules/);
});
