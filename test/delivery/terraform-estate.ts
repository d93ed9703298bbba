import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FeiyueProject, FeiyueProjectOptions, Hcl, HclBlock, Module, RootModule, RootModuleOptions } from '../../src';
import { emptyProject } from '../default-estate';
import { temporaryDirectory, write } from '../synth/test-project';

/** Bucket and region of its states: those of `emptyProject`. */
export const STATE_BUCKET = { name: 'feiyue-mono-tfstate-1250000000', region: 'ap-guangzhou' };

/** Its environments, as those see them who let jobs in. */
export const ENVIRONMENTS = [{ name: 'dev', isProtected: false }, { name: 'prod', isProtected: true }];

const MODULE = 'terraform/modules/address-plan';
const MODULE_FILES = {
  'variables.tf': 'variable "cidr_block" {\n  description = "Addresses of the network."\n  type        = string\n}\n',
  'main.tf': 'resource "terraform_data" "vpc" {\n  input = { cidr_block = var.cidr_block }\n}\n',
  'outputs.tf': 'output "cidr_block" {\n  description = "Addresses of the network."\n  value       = terraform_data.vpc.output.cidr_block\n}\n',
};

/** Terraform stops at this file while it applies `database`, for as long as the file is there. */
export const GATE = 'gate';
/** Terraform makes this file when it is there. */
export const REACHED = 'reached';

/**
 * An estate whose resources need neither a cloud nor a plugin, while everything that is generated around them is that of any
 * estate on Tencent Cloud: `network` calls a module of its own, `database` reads an output of it.
 */
export class TerraformEstate {
  public readonly project: FeiyueProject;
  public readonly network: RootModule;
  public readonly database: RootModule;

  constructor(options: Partial<FeiyueProjectOptions> & { readonly database?: RootModuleOptions & { readonly name: string } } = {}) {
    const { database: { name = 'database', ...rootModuleOptions } = {}, ...projectOptions } = options;
    const outdir = projectOptions.outdir ?? temporaryDirectory();
    for (const [file, text] of Object.entries(MODULE_FILES)) write(outdir, join(MODULE, file), text);
    this.project = emptyProject({ ...projectOptions, outdir });
    const dev = this.project.addEnvironment('dev');
    const prod = this.project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] });
    this.network = this.project.addRootModule('network');
    const addresses = new Module(this.network, 'addresses', { source: MODULE, inputs: { cidr_block: '10.0.0.0/16' } }).override(prod, { cidr_block: '10.1.0.0/16' });
    this.database = this.project.addRootModule(name, rootModuleOptions);
    this.database.addBlock(new HclBlock('resource', ['terraform_data', 'database'], { input: addresses.output('cidr_block') })
      .block(new HclBlock('provisioner', ['local-exec'], { command: `touch ${REACHED}; while [ -e ${GATE} ]; do sleep 0.05; done` })));
    this.database.addOutput('addresses', { value: Hcl.reference('terraform_data.database.output'), description: 'Addresses that the database is in' });
  }

  public get directory(): string {
    return this.project.outdir;
  }

  /** Writes its files, and gives it the folder in which Terraform keeps what is its own. */
  public synthesise(): this {
    this.project.synth();
    mkdirSync(join(this.directory, 'home'), { recursive: true });
    return this;
  }
}
