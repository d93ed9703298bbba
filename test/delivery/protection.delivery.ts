import { DeliveredEstate, logOf, stepsOf } from './delivered-estate';
import { describeWithTools } from '../ci/github/run-step';

const DECLARED = 'ops/scripts/declared-settings.json';
/** What a commit says that takes everybody for an approver. */
const LESS = JSON.stringify({ doctor: 'true', environments: [{ name: 'prod', needsApproval: false, approvers: [] }] });

let estate: DeliveredEstate;
let commit: string;

function protect(branches: readonly string[] | undefined, ...teams: readonly string[]): void {
  estate.github.environments.protect('prod', branches, ...teams);
}

async function refuses(reason: string): Promise<void> {
  const run = await estate.dispatch('prod', { commit });
  const { 'Check the protection of the environment': check, ...others } = stepsOf(run);
  expect(logOf(run)).toContain(reason);
  expect(logOf(run)).toContain('Run "ops/scripts/doctor.sh --fix"');
  expect(check).toBe('failure');
  expect(others).toMatchObject({ 'Check out the commit': 'skipped', 'Log in to Tencent Cloud': 'skipped', 'Apply layer 1': 'skipped' });
  expect(estate.states('prod')).toEqual({});
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  beforeAll(async () => {
    estate = await DeliveredEstate.start();
    commit = (await estate.push()).jobs.deploy.outputs.commit;
  });
  afterAll(async () => estate.stop());

  test('nothing is deployed to a protected environment that GitHub made by itself', async () => {
    estate.github.environments.all.clear();
    await refuses('prod is not protected as .projenrc.ts declares, so nothing is deployed to it: it is not there');
    protect(undefined);
    await refuses('every branch may use it; nobody has to approve');
  });

  test.each<[string, () => void, string]>([
    ['without reviewers', () => protect(['main']), 'nobody has to approve'],
    ['with another team', () => protect(['main'], 'everybody'), 'everybody may approve, who is not declared'],
    ['with one team more', () => protect(['main'], 'platform', 'everybody'), 'everybody may approve, who is not declared'],
    ['that every branch may use', () => protect(['*'], 'platform'), '"*" may use it too; main may not use it'],
    ['that another branch may use', () => protect(['main', 'feature'], 'platform'), '"feature" may use it too'],
    ['that a tag may use', () => {
      protect(['main'], 'platform');
      estate.github.environments.admit('prod', 'main', 'tag');
    }, 'the tag "main" may use it too'],
  ])('nor to one %s', async (_, prepare, reason) => {
    prepare();
    await refuses(reason);
  });

  test('a commit that declares less changes nothing, whether it is deployed or its own run is started again', async () => {
    commit = estate.commit('Declare less', { [DECLARED]: LESS });
    estate.switchTo('the-run-of-then', { isNew: true });
    estate.switchTo('main');
    await estate.push();
    estate.commit('Take it back', { [DECLARED]: estate.show(`${commit}~1:${DECLARED}`) });
    await estate.push();
    protect(['main'], 'everybody');
    await refuses('everybody may approve');
    estate.switchTo('the-run-of-then');
    await refuses('everybody may approve');
    estate.switchTo('main');
  });

  test('what is protected as declared is deployed', async () => {
    protect(['main'], 'platform');
    expect((await estate.dispatch('prod', { commit })).conclusion).toBe('success');
    expect(Object.keys(estate.states('prod')).sort()).toEqual(['database', 'network']);
  });
});
