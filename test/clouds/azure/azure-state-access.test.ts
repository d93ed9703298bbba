import * as fs from 'node:fs';
import * as path from 'node:path';
import { Backend, Cloud, FeiyueProject } from '../../../src';
import type { AzureStateAccess } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';

const SUBNET = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/runners/subnets/runners';

function estate(stateAccess: AzureStateAccess | undefined, backend?: Backend): FeiyueProject {
  const cloud = Cloud.azure({ subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess });
  const project = emptyProject({ cloud, backend });
  project.addEnvironment('dev');
  project.addRootModule('network');
  return project;
}

/** What the bootstrap is told. */
function variables(stateAccess: AzureStateAccess): string {
  const project = estate(stateAccess);
  project.synth();
  return fs.readFileSync(path.join(project.outdir, 'terraform/bootstrap/azure-storage/terraform.tfvars'), 'utf-8');
}

test('nobody opens the states to all networks without saying so', () => {
  expect(problemsOf(estate(undefined))).toEqual([expect.stringMatching(/it is not said from which networks the Terraform states are reached: give the cloud stateAccess: /)]);
  expect(problemsOf(estate({}))).toEqual([]);
  expect(problemsOf(estate(undefined, Backend.azurerm({ storageAccountName: 'own', containerName: 'states' })))).toEqual([]);
});

test('what is not named is shut out', () => {
  expect(variables({})).not.toMatch(/open_to_all_networks|allowed_/);
  expect(variables({ allowedIpRanges: ['203.0.113.7', '198.51.100.0/24'], allowedSubnetIds: [SUBNET] })).toMatch(
    /\nallowed_ip_ranges +=\s+\["203\.0\.113\.7", "198\.51\.100\.0\/24"\]\nallowed_subnet_ids += \[[^\]]*\/subnets\/runners",?\s*\]\n/);
  expect(variables({ isOpenToAllNetworks: true })).toMatch(/\nopen_to_all_networks += true\n/);
});

test.each<[AzureStateAccess, RegExp[]]>([
  [{ allowedIpRanges: ['0.0.0.0/0'] }, [/^stateAccess allows "0\.0\.0\.0\/0", which Azure refuses/]],
  [{ allowedIpRanges: ['10.0.0.0/16', '203.0.113.1/24', 'office'] }, [/"10\.0\.0\.0\/16"/, /"203\.0\.113\.1\/24"/, /"office"/]],
  [{ allowedSubnetIds: ['runners'] }, [/^stateAccess allows "runners", which is not the ID of a subnet/]],
  [{ allowedIpRanges: ['203.0.113.7'], isOpenToAllNetworks: true }, [/^stateAccess names networks and is open to all/]],
])('%j is refused', (stateAccess, problems) => {
  expect(problemsOf(estate(stateAccess))).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});
