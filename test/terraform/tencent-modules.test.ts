import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { Hcl, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { read } from '../synth/test-project';

const PAGE = fs.readFileSync(path.join(__dirname, '../../docs/tencent-modules.md'), 'utf-8');

/** The programs on the page, one after the other, without what they import. */
const PROGRAM = [...PAGE.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text.replace(/^import .*$/gm, '')).join('\n');

test('what docs/tencent-modules.md declares is an estate, and says what it promises', async () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  const prod = project.addEnvironment('prod');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('Hcl', 'tencent', 'project', 'prod', PROGRAM)(Hcl, tencent, project, prod);
  project.synth();
  const callsIn = async (root: string) => (await parse('main.tf', read(project.outdir, `terraform/prod/${root}/main.tf`))).module;
  expect((await callsIn('network')).vpc).toMatchObject([{ cidr_block: '10.1.0.0/16', nat_public_ip_count: 2 }]);
  expect((await callsIn('compute')).cluster).toMatchObject([{
    additional_subnet_ids: '${data.terraform_remote_state.network.outputs.vpc_subnet_ids}',
    node_pools: { gpu: { instance_type: 'GN7.2XLARGE32', count_min: 0, taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
    native_node_pools: { web: { instance_types: ['SA5.LARGE8'] } },
  }]);
  const edge = await callsIn('edge');
  expect(edge.web[0].listeners.https).toMatchObject({ certificate_id: '${module.wildcard.id}', rules: { all: { domain: 'www.example.com' } } });
  expect(edge.zone[0].records.www.value).toBe('${module.web.addresses[0]}');
  expect((await callsIn('registry')).registry).toMatchObject([{ name: 'shop-images', networks: { main: { vpc_id: '${data.terraform_remote_state.network.outputs.vpc_id}' } } }]);
});
