import { existsSync, readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AzureEstate, IMAGES_FILE, stepsOf } from './azure-estate';
import type { PipelineRun } from './pipeline-runner/run-pipeline';
import { IMAGES_PROPOSAL } from '../../src/ci/commit-digests';
import type { GraphJson } from '../../src/ci/graph-json';
import { OUTPUTS_PROPOSAL } from '../../src/ci/recorded-outputs-proposal';
import { describeWithTools } from '../ci/github/run-step';

const IMAGES_BRANCH = IMAGES_PROPOSAL.branch;
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OVERLAY = 'clusterfleet/overlays/staging/agent/kustomization.yaml';
const EXTRA = 'resource "terraform_data" "extra" {\n  input = "as it was"\n}\n';

let estate: AzureEstate;

afterEach(async () => estate.stop());

describeWithTools(['bash', 'git', 'jq', 'terraform', 'unzip'], () => {
  describe('an estate without a cluster', () => {
    beforeEach(async () => { estate = await AzureEstate.start(); });

    test('the first push applies everything in its order; a second run of the same commit applies nothing', async () => {
      const first = await estate.push();
      expect(first).toMatchObject({ result: 'succeeded' });
      expect(stepsOf(first, 'apply_staging')).toEqual({
        'Check out the repository': 'Succeeded',
        'Check the commit': 'Succeeded',
        'Select what is affected: (all)': 'Succeeded',
        'Set up Terraform': 'Succeeded',
        'Log in to Azure': 'Succeeded',
        'Apply layer 1': 'Succeeded',
        'Apply layer 2': 'Succeeded',
      });
      expect(first.log.indexOf('infra/staging/network: applying')).toBeLessThan(first.log.indexOf('infra/staging/database: applying'));
      expect(estate.resources('staging', 'database')).toEqual(['terraform_remote_state.network', 'terraform_data.database']);
      expect(first.jobs.apply_staging.connections).toEqual(['shop-staging-apply']);
      expect(estate.devops.runs[0].tags).toEqual(['whole']);

      const second = await estate.push();
      expect(second.result).toBe('succeeded');
      expect(second.log).toContain('Nothing.');
      expect(stepsOf(second, 'apply_staging')).toMatchObject({ 'Set up Terraform': 'Skipped', 'Log in to Azure': 'Skipped', 'Apply layer 1': 'Skipped', 'Apply layer 2': 'Skipped' });
      expect(second.log).not.toContain('applying');
    });

    test('only what a commit changes is applied, and what a failed run left behind is made up for', async () => {
      await estate.push();
      estate.commit('Break', { 'infra/staging/network/extra.tf': `${EXTRA}output "broken" {\n  value = file("there-is-none")\n}\n` });
      const broken = await estate.push();
      expect(broken.result).toBe('failed');
      expect(stepsOf(broken, 'apply_staging')).toMatchObject({ 'Apply layer 1': 'Failed', 'Apply layer 2': 'Skipped' });
      estate.repository.git('revert', '--no-edit', 'HEAD');
      const mended = await estate.push();
      expect(mended.result).toBe('succeeded');
      expect(mended.log).toContain('infra/staging/network: planning');
    });

    test('what holds data is not destroyed, unless a commit says so by name', async () => {
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      await estate.push();
      estate.commit('Take it away', { 'infra/staging/network/extra.tf': '' });
      const refused = await estate.push();
      expect(refused.result).toBe('failed');
      expect(refused.log).toContain('##vso[task.logissue type=error]infra/staging/network: refused: destroys terraform_data.extra');
      expect(refused.summaries.join('')).toContain('refused: destroys terraform_data.extra');
      expect(estate.resources('staging', 'network')).toContain('terraform_data.extra');
      estate.commit('Mean it\n\nAllow-Destroy: infra/staging/network terraform_data.extra');
      expect((await estate.push()).result).toBe('succeeded');
      expect(estate.resources('staging', 'network')).not.toContain('terraform_data.extra');
    });

    test('an environment takes only a commit that was deployed to its predecessor as a whole', async () => {
      const early = await estate.run('apply-prod', { reason: 'ResourceTrigger' });
      expect(early.result).toBe('failed');
      expect(early.log).toContain(`commit ${estate.head} is not known to have been deployed to staging as a whole`);
      expect(estate.devops.runs[0].tags).toEqual([]);

      await estate.run('apply-staging', { parameters: { rootModule: 'network' } });
      expect(estate.devops.runs[1].tags).toEqual(['part']);
      expect((await estate.run('apply-prod', { reason: 'ResourceTrigger' })).result).toBe('failed');

      await estate.push();
      expect((await estate.run('apply-prod', { reason: 'ResourceTrigger' })).result).toBe('succeeded');
      expect(estate.resources('prod', 'database')).toBeDefined();
    });

    test('what somebody inside the project may forge is no record', async () => {
      const { devops } = estate;
      const good = estate.head;
      await estate.push();
      estate.repository.git('switch', '--quiet', '--create', 'feature');
      const evil = estate.commit('Evil', { 'infra/staging/network/evil.tf': EXTRA.replace('extra', 'evil') });
      estate.repository.git('switch', '--quiet', 'main');
      const next = estate.commit('Not deployed', { 'infra/staging/network/extra.tf': EXTRA });
      const forge = (facts: { readonly file?: string; readonly branch?: string; readonly commit: string; readonly step?: string }) => {
        const run = devops.beginRun({ file: '.pipelines/apply-staging.yml', branch: 'refs/heads/main', reason: 'Manual', ...facts });
        run.tags.push('whole');
        run.timeline.push({ type: 'Task', name: facts.step ?? 'Select what is affected: (all)', result: 'succeeded', startTime: '2026-01-01T00:00:00Z' });
        devops.endRun(run, 'succeeded');
      };
      // A run of his branch; one of his commit under the name of the default branch; of another pipeline; of a part, tagged as one of all.
      forge({ branch: 'refs/heads/feature', commit: evil });
      forge({ commit: evil });
      forge({ file: '.pipelines/sync.yml', commit: next });
      forge({ commit: next, step: 'Select what is affected: network' });
      forge({ commit: next, step: 'Another step' });

      const drift = await estate.run('drift', { reason: 'Schedule' });
      expect(drift.log).toContain('infra/staging/network: planning');
      expect(drift.log).not.toContain('evil');
      const promotion = await estate.run('apply-prod', { reason: 'ResourceTrigger' });
      expect(promotion.log).toContain(`commit ${next} is not known to have been deployed to staging as a whole`);
      expect(promotion.result).toBe('failed');
      expect(estate.resources('prod', 'network')).toBeUndefined();

      const staged = await estate.push();
      expect(staged.log).toContain(`What differs from ${good}, and from what was tried since`);
      expect(estate.resources('staging', 'network')).toContain('terraform_data.extra');
      expect(estate.resources('staging', 'network')).not.toContain('terraform_data.evil');
    });

    test('a commit that is not merged is refused before anything changes', async () => {
      estate.repository.git('switch', '--quiet', '--create', 'feature');
      estate.commit('Not merged');
      const run = await estate.run('apply-staging', { branch: 'refs/heads/feature' });
      expect(run.log).toContain('is not part of main: merge it first');
      expect(run.result).toBe('failed');
      expect(estate.resources('staging', 'network')).toBeUndefined();
    });

    test('a part that there is none of cannot be asked for', async () => {
      await expect(estate.run('apply-staging', { parameters: { rootModule: '$(System.AccessToken)' } })).rejects.toThrow('is not allowed');
    });

    test('a pull request is planned without changing anything, and gets one comment that is kept up to date', async () => {
      await estate.push();
      estate.repository.git('switch', '--quiet', '--create', 'feature');
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      const run = await estate.pullRequest(7, 'feature');
      expect(run.result).toBe('succeeded');
      expect(Object.fromEntries(Object.entries(run.jobs).map(([id, { result }]) => [id, result]))).toEqual({
        format: 'Succeeded', select: 'Succeeded', plan_staging: 'Succeeded', plan_prod: 'Skipped', validate: 'Skipped', comment: 'Succeeded', comment_again: 'Skipped',
      });
      expect(run.jobs.plan_staging.connections).toEqual(['shop-staging-plan']);
      expect(run.jobs.comment.connections).toEqual([]);
      expect(estate.resources('staging', 'network')).toEqual(['terraform_data.network']);
      expect(estate.devops.threads.all).toHaveLength(1);
      const [{ pullRequest, status, comments: [comment] }] = estate.devops.threads.all;
      expect([pullRequest, status]).toEqual(['7', 'closed']);
      expect(comment.content).toMatch(/^### Terraform plan\n\n2 root modules affected: 1 would change\./);
      expect(comment.content).toContain('`infra/staging/network`');

      estate.repository.git('switch', '--quiet', 'feature');
      estate.commit('Take it back', { 'infra/staging/network/extra.tf': '' });
      estate.devops.threads.begin('7', { status: 'active', comments: [{ content: '### Terraform plan' }] }, 'somebody');
      await estate.pullRequest(7, 'feature');
      expect(estate.devops.threads.all).toHaveLength(2);
      expect(estate.devops.threads.all[0].comments[0].content).toContain('No root module is affected.');
    });

    test('what reads credentials to be planned is validated, and the comment says when it is planned', async () => {
      const file = '.projen/graph.json';
      const graph = JSON.parse(readFileSync(join(estate.repository.directory, file), 'utf-8')) as GraphJson;
      const rootModules = graph.rootModules.map((root) => (root.name === 'database' ? { ...root, plannedAtDeployment: true } : root));
      estate.commit('Keep credentials', { [file]: JSON.stringify({ ...graph, rootModules }) });
      await estate.push();
      estate.repository.git('switch', '--quiet', '--create', 'feature');
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      const run = await estate.pullRequest(7, 'feature');
      expect(run).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Succeeded' }, validate: { result: 'Succeeded', connections: [] } } });
      expect(run.log).toContain('infra/staging/database: Validated, not planned: a plan of it reads credentials');
      expect(run.log).toContain('staging: 1 of 1 root modules are planned');
      const [{ comments: [comment] }] = estate.devops.threads.all;
      expect(comment.content).toContain('2 root modules affected: 1 would change, 1 validated only, to be planned when deployed.');

      estate.repository.git('switch', '--quiet', '--create', 'only', 'main');
      estate.commit('Add', { 'infra/staging/database/extra.tf': EXTRA });
      const only = await estate.pullRequest(8, 'only');
      expect(only).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Skipped' }, validate: { result: 'Succeeded' } } });
    });

    test('a pull request that affects nothing gets no comment', async () => {
      estate.repository.git('switch', '--quiet', '--create', 'words');
      estate.commit('Words', { 'README.md': 'Other words\n' });
      const run = await estate.pullRequest(8, 'words');
      expect(run).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Skipped' }, comment: { result: 'Succeeded' } } });
      expect(estate.devops.threads.all).toEqual([]);
    });

    test('a fork gets neither an identity nor a comment', async () => {
      estate.repository.git('switch', '--quiet', '--create', 'fork');
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      const run = await estate.pullRequest(9, 'fork', { isFork: true });
      expect(run).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Skipped' }, validate: { result: 'Succeeded' }, comment: { result: 'Skipped' } } });
      expect(run.log).toContain('The configuration is valid');
      expect(Object.values(run.jobs).flatMap(({ connections }) => connections)).toEqual([]);
    });

    test('what a pull request makes of the scripts runs beside no identity and no token', async () => {
      await estate.push();
      estate.repository.git('switch', '--quiet', '--create', 'attack');
      const theft = '\nif (process.env.SYSTEM_ACCESSTOKEN) console.log("STOLEN");\n';
      const modules = ['plan-root-modules.mjs', 'plan-summary.mjs', 'pull-request-comment.mjs', 'affected.mjs', 'ci/inert.mjs']
        .map((name) => [`utils/${name}`, `${readFileSync(join(estate.repository.directory, 'utils', name), 'utf-8')}${theft}`]);
      const shells = ['plan-report.sh', 'terraform-root.sh'].map((name) => [`utils/${name}`, '#!/usr/bin/env bash\necho STOLEN\n']);
      estate.commit('Attack', { ...Object.fromEntries([...modules, ...shells]), 'infra/staging/network/extra.tf': EXTRA });
      const run = await estate.pullRequest(10, 'attack');
      expect(run).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Succeeded' }, comment: { result: 'Succeeded' } } });
      expect(run.log).toContain('Plan: 1 to add');
      expect(run.log).not.toContain('STOLEN');
      expect(estate.devops.threads.all[0].comments[0].content).toContain('2 root modules affected: 1 would change.');
    });

    test('what a protected environment holds is read when a reviewer has let it, and not before', async () => {
      await estate.push();
      estate.repository.git('switch', '--quiet', '--create', 'both');
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA, 'infra/prod/network/extra.tf': EXTRA });
      const refused = await estate.pullRequest(11, 'both', { refused: ['shop-prod-plan'] });
      expect(refused).toMatchObject({ result: 'failed', jobs: { plan_staging: { result: 'Succeeded' }, plan_prod: { result: 'Skipped' }, comment_again: { result: 'Succeeded' } } });
      expect(Object.values(refused.jobs).flatMap(({ connections }) => connections)).toEqual(['shop-staging-plan']);
      expect(refused.summaries.join('')).toContain('| `infra/prod/network` |  |  |  | waits for a reviewer to let it be planned |');
      expect(estate.devops.threads.all[0].comments[0].content).toMatch(/\| `infra\/prod\/network` \| {2}\| {2}\| {2}\| \*\*failed\*\* \|/);

      const allowed = await estate.pullRequest(11, 'both');
      expect(allowed).toMatchObject({ result: 'succeeded', jobs: { plan_prod: { result: 'Succeeded', connections: ['shop-prod-plan'] } } });
      expect(estate.devops.threads.all[0].comments[0].content).toContain('4 root modules affected: 3 would change, 1 planned with **mock values**.');
    });

    test('a default branch without scripts lets nobody in: the first pull request is validated', async () => {
      estate.repository.git('switch', '--quiet', '--create', 'first');
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      estate.repository.git('switch', '--quiet', 'main');
      estate.repository.git('rm', '-r', '--quiet', 'utils');
      estate.commit('Nothing yet');
      estate.repository.git('switch', '--quiet', 'first');
      estate.repository.git('merge', '--quiet', '--no-edit', '--strategy=ours', 'main');
      const run = await estate.pullRequest(12, 'first');
      expect(run).toMatchObject({ result: 'succeeded', jobs: { plan_staging: { result: 'Skipped' }, validate: { result: 'Succeeded' }, comment: { result: 'Skipped' } } });
      expect(Object.values(run.jobs).flatMap(({ connections }) => connections)).toEqual([]);
    });

    test('what was changed by hand becomes a work item, which is closed when it is gone', async () => {
      estate.commit('Add', { 'infra/staging/network/extra.tf': EXTRA });
      await estate.push();
      const first = await estate.run('drift', { reason: 'Schedule' });
      expect(first.log).toContain('prod: No whole deployment to it is known to have succeeded');
      expect(first.result).toBe('succeeded');
      expect(estate.devops.workItems.all).toEqual([]);

      estate.tamper('staging', 'network', 'as it was', 'changed by hand');
      expect((await estate.run('drift', { reason: 'Schedule' })).log).toContain('Drift in infra/staging/network: opened');
      expect((await estate.run('drift', { reason: 'Schedule' })).log).toContain('Drift in infra/staging/network: as before');
      estate.tamper('staging', 'network', 'changed by hand', 'changed again');
      expect((await estate.run('drift', { reason: 'Schedule' })).log).toContain('Drift in infra/staging/network: updated');
      expect(estate.devops.workItems.all).toHaveLength(1);
      expect(estate.devops.workItems.all[0].fields).toMatchObject({ 'System.Title': 'Drift in infra/staging/network', 'System.Tags': expect.stringMatching(/^drift; plan-[0-9a-f]{16}$/) as string });

      estate.tamper('staging', 'network', 'changed again', 'as it was');
      expect((await estate.run('drift', { reason: 'Schedule' })).log).toContain('Drift in infra/staging/network: closed');
      expect(estate.devops.workItems.all[0].fields['System.State']).toBe('Done');
    });

    describe('images', () => {
      let registry: Server;

      beforeEach(async () => {
        registry = createServer((_, response) => response.end('{"refresh_token":"password-of-the-registry"}'));
        await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
        const overlay = 'images:\n  - name: shop.azurecr.io/agent\n    newTag: 0.1.0\n';
        estate.commit('Begin', { 'services/agent/Dockerfile': 'FROM scratch\n', [OVERLAY]: overlay, 'synthesise.sh': `echo '    digest: ${DIGEST}' >> ${OVERLAY}\n` });
      });

      afterEach(() => registry.close());

      async function push(): Promise<PipelineRun> {
        return estate.run('images', { reason: 'IndividualCI', variables: { REGISTRY_URL: `http://127.0.0.1:${(registry.address() as AddressInfo).port}` } });
      }

      function branch(): string {
        return estate.repository.git('branch', '--list', '--format=%(refname:short)', IMAGES_BRANCH);
      }

      test('an image is built when its folder changed, and its digest is proposed in one pull request', async () => {
        const before = estate.head;
        const run = await push();
        expect([run.log, run.result]).toEqual([expect.any(String), 'succeeded']);
        expect(run.jobs.build.connections).toEqual(['shop-staging-apply']);
        expect(estate.head).toBe(before);
        const source = estate.repository.git('rev-parse', 'main:services/agent');
        expect(JSON.parse(estate.repository.git('show', `${IMAGES_BRANCH}:${IMAGES_FILE}`))).toEqual({ agent: { digest: DIGEST, source } });
        expect(estate.repository.git('diff', '--name-only', 'main', IMAGES_BRANCH).split('\n').sort()).toEqual([IMAGES_FILE, OVERLAY].sort());
        expect(estate.devops.pullRequests.all).toEqual([expect.objectContaining({
          status: 'active', title: 'Deploy new images of agent', sourceRefName: `refs/heads/${IMAGES_BRANCH}`, targetRefName: 'refs/heads/main',
        })]);
        expect(estate.devops.pullRequests.all[0].autoCompleteSetBy).toBeUndefined();
        const calls = readFileSync(estate.calls, 'utf-8');
        expect(calls).toContain(`--tag shop.azurecr.io/agent:${source} services/agent\n`);
        expect(calls).toContain('docker login shop.azurecr.io --username 00000000-0000-0000-0000-000000000000 --password-stdin\n');
        expect(calls).not.toMatch(/access-token-of|password-of/);

        // Nothing is built twice, and one pull request stays one.
        estate.commit('Words', { 'README.md': 'Words.\n' });
        expect((await push()).result).toBe('succeeded');
        expect(readFileSync(estate.calls, 'utf-8').match(/docker buildx build /g)).toHaveLength(1);
        expect([estate.devops.pullRequests.all.length, estate.repository.git('rev-parse', `${IMAGES_BRANCH}^`)]).toEqual([1, estate.head]);

        estate.repository.git('merge', '--quiet', '--squash', IMAGES_BRANCH);
        estate.commit('Merge');
        expect(await push()).toMatchObject({ jobs: { detect: { result: 'Succeeded' }, build: { result: 'Skipped' }, synthesise: { result: 'Skipped' }, propose: { result: 'Skipped' } } });
      });

      test('what is out for more finds no token beside npm, and what it writes beside digests is refused', async () => {
        const spy = 'mkdir -p .pipelines\necho "trigger: none" > .pipelines/x.yml\necho "tokens: $(env | grep -c -i "token\\|^GIT_CONFIG")"\n';
        estate.commit('Be out for more', { 'synthesise.sh': spy });
        const before = estate.head;
        const run = await push();
        expect(run).toMatchObject({ result: 'failed', jobs: { synthesise: { result: 'Succeeded' }, propose: { result: 'Failed' } } });
        expect(run.log).toContain('tokens: 0\n');
        expect(run.log).toContain('##vso[task.logissue type=error]Images: .pipelines/x.yml is handed over, which is no file of');
        expect([estate.head, estate.devops.pullRequests.all, branch()]).toEqual([before, [], '']);
      });
    });

    test('the token of the job reaches no argument, and Terraform’s output is no command', async () => {
      estate.commit('Say something', { 'infra/staging/network/extra.tf': 'resource "terraform_data" "extra" {\n  input = "##vso[task.setvariable variable=SCRIPTS]elsewhere"\n}\n' });
      const run = await estate.push();
      expect(run.result).toBe('succeeded');
      expect(run.log).toContain('## vso[task.setvariable variable=SCRIPTS]elsewhere');
      expect(run.log).not.toContain('***');
      expect(existsSync(estate.calls) && readFileSync(estate.calls, 'utf-8')).not.toContain('access-token');
    });
  });

  test('with autoMergeImages the pull request completes once the policies of the branch are fulfilled, and passes none by', async () => {
    estate = await AzureEstate.start({ mergesImages: true });
    const registry = createServer((_, response) => response.end('{"refresh_token":"password-of-the-registry"}'));
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    estate.commit('Begin', { 'services/agent/Dockerfile': 'FROM scratch\n' });
    const run = await estate.run('images', { variables: { REGISTRY_URL: `http://127.0.0.1:${(registry.address() as AddressInfo).port}` } });
    registry.close();
    expect([run.log, run.result]).toEqual([expect.any(String), 'succeeded']);
    expect(estate.devops.pullRequests.all).toMatchObject([{ status: 'active', autoCompleteSetBy: { id: 'build-service' }, completionOptions: { mergeStrategy: 'squash' } }]);
  });

  test('outputs that a deployment has applied are proposed in one pull request, as the identity that looks for drift', async () => {
    estate = await AzureEstate.start({ recordsOutputs: true });
    const file = 'clusterfleet/outputs/staging.json';
    const overlay = "configMapGenerator:\n  - name: agent\n    literals: ['NETWORK=${terraform.network.value}']\n";
    const synthesise = `value="$(jq -r .network.value ${file})"\nsed -i "s/[$]{terraform.network.value}/\${value}/" ${OVERLAY}\n`;
    estate.commit('Begin', { [OVERLAY]: overlay, 'synthesise.sh': synthesise });
    const idle = await estate.run('outputs');
    expect(idle).toMatchObject({ result: 'succeeded', jobs: { read_staging: { result: 'Succeeded' }, synthesise: { result: 'Skipped' }, propose: { result: 'Skipped' } } });

    // A part, since nothing here has a cluster.
    await estate.run('apply-staging', { parameters: { rootModule: 'network' } });
    expect(estate.devops.runs.find(({ tags }) => tags.includes('outputs'))?.tags).toEqual(['part', 'outputs']);
    const before = estate.head;
    const run = await estate.run('outputs', { reason: 'ResourceTrigger' });
    expect([run.log, run.result]).toEqual([expect.any(String), 'succeeded']);
    expect(run.jobs).toMatchObject({ read_staging: { connections: ['shop-staging-drift'] }, read_prod: { connections: ['shop-prod-drift'] }, propose: { connections: [] } });
    expect(estate.head).toBe(before);
    const branch = OUTPUTS_PROPOSAL.branch;
    expect(JSON.parse(estate.repository.git('show', `${branch}:${file}`))).toEqual({ network: { value: 'staging' } });
    expect(estate.repository.git('diff', '--name-only', 'main', branch).split('\n')).toEqual([file, OVERLAY]);
    expect(estate.devops.pullRequests.all).toEqual([expect.objectContaining({ status: 'active', title: 'Record outputs of network', sourceRefName: `refs/heads/${branch}` })]);

    estate.commit('Be out for more', { 'synthesise.sh': `${synthesise}echo "tokens: $(env | grep -c -i "token\\|^GIT_CONFIG")"\nsed -i "s/NETWORK=/EVIL=/" ${OVERLAY}\n` });
    const refused = await estate.run('outputs');
    expect(refused).toMatchObject({ result: 'failed', jobs: { synthesise: { result: 'Succeeded' }, propose: { result: 'Failed' } } });
    expect(refused.log).toContain('tokens: 0\n');
    expect(refused.log).toContain('##vso[task.logissue type=error]Outputs: clusterfleet/overlays/staging/agent would change ConfigMap');
  });

  describe('an estate with a cluster', () => {
    beforeEach(async () => { estate = await AzureEstate.start({ hasCluster: true }); });

    test('the overlay follows the root modules', async () => {
      const run = await estate.push();
      expect(run.result).toBe('succeeded');
      expect(Object.entries(stepsOf(run, 'apply_staging')).slice(-3)).toEqual([
        ['Apply layer 2', 'Succeeded'], ['Connect to the cluster', 'Succeeded'], ['Deploy the overlay', 'Succeeded'],
      ]);
      const calls = readFileSync(estate.calls, 'utf-8');
      expect(calls).not.toContain('token-of-the-cluster');
      expect(calls).toContain('kubectl kustomize clusterfleet/overlays/staging\n');
      expect(calls).toMatch(/kubectl apply --server-side --validate=ignore --field-manager=azure-pipelines --filename/);
      // What Terraform says is put in, as the identity of the job.
      expect(run.log).toContain('"data":{"NETWORK":"staging"}');
      expect(calls.trim().split('\n').filter((call) => call.startsWith('terraform output')).at(-1)).toBe('terraform output logged in by itself with the token');
    });

    test('a product is tested, then its services go to one environment after the other', async () => {
      await estate.push();
      await estate.run('apply-prod', { reason: 'ResourceTrigger' });
      const run = await estate.run('picasso/deploy', { reason: 'IndividualCI' });
      expect(run.result).toBe('succeeded');
      expect(run.log).toContain('tested 1\n');
      expect(Object.entries(run.jobs).map(([id, { result, connections }]) => [id, result, [...new Set(connections)]])).toEqual([
        ['build', 'Succeeded', []], ['deploy_staging', 'Succeeded', ['shop-staging-apply']], ['deploy_prod', 'Succeeded', ['shop-prod-apply']],
      ]);
      expect(Object.keys(stepsOf(run, 'deploy_prod')).slice(-3)).toEqual(['Connect to the cluster', 'Deploy agent', 'Deploy chat']);
      expect(run.log).toContain('# agent\n');
      expect(run.log).toContain('# chat\n');
      expect(run.log).not.toMatch(/# agent\s+---/);
    });

    test('a pull request of a product is tested, and deployed nowhere', async () => {
      const run = await estate.run('picasso/deploy', { reason: 'PullRequest', branch: 'refs/pull/1/merge' });
      expect(run).toMatchObject({ result: 'succeeded', jobs: { build: { result: 'Succeeded' }, deploy_staging: { result: 'Skipped' }, deploy_prod: { result: 'Skipped' } } });
    });
  });
});
