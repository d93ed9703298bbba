import { Cloud, FeiyueProject, Module } from '../../../src';
import { SUBSCRIPTION, TENANT } from '../../azure-estate';
import { emptyProject } from '../../default-estate';
import { read, write } from '../../synth/test-project';

const NETWORK = 'variable "cidr_block" {\n  type = string\n}\nvariable "address_space" {\n  type = list(string)\n}\n';
const INPUTS = { cidr_block: 'of my own', address_space: ['of my own'] };

/** An estate that calls a module of its own, in the folder that a library module would have. */
function calling(name: string, text: string, inputs: { [input: string]: unknown }, options: { cloud?: Cloud }): FeiyueProject {
  const project = emptyProject(options);
  project.addEnvironment('dev');
  write(project.outdir, `terraform/modules/${name}/main.tf`, text);
  new Module(project.addRootModule('root'), 'own', { source: `terraform/modules/${name}`, inputs });
  return project;
}

const CLOUDS: ReadonlyArray<[name: string, cloud: Cloud | undefined, bootstrap: string]> = [
  ['tencent', undefined, 'terraform/bootstrap/tencent-cos'],
  ['azure', Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }), 'terraform/bootstrap/azure-storage'],
];

describe.each(CLOUDS)('a module of one\'s own on %s that is called like one of the library', (_, cloud, bootstrap) => {
  test('is not held against what that one checks', () => {
    const project = calling('network', NETWORK, INPUTS, { cloud });
    project.synth();
    expect(read(project.outdir, 'terraform/dev/root/main.tf')).toContain('cidr_block    = "of my own"');
  });

  test('is given none of its rights', () => {
    const name = cloud === undefined ? 'redis' : 'cosmos';
    const project = calling(name, 'locals {\n  x = 1\n}\n', {}, { cloud });
    project.synth();
    const variables = read(project.outdir, `${bootstrap}/terraform.tfvars`);
    expect(variables).toContain('feiyue-mono-dev-plan');
    expect(variables).not.toMatch(/redis:|DocumentDB/);
  });

  test('is given none of them either when files of one\'s own call it', () => {
    const name = cloud === undefined ? 'redis' : 'cosmos';
    const project = emptyProject({ cloud });
    project.addEnvironment('dev');
    project.addRootModule('root');
    write(project.outdir, `terraform/modules/${name}/main.tf`, 'locals {\n  x = 1\n}\n');
    write(project.outdir, 'terraform/dev/root/extra.tf', `module "own" {\n  source = "../../modules/${name}"\n}\n`);
    project.synth();
    expect(read(project.outdir, `${bootstrap}/terraform.tfvars`)).not.toMatch(/redis:|DocumentDB/);
  });

  test('which the library\'s own is, as its folder is not there yet', () => {
    const name = cloud === undefined ? 'redis' : 'cosmos';
    const project = emptyProject({ cloud });
    project.addEnvironment('dev');
    project.addRootModule('root');
    write(project.outdir, 'terraform/dev/root/extra.tf', `module "ours" {\n  source = "../../modules/${name}"\n}\n`);
    project.synth();
    expect(read(project.outdir, `${bootstrap}/terraform.tfvars`)).toMatch(/redis:|DocumentDB/);
  });
});
