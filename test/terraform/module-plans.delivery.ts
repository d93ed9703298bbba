import * as fs from 'node:fs';
import * as path from 'node:path';
import { everyModule, ROOT_MODULES } from './library/every-module';
import { SchemaProviders, startSchemaProviders } from './schema-providers';
import { CLOUD_NAMES, CloudName } from '../../src/clouds/cloud-name';
import { LIBRARY_MODULES } from '../../src/clouds/library-modules';
import { describeWithTool, runTool } from '../real-tool';
import { problemsOf } from '../room';
import { temporaryDirectory, tree } from '../synth/test-project';

const LIBRARY = path.join(__dirname, '../../src/terraform/modules');
const TESTS = path.join(__dirname, '../providers/modules');

/** What modules in the estate of a cloud ask of it before they plan anything. Terraform mocks no provider of which ephemeral resources are called. */
const MOCKS: Readonly<Record<CloudName, string>> = {
  azure: `override_data {
  target = module.receivers.data.azurerm_key_vault_secret.webhook
  values = { value = "{\\"bridge\\":\\"https://example.com/\\"}" }
}

override_data {
  target = module.old_cluster.data.azurerm_kubernetes_cluster.this
  values = {
    azure_active_directory_role_based_access_control = [{ admin_group_object_ids = [], azure_rbac_enabled = true, tenant_id = "t" }]
    kube_admin_config_raw = ""
    kubelet_identity = [{ client_id = "c", object_id = "o", user_assigned_identity_id = "u" }]
    oidc_issuer_enabled = true
    private_cluster_enabled = true
  }
}

override_data {
  target = module.mysql.data.azurerm_resources.present
  values = { resources = [] }
}

override_data {
  target = module.postgresql.data.azurerm_resources.present
  values = { resources = [] }
}

`,
  tencent: `mock_provider "tencentcloud" {
  mock_data "tencentcloud_availability_zones_by_product" {
    defaults = { zones = [${[3, 4, 6, 7].map((zone) => `{ name = "ap-guangzhou-${zone}", id = "10000${zone}" }`).join(', ')}] }
  }

  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }

  mock_data "tencentcloud_vpc_subnets" {
    defaults = { instance_list = [{ availability_zone = "ap-guangzhou-6" }] }
  }
}

`,
};

// Terraform is there wherever this one is.
describeWithTool('schema-provider', () => {
  let providers: SchemaProviders;
  beforeAll(async () => { providers = await startSchemaProviders(temporaryDirectory()); });
  afterAll(() => providers.stop());

  /** Runs the tests of Terraform that lie in a folder, and returns what it prints. */
  function plan(dir: string): string {
    const terraform = (...args: string[]) => {
      const { status, stdout, stderr } = runTool('terraform', [...args, '-no-color'], { cwd: dir, env: providers.env });
      expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
      return stdout;
    };
    terraform('init', '-backend=false');
    return terraform('test');
  }

  test.each([...CLOUD_NAMES])('each module for %s is planned', (cloud) => {
    const dir = temporaryDirectory();
    const modules = Object.keys(LIBRARY_MODULES[cloud]);
    fs.cpSync(path.join(LIBRARY, cloud), dir, { recursive: true });
    // An empty folder is not initialised.
    fs.writeFileSync(path.join(dir, 'main.tf'), 'terraform {}\n');
    for (const module of modules) {
      // What Terraform cannot mock has a stand-in there.
      if (fs.existsSync(path.join(TESTS, cloud, module))) fs.cpSync(path.join(TESTS, cloud, module), path.join(dir, module), { recursive: true });
      // One run for all of them takes a fourth of the time.
      const tests = fs.readFileSync(path.join(TESTS, cloud, `${module}.tftest.hcl`), 'utf-8');
      fs.writeFileSync(path.join(dir, `${module}.tftest.hcl`), tests.replace(/^run "\w+" \{$/gm, `$&\n  module {\n    source = "./${module}"\n  }\n`));
    }
    const printed = plan(dir);
    for (const module of modules) expect(printed).toContain(`${module}.tftest.hcl... pass`);
  });

  test.each([...CLOUD_NAMES])('a large estate with every module for %s is written as terraform fmt writes it, and each root module is planned', (cloud) => {
    const project = everyModule(cloud);
    expect(problemsOf(project)).toEqual([]);
    const files = Object.keys(tree(project.outdir));
    const rootModules = files.flatMap((file) => /^terraform\/(env-\d+)\/([^/]+)\/main\.tf$/.exec(file)?.slice(1).join('/') ?? []);
    expect(rootModules.length).toBeGreaterThanOrEqual(ROOT_MODULES);
    const copied = files.filter((file) => /^terraform\/modules\/[^/]+\/main\.tf$/.test(file)).map((file) => file.split('/')[2]);
    expect(copied).toEqual(Object.keys(LIBRARY_MODULES[cloud]).sort());
    expect(runTool('terraform', ['fmt', '-check', '-recursive', project.outdir])).toMatchObject({ status: 0, stdout: '' });

    const dir = path.join(project.outdir, 'terraform');
    fs.writeFileSync(path.join(dir, 'main.tf'), 'terraform {}\n');
    const runs = rootModules.map((rootModule) => (
      `run "${rootModule.replace('/', '_')}" {\n  command = plan\n\n  module {\n    source = "./${rootModule}"\n  }\n}\n`
    ));
    fs.writeFileSync(path.join(dir, 'plan.tftest.hcl'), MOCKS[cloud] + runs.join('\n'));
    expect(plan(dir)).toContain(`Success! ${rootModules.length} passed, 0 failed.`);
  });
});
