import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureDevOps } from './azure-devops/azure-devops';
import { APPROVAL, BRANCH_CONTROL, idOf } from './azure-devops/project-settings';
import { examine, Examination } from './examination';
import { CiSystem, Cloud, Convention } from '../../src';
import { SUBSCRIPTION, TENANT } from '../azure-estate';
import { describeWithTools } from '../ci/github/run-step';
import { emptyProject } from '../default-estate';
import { temporaryDirectory } from '../synth/test-project';

let devops: AzureDevOps;
let directory: string;
let bin: string;

async function doctor(words: readonly string[] = [], token = devops.administratorToken): Promise<Examination> {
  return examine(directory, 'utils/doctor.sh', words, { PATH: `${bin}:${process.env.PATH}`, SYSTEM_COLLECTIONURI: devops.collectionUri, TOKEN: token });
}

/** What is in the project, to be compared. */
function stateOf({ settings: { environments, checks, policies, general, permissions } }: AzureDevOps): string {
  const permitted = [...permissions].map(([id, { allPipelines, pipelines }]) => [id, allPipelines, [...pipelines]]);
  return JSON.stringify([environments, checks, policies, general, permitted]);
}

const isWrite = (request: string): boolean => !request.startsWith('GET ');

describeWithTools(['bash'], () => {
  beforeAll(() => {
    const project = emptyProject({
      name: 'ops',
      convention: Convention.PICASSO,
      ciSystem: CiSystem.AZURE_PIPELINES,
      cloud: Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', registry: 'shop.azurecr.io', stateAccess: { isOpenToAllNetworks: true } }),
      repository: 'feiyue/ops/ops',
    });
    const staging = project.addEnvironment('staging');
    const prod = project.addEnvironment('prod', { promotedFrom: staging, reviewers: ['platform'] });
    const agent = project.addService('agent', { port: 8080 });
    project.addProduct('picasso', { services: [agent], environments: [staging, prod] });
    project.addRootModule('network');
    project.synth();
    directory = project.outdir;
  });
  beforeEach(async () => {
    devops = await AzureDevOps.start();
    devops.settings.teams.push('platform');
    for (const environment of ['staging', 'prod']) devops.settings.connections.push(...['plan', 'drift', 'apply'].map((identity) => `ops-${environment}-${identity}`));
    bin = temporaryDirectory();
    writeFileSync(join(bin, 'az'), '#!/bin/sh\n[ "$*" = "account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798 --query accessToken --output tsv" ] && echo "${TOKEN}"\n');
    chmodSync(join(bin, 'az'), 0o755);
  });
  afterEach(async () => devops.stop());

  test('of a bare project everything is missing or cannot be asked yet, and asking changes nothing', async () => {
    const { status, states, output } = await doctor();
    expect(status).toBe(1);
    expect(states.missing.filter((line) => line.startsWith('missing  pipeline '))).toHaveLength(6);
    expect(states.ok.filter((line) => !line.includes('settings of pipelines'))).toEqual([]);
    expect(output).not.toContain(devops.administratorToken);
    expect(devops.requests.filter(isWrite)).toEqual([]);
  });

  test('it mends a bare project, and the second time changes nothing', async () => {
    const first = await doctor(['--fix']);
    expect([first.output, first.status]).toEqual([first.output, 0]);
    const { settings } = devops;
    const checksOf = (type: string, id: number) => settings.checks.filter(({ resource }) => resource.type === type && resource.id === String(id))
      .map(({ type: { id: kind }, settings: { definitionRef, approvers } }) => (approvers ? approvers : definitionRef ? 'branch' : kind));
    const lock = '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563';
    const byPlatform = [{ id: idOf('platform') }];
    expect(settings.environments).toEqual(['staging', 'prod']);
    expect([checksOf('environment', 1), checksOf('environment', 2)]).toEqual([['branch', lock], ['branch', byPlatform, lock]]);
    expect(settings.connections.map((name, index) => [name, checksOf('endpoint', index + 1)])).toEqual([
      ['ops-staging-plan', []], ['ops-staging-drift', ['branch']], ['ops-staging-apply', ['branch']],
      ['ops-prod-plan', [byPlatform]], ['ops-prod-drift', ['branch']], ['ops-prod-apply', ['branch']],
    ]);
    expect(settings.checks.every(({ settings: { inputs } }) => inputs === undefined || JSON.stringify(inputs).includes('"allowedBranches":"refs/heads/main"'))).toBe(true);
    expect(settings.general).toEqual({ enforceJobAuthScope: true, enforceReferencedRepoScopedToken: true, enforceSettableVar: true });
    const policies = settings.policies.map(({ settings: { scope, ...rest }, isBlocking }) => ({ isBlocking, ...rest, ref: scope[0].refName }));
    expect(policies.every(({ isBlocking, ref }) => isBlocking && ref === 'refs/heads/main')).toBe(true);
    expect(policies[0]).toMatchObject({ minimumApproverCount: 1, creatorVoteCounts: false, resetOnSourcePush: true, blockLastPusherVote: true });
    expect(policies.slice(1)).toMatchObject([
      { displayName: '.pipelines/terraform-plan.yml', filenamePatterns: [], manualQueueOnly: false },
      { displayName: '.pipelines/sync.yml', filenamePatterns: [] },
      { displayName: '.pipelines/picasso/deploy.yml', filenamePatterns: ['/clusterfleet/base/agent/*', '/clusterfleet/overlays/prod/agent/*', '/clusterfleet/overlays/staging/agent/*'] },
      { requiredReviewerIds: [idOf('platform')], creatorVoteCounts: false, filenamePatterns: expect.arrayContaining(['/.pipelines/*', '/infra/prod/*', '/utils/*', '/package-lock.json']) as string[] },
    ]);

    const before = stateOf(devops);
    devops.requests.length = 0;
    const second = await doctor(['--fix']);
    expect([second.status, second.states.fixed]).toEqual([0, []]);
    expect(devops.requests.filter(isWrite)).toEqual([]);
    expect(stateOf(devops)).toBe(before);
  });

  test('what is stricter stays, what is looser is mended by adding to it', async () => {
    await doctor(['--fix']);
    const { settings } = devops;
    // Stricter: another approval, two approvals of a pull request, a longer wait for builds.
    settings.addApproval('environment', 1, 'security');
    const [policy] = settings.policies;
    settings.policies[0] = { ...policy, settings: { ...policy.settings, minimumApproverCount: 2, requireVoteOnEachIteration: true } };
    const strict = stateOf(devops);
    expect((await doctor(['--fix'])).status).toBe(0);
    expect(stateOf(devops)).toBe(strict);

    // Looser: who pushed last may approve, the approval of prod is another's, its branch control is open, and every pipeline gets its identity.
    settings.policies[0] = { ...policy, settings: { ...policy.settings, minimumApproverCount: 2, blockLastPusherVote: false } };
    settings.checks.splice(0, settings.checks.length, ...settings.checks.filter(({ resource }) => resource.id !== '2' || resource.type !== 'environment'));
    settings.addApproval('environment', 2, 'everybody');
    settings.addBranchControl('environment', 2, '*');
    settings.permissions.get('6')!.allPipelines = true;
    settings.permissions.get('6')!.pipelines.add(99);
    const { states } = await doctor();
    expect(states.missing).toHaveLength(3);
    expect(states.missing.join('\n')).toContain('every pipeline may; pipelines 99 may, too');
    expect((await doctor(['--fix'])).status).toBe(0);
    expect(settings.policies[0].settings).toMatchObject({ minimumApproverCount: 2, blockLastPusherVote: true });
    const prod = settings.checks.filter(({ resource }) => resource.type === 'environment' && resource.id === '2');
    expect(prod.filter(({ type }) => type.id.toLowerCase() === APPROVAL.toLowerCase()).map(({ settings: { approvers } }) => approvers)).toEqual([[{ id: idOf('everybody') }], [{ id: idOf('platform') }]]);
    expect(prod.filter(({ settings: { definitionRef } }) => (definitionRef as { id?: string } | undefined)?.id === BRANCH_CONTROL)).toHaveLength(2);
    expect(settings.permissions.get('6')).toMatchObject({ allPipelines: false });
    expect(settings.permissions.get('6')!.pipelines.has(99)).toBe(false);
  });

  test('what a person has to make is unknown until then, and who may only look sets nothing', async () => {
    devops.settings.connections.length = 0;
    const bare = await doctor(['--fix']);
    expect(bare.status).toBe(1);
    expect(bare.states.unknown.join('\n')).toContain('there is no service connection ops-prod-apply, or you may not see it. Make it: Azure Resource Manager, workload identity federation (manual)');
    devops.settings.general.enforceJobAuthScope = false;
    const { states } = await doctor(['--fix'], devops.readerToken);
    expect(states.missing.join('\n')).toContain('Now: cannot be set: Azure DevOps answers PATCH');
    expect(devops.settings.general.enforceJobAuthScope).toBe(false);
    expect(await doctor([], 'guess')).toMatchObject({ status: 2 });
  });
});
