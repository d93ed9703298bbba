import { AzureEstate, stepsOf } from './azure-estate';
import { describeWithTools } from '../ci/github/run-step';

const DECLARED = 'utils/declared-settings.json';
const LESS = JSON.stringify({ doctor: 'true', defaultBranch: 'main', environments: [{ name: 'prod', onlyDefaultBranch: false, needsApproval: false, approvers: [] }], serviceConnections: [] });

let estate: AzureEstate;

async function refuses(reason: string, file = 'apply-prod', job = 'apply_prod', step = 'Check the commit'): Promise<void> {
  const run = await estate.run(file, { reason: file === 'apply-prod' ? 'ResourceTrigger' : 'IndividualCI' });
  expect(run.log).toContain(reason);
  expect(run.log).toContain('Run "utils/doctor.sh --fix"');
  expect(stepsOf(run, job)).toMatchObject({ 'Check the protection of the environment': 'Failed', [step]: 'Skipped' });
  expect(estate.resources('prod', 'network')).toBeUndefined();
}

describeWithTools(['bash', 'git', 'jq', 'terraform', 'unzip'], () => {
  beforeAll(async () => {
    estate = await AzureEstate.start({ hasCluster: true });
    await estate.push();
  });
  afterAll(async () => estate.stop());

  test.each<[string, () => void, string]>([
    ['that is not there', () => { estate.devops.settings.environments[0] = 'another'; }, 'it is not there, or the build service is no Reader of it'],
    ['without an approval', () => estate.devops.settings.protect('prod'), 'nobody has to approve, or others than platform may'],
    ['that others may approve', () => estate.devops.settings.protect('prod', 'platform', 'everybody'), 'nobody has to approve, or others than platform may'],
    ['that every branch may use', () => {
      estate.devops.settings.checks.length = 0;
      estate.devops.settings.addApproval('environment', 1, 'platform');
      estate.devops.settings.addBranchControl('environment', 1, 'refs/heads/main, refs/heads/*');
    }, 'other branches than refs/heads/main may use it'],
    ['whose checks are switched off', () => {
      estate.devops.settings.protect('prod', 'platform');
      for (const [index, check] of estate.devops.settings.checks.entries()) estate.devops.settings.checks[index] = { ...check, isDisabled: true };
    }, 'other branches than refs/heads/main may use it; nobody has to approve'],
  ])('nothing is deployed to an environment %s', async (_, prepare, reason) => {
    estate.devops.settings.environments[0] = 'prod';
    prepare();
    await refuses(reason);
  });

  test('nor by a product', async () => {
    estate.devops.settings.protect('prod');
    await refuses('nobody has to approve', 'picasso/deploy', 'deploy_prod', 'Log in to Azure');
  });

  test('nor with an identity that every branch gets, where the build service may see that', async () => {
    estate.devops.settings.protect('prod', 'platform');
    estate.devops.settings.connections.push('shop-prod-apply');
    estate.devops.settings.showsConnectionsToRuns = true;
    await refuses('service connection shop-prod-apply: other branches than refs/heads/main may use it');
    estate.devops.settings.showsConnectionsToRuns = false;
  });

  test('a commit that declares less changes nothing: the default branch says what is declared', async () => {
    estate.devops.settings.protect('prod', 'everybody');
    const text = estate.repository.git('show', `HEAD:${DECLARED}`);
    const commit = estate.commit('Declare less', { [DECLARED]: LESS });
    await estate.push();
    estate.commit('Take it back', { [DECLARED]: text });
    const run = await estate.run('apply-prod', { reason: 'Manual', commit });
    expect(run.log).toContain('nobody has to approve, or others than platform may');
    expect(stepsOf(run, 'apply_prod')).toMatchObject({ 'Check the protection of the environment': 'Failed', 'Check the commit': 'Skipped' });
  });

  test('what is protected as declared is deployed, and what cannot be seen of the identity is said', async () => {
    await estate.push();
    estate.devops.settings.protect('prod', 'platform');
    const run = await estate.run('apply-prod', { reason: 'ResourceTrigger' });
    expect(run.log).toContain('The checks of service connection shop-prod-apply are not told to the build service: utils/doctor.sh checks them');
    expect([run.log, run.result]).toEqual([run.log, 'succeeded']);
  });
});
