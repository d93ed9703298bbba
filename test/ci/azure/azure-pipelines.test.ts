import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { syntaxProblems } from './pipeline-syntax';
import { environment, IMAGES, named, PRODUCTS, rootModule, SAMPLE, synthesise } from './sample-estate';
import { environmentFilter, environmentPaths } from '../../../src/ci/azure/path-filters';
import type { AnyJob, Job, Parameter, Pipeline, PipelineOfJobs, PipelineOfStages, Step, StepsTemplate, TemplateStep } from '../../../src/ci/azure/pipeline';
import { Convention, layoutOf } from '../../../src/estate/convention';
import { describeWithTool, runTool } from '../../real-tool';

const { dir, texts } = synthesise(SAMPLE, { products: PRODUCTS, images: () => IMAGES, recorded: ['pme-staging', 'pme-prod-cn'] });
const files = Object.keys(texts);

function pipeline(file: string, from = texts): PipelineOfJobs & PipelineOfStages {
  return parse(from[file]) as PipelineOfJobs & PipelineOfStages;
}

function jobsOf({ jobs, stages }: Partial<PipelineOfJobs & PipelineOfStages>): AnyJob[] {
  return [...jobs ?? [], ...(stages ?? []).flatMap((stage) => stage.jobs)];
}

/** The steps of a pipeline, or of a template. */
function stepsOf(file: string, from = texts): Step[] {
  const document = parse(from[file]) as Pipeline | StepsTemplate;
  if ('steps' in document) return [...document.steps];
  return jobsOf(document).flatMap((job) => ('steps' in job ? job.steps : job.strategy.runOnce.deploy.steps));
}

type OwnStep = Exclude<Step, TemplateStep>;

function ownSteps(file: string, from = texts): OwnStep[] {
  return stepsOf(file, from).filter((step): step is OwnStep => !('template' in step));
}

function templateSteps(file: string, from = texts): TemplateStep[] {
  return stepsOf(file, from).filter((step) => 'template' in step);
}

function scriptOf(step: OwnStep): string | undefined {
  return 'bash' in step ? step.bash : 'task' in step ? step.inputs.inlineScript as string | undefined : undefined;
}

test('there are pipelines for plans, drift, outputs and generated files, one per environment, and those of products with China apart', () => {
  expect(files).toEqual([
    'activation/deploy.yml',
    'apply-pme-prod-cn.yml',
    'apply-pme-prod.yml',
    'apply-pme-staging.yml',
    'drift.yml',
    'images.yml',
    'outputs.yml',
    'picasso/china/deploy.yml',
    'picasso/deploy.yml',
    'sync.yml',
    ...['apply-layer', 'base-scripts', 'checkout', 'connect-cluster', 'deploy-overlay', 'login', 'plan', 'select-affected', 'setup-terraform'].map((name) => `templates/common/${name}.yml`),
    'terraform-plan.yml',
  ]);
});

describe('with the language service of Azure Pipelines', () => {
  test('every file is valid against the published schema', async () => {
    expect(await syntaxProblems(texts)).toEqual([]);
  });

  test.each([
    ['a key that there is none of', 'trigger: none', 'triggers: none'],
    ['a task that there is none of', 'AzureCLI@2', 'AzureCLI@77'],
    ['an input that there is none of', 'scriptType: bash', 'scriptKind: bash'],
    ['a value that is not allowed', 'lockBehavior: sequential', 'lockBehavior: never'],
  ])('%s is found', async (_, from, to) => {
    const [file, text] = Object.entries(texts).find(([, found]) => found.includes(from))!;
    expect(await syntaxProblems({ [file]: text.replace(from, () => to) })).not.toEqual([]);
  });
});

