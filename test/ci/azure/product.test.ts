import { named } from './sample-estate';
import { AzurePipelines } from '../../../src/ci/azure/azure-pipelines';
import { DependencyGraph } from '../../../src/ci/dependency-graph';
import { Product } from '../../../src/ci/product';
import { Convention, layoutOf } from '../../../src/estate/convention';
import { EstateError } from '../../../src/synth/declare/estate-error';
import { emptyProject } from '../../default-estate';

function problemsOf(declare: (project: ReturnType<typeof emptyProject>) => void): string {
  const project = emptyProject();
  declare(project);
  try {
    project.synth();
  } catch (error) {
    if (error instanceof EstateError) return error.message;
    throw error;
  }
  return '';
}

test('a product runs in every environment of the estate, those that are declared later included', () => {
  const project = emptyProject();
  const product = new Product(project, 'picasso', { services: [project.addService('api', { port: 8080 })] });
  project.addEnvironment('dev');
  expect(product._environments).toEqual(['dev']);
  expect(product.services.map(({ name }) => name)).toEqual(['api']);
});

test('it can be restricted to some', () => {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  project.addEnvironment('eu');
  expect(new Product(project, 'picasso', { services: [project.addService('api', { port: 8080 })], environments: [dev] })._environments).toEqual(['dev']);
});

test.each([
  ['a name that is no label', 'Picasso', 'product "Picasso" is not a DNS-1123 label'],
  ['the name of the folder of shared steps', 'templates', 'product "templates" has the name of the folder beside the products'],
])('%s is a problem', (_, name, message) => {
  expect(problemsOf((project) => new Product(project, name, { services: [project.addService('api', { port: 8080 })] }))).toContain(message);
});

test('a product without services, or with those of another project, is a problem', () => {
  const other = emptyProject();
  expect(problemsOf((project) => new Product(project, 'picasso', { services: [] }))).toContain('product "picasso" has no services');
  expect(problemsOf((project) => new Product(project, 'picasso', { services: [other.addService('api', { port: 8080 })], environments: [other.addEnvironment('dev')] })))
    .toMatch(/names environment "dev", which is not one of this project[^]*has the service "api", which is not one of this project/);
});

test('a second product of the same name is a problem', () => {
  expect(problemsOf((project) => {
    const services = [project.addService('api', { port: 8080 })];
    for (let i = 0; i < 2; i++) new Product(project, 'picasso', { services });
  })).toContain('product "picasso" is declared twice');
});

test('a name in which Azure Pipelines would put a variable is a problem, before anything is rendered', () => {
  expect(problemsOf((project) => new AzurePipelines(project, 'pipelines', {
    projectName: 'shop',
    layout: layoutOf(Convention.PICASSO),
    defaultBranch: 'main',
    terraformVersion: '1.11.4',
    graph: () => new DependencyGraph([named('$(System.AccessToken)')]),
  }))).toContain('environment "dev" holds "$(System.AccessToken)", in which Azure Pipelines would put a variable');
});
