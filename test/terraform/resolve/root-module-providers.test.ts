import { Hcl, HclBlock } from '../../../src';
import { DefaultEstate } from '../../default-estate';
import { read } from '../../synth/test-project';

const KUBERNETES = { source: 'hashicorp/kubernetes', version: '~> 2.38' };

describe('a provider of one\'s own', () => {
  test('is required, configured and recorded in the graph, from which the lock is made', () => {
    const { project, storage, vpc } = new DefaultEstate();
    storage.addProvider('kubernetes', { ...KUBERNETES, configuration: { config_path: '~/.kube/config', host: Hcl.template('https://%s', vpc.vpcId) } });
    storage.addBlock(new HclBlock('resource', ['kubernetes_namespace', 'x']));
    project.synth();
    const terraform = read(project.outdir, 'terraform/dev/storage/terraform.tf');
    expect(terraform).toContain('    kubernetes = {\n      source  = "hashicorp/kubernetes"\n      version = "~> 2.38"\n    }');
    expect(terraform).toContain(`provider "kubernetes" {
  config_path = "~/.kube/config"
  host        = "https://\${data.terraform_remote_state.network.outputs.vpc_id}"
}`);
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toContain('data "terraform_remote_state" "network"');
    const graph = JSON.parse(read(project.outdir, '.projen/graph.json'));
    const storageNode = graph.rootModules.find(({ name }: { name: string }) => name === 'storage');
    expect(storageNode.providers).toContain('hashicorp/kubernetes ~> 2.38');
    expect(storageNode.dependsOn).toEqual(['network']);
  });

  test('without configuration is required only, in a hand-written root module too', () => {
    const { project } = new DefaultEstate();
    project.addRootModule('legacy', { handWritten: true }).addProvider('kubernetes', KUBERNETES);
    project.synth();
    const terraform = read(project.outdir, 'terraform/dev/legacy/terraform.tf');
    expect(terraform).toContain('source  = "hashicorp/kubernetes"');
    expect(terraform).not.toContain('provider "kubernetes"');
    expect(terraform).toContain('provider "tencentcloud"');
  });

  test('may have the constraint of a module\'s provider tightened', () => {
    const { project, database } = new DefaultEstate();
    database.addProvider('random', { source: 'hashicorp/random', version: '3.7.2' });
    project.synth();
    expect(read(project.outdir, 'terraform/dev/database/terraform.tf')).toContain('version = "3.7.2"');
  });
});

describe('the provider of a raw block', () => {
  test.each(['resource', 'data', 'ephemeral'])('is required when this package pins it: %s', (kind) => {
    const { project, storage } = new DefaultEstate();
    storage.addBlock(new HclBlock(kind, ['random_password', 'x'], { length: 20 }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/storage/terraform.tf')).toContain('source  = "hashicorp/random"');
  });

  test('is the one that the block names', () => {
    const { project, storage } = new DefaultEstate();
    storage.addProvider('google-beta', { source: 'hashicorp/google-beta', version: '~> 6.0' });
    storage.addBlock(new HclBlock('resource', ['google_project', 'x'], { provider: Hcl.reference('google-beta') }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toContain('provider = google-beta');
  });

  test('is nothing to require when it is terraform itself', () => {
    const { project, storage } = new DefaultEstate();
    storage.addBlock(new HclBlock('resource', ['terraform_data', 'x']));
    storage.addBlock(new HclBlock('locals', [], { a_b: 1 }));
    expect(() => project.synth()).not.toThrow();
  });
});