describeWithTool('shellcheck', () => {
  test('shellcheck finds nothing in any script', () => {
    for (const script of new Set(files.flatMap((file) => ownSteps(file)).map(scriptOf))) {
      if (script === undefined) continue;
      // SC2153: names that look alike are the environment's and the script's.
      const { stdout } = runTool('shellcheck', ['--exclude=SC2153', '--shell=bash', '--norc', '--severity=style', '--enable=require-variable-braces,quote-safe-variables', '-'], { input: script });
      expect(`${script}\n${stdout}`).toBe(`${script}\n`);
    }
  });
});

describe.each(files)('%s', (file) => {
  test('every step has a title, every job a fixed image and a time limit, every task its version', () => {
    for (const job of jobsOf(pipeline(file))) {
      expect(job).toMatchObject({ displayName: expect.any(String) as string, pool: { vmImage: 'ubuntu-24.04' }, timeoutInMinutes: expect.any(Number) as number });
    }
    for (const step of ownSteps(file)) {
      expect(step.displayName).toEqual(expect.any(String));
      if ('task' in step) expect(step.task).toMatch(/^\w+@\d+$/);
    }
  });

  test('no script holds an expression or a macro, and each ends at its first failure', () => {
    for (const script of ownSteps(file).map(scriptOf)) {
      if (script === undefined) continue;
      expect(script).toMatch(/^set -euo pipefail\n/);
      expect(script).not.toMatch(/\$\{\{|\$\([\w.]+\)|\$\[/);
    }
  });

  test('the token of the job is given by env to the steps that need it, and no checkout keeps it', () => {
    for (const step of ownSteps(file)) {
      const { env = {}, ...rest } = step as OwnStep & { readonly env?: Record<string, string> };
      expect(JSON.stringify(rest)).not.toContain('System.AccessToken');
      const holders = Object.keys(env).filter((name) => env[name].includes('System.AccessToken'));
      expect(holders).toEqual('SYSTEM_ACCESSTOKEN' in env ? ['SYSTEM_ACCESSTOKEN'] : []);
      if ('checkout' in step) expect(step).toMatchObject({ persistCredentials: false, fetchDepth: 0 });
    }
  });

  test('every template that it includes is there, and gets the parameters that it has', () => {
    for (const { template, parameters: given = {} } of templateSteps(file)) {
      expect(template).toMatch(/^\/\.pipelines\/templates\/common\/[\w-]+\.yml$/);
      expect(existsSync(join(dir, template))).toBe(true);
      const declared = (parse(texts[template.slice('/.pipelines/'.length)]) as { readonly parameters?: readonly Parameter[] }).parameters ?? [];
      expect(declared.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(given)));
      const required = declared.filter((parameter) => parameter.default === undefined).map(({ name }) => name);
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
  });

  test('nothing starts it but what it names', () => {
    const { steps, trigger, pr } = parse(texts[file]) as Partial<Pipeline> & { readonly steps?: unknown };
    if (steps === undefined) expect([trigger, pr]).not.toContain(undefined);
  });
});

describe('the pipeline that applies an environment', () => {
  const staging = pipeline('apply-pme-staging.yml');
  const prod = pipeline('apply-pme-prod.yml');

  test('it follows the pushes to what the graph says that the environment is built from', () => {
    expect(staging.trigger).toEqual({
      batch: true,
      branches: { include: ['main'] },
      paths: {
        include: [
          'clusterfleet/base/agent',
          'clusterfleet/base/chat',
          'clusterfleet/base/memory',
          'clusterfleet/overlays/pme-staging',
          'infra/pme-staging/cluster',
          'infra/pme-staging/shared',
          'infra/pme-staging/storage',
          'modules/cluster',
          'modules/shared',
          'modules/storage',
        ],
      },
    });
  });

  test('an environment with a predecessor follows the whole deployments of that one', () => {
    expect(prod.trigger).toBe('none');
    expect(prod.resources).toEqual({ pipelines: [{ pipeline: 'predecessor', source: 'apply-pme-staging', trigger: { branches: { include: ['main'] }, tags: ['whole'] } }] });
    expect(staging.resources).toBeUndefined();
    expect(JSON.stringify(ownSteps('apply-pme-prod.yml'))).toContain('"PREDECESSOR":"pme-staging"');
    expect(texts['apply-pme-staging.yml']).not.toContain('PREDECESSOR');
  });

  test.each(SAMPLE.map(({ name }) => name))('%s is applied behind the environment of its name, one run after the other, as its own identity', (name) => {
    const { lockBehavior, jobs } = pipeline(`apply-${name}.yml`);
    expect(lockBehavior).toBe('sequential');
    expect(jobs).toEqual([expect.objectContaining({ deployment: `apply_${name.replaceAll('-', '_')}`, environment: name })]);
    const connections = templateSteps(`apply-${name}.yml`).flatMap(({ parameters }) => parameters?.serviceConnection ?? []);
    expect([...new Set(connections)]).toEqual([`shop-${name}-apply`]);
  });

  test('root modules come layer by layer, then the overlay, each when there is something for it to do', () => {
    const [job] = staging.jobs;
    const steps = 'strategy' in job ? job.strategy.runOnce.deploy.steps : [];
    expect(steps.map((step) => ('template' in step ? `${step.template.split('/').pop()} ${step.parameters?.condition ?? ''}` : step.displayName))).toEqual([
      'checkout.yml ',
      'Check the commit',
      'Select what is affected: ${{ parameters.rootModule }}, ${{ parameters.service }}',
      "setup-terraform.yml and(succeeded(), eq(variables['begin.affected'], 'true'))",
      "login.yml and(succeeded(), eq(variables['begin.affected'], 'true'))",
      "apply-layer.yml and(succeeded(), eq(variables['begin.layer-1'], 'true'))",
      "apply-layer.yml and(succeeded(), eq(variables['begin.layer-2'], 'true'))",
      "connect-cluster.yml and(succeeded(), eq(variables['begin.overlay'], 'true'))",
      "deploy-overlay.yml and(succeeded(), eq(variables['begin.overlay'], 'true'))",
    ]);
  });

  test('by hand one root module or one service can be chosen from those that there are', () => {
    expect(staging.parameters!.map(({ name, default: all, values }) => [name, all, values])).toEqual([
      ['rootModule', '(all)', ['(all)', 'shared', 'storage', 'cluster']],
      ['service', '(all)', ['(all)', 'agent', 'chat', 'memory']],
    ]);
  });

  test('an environment that holds nothing has none', () => {
    expect(Object.keys(synthesise([environment('dev', { rootModules: [], overlay: undefined })]).texts)).not.toContain('apply-dev.yml');
  });

  test('services without a cluster to run them on fail the run', () => {
    const { texts: found } = synthesise([environment('dev', { kubeconfig: undefined })]);
    expect(ownSteps('apply-dev.yml', found).pop()).toMatchObject({ displayName: 'Connect to the cluster', bash: expect.stringContaining('exit 1') as string });
  });
});

describe('the pipelines that only plan', () => {
  test.each([['terraform-plan.yml', 'plan'], ['drift.yml', 'drift']])('each job of %s has the identity that reads one environment, or none', (file, identity) => {
    const connections = jobsOf(pipeline(file)).map((job) => ('steps' in job ? job.steps : []).flatMap((step) => ('template' in step ? step.parameters?.serviceConnection ?? [] : [])));
    expect(connections.filter((found) => found.length > 0)).toEqual(SAMPLE.map(({ name }) => [`shop-${name}-${identity}`]));
  });

  test('what has an identity or writes does not run for forks', () => {
    const conditions = Object.fromEntries(pipeline('terraform-plan.yml').stages.map(({ stage, condition }) => [stage, condition]));
    for (const stage of ['plan', 'plan_pme_prod', 'plan_pme_prod_cn', 'comment', 'comment_again']) {
      expect(conditions[stage]).toContain("not(eq(variables['System.PullRequest.IsFork'], 'True'))");
    }
    expect(conditions.validate).toBe("and(succeeded(), eq(dependencies.select.outputs['select.base.validates'], 'true'))");
  });

  test('a protected environment has a stage of its own, so that nobody else waits for its reviewers, nor they for nothing', () => {
    const { stages } = pipeline('terraform-plan.yml');
    expect(stages.map(({ stage, dependsOn, jobs }) => [stage, dependsOn, jobs.map((job) => ('job' in job ? job.job : ''))])).toEqual([
      ['check', [], ['format']],
      ['select', [], ['select']],
      ['plan', ['select'], ['plan_pme_staging']],
      ['plan_pme_prod', ['select'], ['plan_pme_prod']],
      ['plan_pme_prod_cn', ['select'], ['plan_pme_prod_cn']],
      ['validate', ['select'], ['validate']],
      ['comment', ['select', 'plan'], ['comment']],
      ['comment_again', ['select', 'plan', 'plan_pme_prod', 'plan_pme_prod_cn', 'comment'], ['comment_again']],
    ]);
    expect(stages[3].condition).toContain("eq(dependencies.select.outputs['select.affected.pme_prod'], 'true')");
  });

  test('a job that is somebody runs the scripts of the default branch, and nothing of the pull request before it logs in', () => {
    const jobs = jobsOf(pipeline('terraform-plan.yml')).filter((job) => 'job' in job && /^(plan|comment)/.test(job.job)) as Job[];
    expect(jobs.map(({ job }) => job)).toEqual(['plan_pme_staging', 'plan_pme_prod', 'plan_pme_prod_cn', 'comment', 'comment_again']);
    for (const { steps } of jobs) {
      expect(steps.slice(0, 4).map((step) => ('template' in step ? step.template.split('/').pop() : step.displayName))).toEqual([
        'checkout.yml', 'base-scripts.yml', 'Take over the reports', 'Take the selection',
      ]);
      expect(JSON.stringify(steps)).not.toContain('select-affected');
    }
    for (const { steps } of jobs.slice(0, 3)) {
      expect(steps.slice(-1)).toMatchObject([{ template: expect.stringMatching(/plan\.yml$/) as string, parameters: { scripts: '$(Agent.TempDirectory)/base/$(SCRIPTS)' } }]);
    }
  });

  test('where there are policies, plans and rights are held against them', () => {
    const { texts: found } = synthesise(SAMPLE, { policies: { plan: 'policies/plan', access: 'policies/access' } });
    expect(templateSteps('terraform-plan.yml', found).flatMap(({ parameters }) => parameters?.policies ?? [])).toEqual(['policies/plan', 'policies/plan', 'policies/plan']);
    expect(ownSteps('terraform-plan.yml', found)).toContainEqual(expect.objectContaining({ displayName: 'Test the policies', env: { POLICIES: 'policies/plan' } }));
    expect(ownSteps('sync.yml', found).pop()).toMatchObject({ env: { POLICIES: 'policies/access', JUDGED: SAMPLE.map(({ name }) => `clusterfleet/overlays/${name}`).join('\n') } });
    expect(texts['terraform-plan.yml'] + texts['drift.yml'] + texts['sync.yml']).not.toMatch(/policies/i);
  });

  test('drift is looked for every night, also when nothing was committed', () => {
    expect(pipeline('drift.yml').schedules).toEqual([{ cron: '37 19 * * *', displayName: 'Every night', branches: { include: ['main'] }, always: true }]);
  });

  test('an estate without root modules has neither', () => {
    const { texts: found } = synthesise([environment('dev', { rootModules: [] })]);
    expect(Object.keys(found)).not.toContain('terraform-plan.yml');
    expect(Object.keys(found)).not.toContain('drift.yml');
  });
});

describe('the pipelines of a product', () => {
  const { trigger, pr, stages } = pipeline('picasso/deploy.yml');

  test('its services are built and tested, then deployed to one environment after the other', () => {
    expect(stages.map(({ stage, dependsOn, condition }) => [stage, dependsOn, condition])).toEqual([
      ['build', [], undefined],
      ['deploy_pme_staging', ['build'], "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))"],
      ['deploy_pme_prod', ['deploy_pme_staging'], "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))"],
    ]);
    expect(jobsOf({ stages }).flatMap((job) => ('environment' in job ? job.environment : []))).toEqual(['pme-staging', 'pme-prod']);
  });

  test('China has its own, which begins with a build of its own', () => {
    expect(pipeline('picasso/china/deploy.yml').stages.map(({ stage, dependsOn }) => [stage, dependsOn])).toEqual([['build', []], ['deploy_pme_prod_cn', ['build']]]);
    expect(texts['picasso/deploy.yml']).not.toContain('pme-prod-cn');
  });

  test('it follows its services, and nothing else', () => {
    const paths = [
      'clusterfleet/base/agent',
      'clusterfleet/base/chat',
      'clusterfleet/overlays/pme-prod/agent',
      'clusterfleet/overlays/pme-prod/chat',
      'clusterfleet/overlays/pme-staging/agent',
      'clusterfleet/overlays/pme-staging/chat',
    ];
    expect(trigger).toEqual({ batch: true, branches: { include: ['main'] }, paths: { include: paths } });
    expect(pr).toEqual({ branches: { include: ['main'] }, paths: { include: paths } });
  });

  test('only its own services are deployed', () => {
    const deployed = templateSteps('activation/deploy.yml').flatMap(({ parameters }) => parameters?.service ?? []);
    expect(deployed).toEqual(['memory', 'memory']);
  });

  test('what builds and tests it stands in the first stage as it was given', () => {
    expect(ownSteps('picasso/deploy.yml')[0]).toEqual({ bash: 'set -euo pipefail\nnpm ci\nnpm test\n', displayName: 'Build and test' });
    expect(ownSteps('activation/deploy.yml').map(({ displayName }) => displayName)[0]).toBe('Build the manifests');
  });

  test('it asks for the protection of the environments that wait for an approval, and of no other', () => {
    const name = 'Check the protection of the environment';
    expect(ownSteps('activation/deploy.yml').filter(({ displayName }) => displayName === name)).toEqual([{
      bash: 'set -euo pipefail\ngit worktree add --quiet --force --detach "${AGENT_TEMPDIRECTORY}/default-branch" "origin/${DEFAULT_BRANCH}"\n'
        + 'node "${AGENT_TEMPDIRECTORY}/default-branch/${SCRIPTS}/check-protection.mjs" --environment "${ENVIRONMENT}"\n',
      displayName: name,
      env: { SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' },
    }]);
    expect(ownSteps('apply-pme-prod.yml').map(({ displayName }) => displayName)[0]).toBe(name);
    expect(ownSteps('apply-pme-staging.yml').map(({ displayName }) => displayName)).not.toContain(name);
  });
});

describe('the pipeline that builds images', () => {
  const { trigger, jobs } = pipeline('images.yml');

  test('it follows the folders that images are built from, and builds what changed', () => {
    expect(trigger).toEqual({ batch: true, branches: { include: ['main'] }, paths: { include: ['services/agent'] } });
    expect(jobs.map((job) => job.condition)).toEqual([
      undefined,
      ...Array<string>(2).fill("and(succeeded(), ne(dependencies.detect.outputs['detect.builds'], '[]'))"),
      "and(not(canceled()), eq(dependencies.synthesise.result, 'Succeeded'))",
    ]);
  });

  test('code of a Dockerfile or of packages is given no token, and what pushes has no identity at the cloud and runs no package', () => {
    const [, build, synthesis, propose] = jobs.map((job) => JSON.stringify(job));
    expect(build).toContain('"azureSubscription":"shop-pme-staging-apply"');
    expect(synthesis).toContain('npm ci');
    for (const job of [build, synthesis]) expect(job).not.toContain('System.AccessToken');
    expect(propose).toContain('System.AccessToken');
    expect(propose).not.toMatch(/azureSubscription|npm |npx /);
  });

  test('only with autoMergeImages the pull request completes by itself', () => {
    expect(texts['images.yml']).not.toContain('--merge');
    expect(synthesise(SAMPLE, { images: () => IMAGES, isMerged: true }).texts['images.yml']).toContain('"${arguments[@]}" --merge');
  });

  test.each([['no image is built', { ...IMAGES, builds: [] }], ['CI can log in to no registry', { ...IMAGES, registry: undefined }]])('there is none when %s', (_, images) => {
    expect(Object.keys(synthesise(SAMPLE, { images: () => images }).texts)).not.toContain('images.yml');
  });
});

test('a path that lies below another one is no filter of its own', () => {
  const node = environment('dev', { overlay: undefined, rootModules: [{ ...rootModule('dev', 'a'), moduleDirs: ['modules', 'modules/a', 'modules-of-others'], files: ['modules/x.json'] }] });
  expect(environmentPaths(node, layoutOf(Convention.PICASSO))).toEqual(['infra/dev/a', 'modules', 'modules-of-others']);
});

test('there is no filter where any file may be read', () => {
  const root = rootModule('dev', 'a');
  const filterOf = (read: string[]) => environmentFilter(environment('dev', { overlay: undefined, rootModules: [{ ...root, files: read, linked: ['linked'] }] }), layoutOf(Convention.PICASSO));
  expect(filterOf(['.'])).toBeUndefined();
  expect(filterOf(['x.json'])).toEqual({ include: ['infra/dev/a', 'linked', 'modules/a', 'x.json'] });
});

test('a path that a filter cannot name is matched by what it looks like', () => {
  const node = environment('dev', { overlay: undefined, rootModules: [{ ...rootModule('dev', 'a'), dir: 'a b/[c]', moduleDirs: ['모듈/${{ x }}'] }] });
  expect(environmentPaths(node, layoutOf(Convention.PICASSO))).toEqual(['a?b/?c?', '모듈/????x???']);
});

test('a pipeline can be patched like every other file', () => {
  const { texts: found } = synthesise(SAMPLE, {
    prepare: (project) => project.tryFindObjectFile('.pipelines/apply-pme-prod.yml')?.addOverride('jobs.0.pool', 'in-the-network'),
  });
  expect(pipeline('apply-pme-prod.yml', found).jobs[0].pool).toBe('in-the-network');
});

test('the folders are those of the convention', () => {
  const { dir: folder, texts: found } = synthesise([environment('dev')], { layout: layoutOf(Convention.FEIYUE) });
  expect(found['apply-dev.yml']).toContain('template: /.pipelines/templates/common/checkout.yml');
  expect(found['apply-dev.yml']).toContain('- k8s/base/agent\n');
  expect(existsSync(join(folder, '.pipelines/apply-dev.yml'))).toBe(true);
});

describe('text of the model', () => {
  test('it is never an expression', async () => {
    const { texts: found } = synthesise([named("${{ variables['System.AccessToken'] }}")], { products: [{ name: 'p', services: ["${{ x }}' or '"], environments: ['dev'], build: [], sources: [] }] });
    for (const text of Object.values(found)) expect(text.match(/\$\{\{ (variables|x)/g)).toBeNull();
    expect(found['apply-dev.yml']).toContain("${{ '${{' }} variables['System.AccessToken'] }}");
    expect(await syntaxProblems(found)).toEqual([]);
  });

  test.each(['a: b # c', '- "quoted"\n  and: more', "it's [x]; *y &z"])('%j stays what it is', (text) => {
    const { texts: found } = synthesise([named(text)]);
    expect(templateSteps('apply-dev.yml', found).flatMap(({ parameters }) => parameters?.overlay ?? [])).toEqual([text]);
  });

  test.each(['$(System.AccessToken)', '$[variables.x]'])('%s, for which there is no way to write it, is refused', (text) => {
    expect(() => synthesise([named(text)])).toThrow(`Azure Pipelines would read "${text}" as an expression`);
  });
});
