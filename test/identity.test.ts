import * as fs from 'node:fs';
import * as path from 'node:path';
import { TextFile } from 'projen/lib/textfile';
import { YamlFile } from 'projen/lib/yaml';
import { parse } from 'yaml';
import { DefaultEstate } from './default-estate';
import { describeWithTool } from './real-tool';
import { Cloud, RepositoryIds } from '../src';
import { RoleDocuments, roleDocuments } from './terraform/bootstrap-documents';
import { jobSubjects } from '../src/ci/github/job-subjects';
import type { ScriptStep, Workflow } from '../src/ci/github/workflow';
import { EstateError } from '../src/synth/declare/estate-error';

const IDS: RepositoryIds = { owner: 9919, repository: 123456 };
const CLOUD = { appId: '1250000000', region: 'ap-guangzhou' };

interface Written {
  readonly estate: DefaultEstate;
  readonly outdir: string;
  readonly workflows: Readonly<Record<string, Workflow>>;
}

function written(estate: DefaultEstate): Written {
  estate.project.synth();
  const { outdir } = estate.project;
  const dir = path.join(outdir, '.github/workflows');
  const workflows = Object.fromEntries(fs.readdirSync(dir).map((name) => [name, parse(fs.readFileSync(path.join(dir, name), 'utf-8')) as Workflow]));
  return { estate, outdir, workflows };
}

function manyEnvironments(): DefaultEstate {
  const estate = new DefaultEstate({ repositoryIds: IDS });
  for (let i = 0; i < 40; i++) estate.project.addEnvironment(`team-${i}`);
  return estate;
}

const ESTATES: Array<[what: string, estate: () => DefaultEstate, ids?: RepositoryIds, defaultBranch?: string]> = [
  ['an estate that is deployed from another branch', () => new DefaultEstate({ defaultBranch: 'trunk' }), undefined, 'trunk'],
  ['the default estate', () => new DefaultEstate()],
  ['an estate that knows its ids', () => new DefaultEstate({ repositoryIds: IDS }), IDS],
  ['an estate that names its account', () => new DefaultEstate({ cloud: Cloud.tencent({ ...CLOUD, accountUin: '100000000001' }) })],
  ['an estate of many environments', manyEnvironments, IDS],
];

/** Every login of a workflow: the roles that the job assumes, and for how long. */
function logins(workflow: Workflow, environments: readonly string[]): Array<{ job: string; roles: string[]; seconds: number }> {
  return Object.entries(workflow.jobs).flatMap(([job, { steps }]) => steps
    .filter((step): step is ScriptStep => 'run' in step && step.env?.ROLE !== undefined)
    .map(({ env }) => ({
      job,
      roles: env!.ROLE.includes('matrix.environment') ? environments.map((name) => env!.ROLE.replace(/\$\{\{ *matrix\.environment *\}\}/, name)) : [env!.ROLE],
      seconds: Number(env!.DURATION_SECONDS),
    })));
}

describeWithTool('terraform', () => {
  describe.each(ESTATES)('%s', (_, make, ids, defaultBranch = 'main') => {
    let facts: Written;
    let documents: RoleDocuments;
    let environments: string[];
    /** Those whose plans no reviewer has to let in. */
    let free: string[];

    beforeAll(() => {
      facts = written(make());
      documents = roleDocuments(facts.outdir);
      environments = facts.estate.project.environments.map(({ name }) => name);
      free = facts.estate.project.environments.filter(({ isProtected }) => !isProtected).map(({ name }) => name);
    });

    test('every job that logs in presents what exactly the role that it assumes trusts', () => {
      const repository = { fullName: facts.estate.project.repository, ids, defaultBranch };
      const seen = new Set<string>();
      for (const [file, workflow] of Object.entries(facts.workflows)) {
        const presented = jobSubjects(workflow, repository);
        const found = logins(workflow, file === 'terraform-plan.yml' ? free : environments);
        // A job with the permission and without a login, or the other way round, has too much or too little.
        expect([file, [...new Set(presented.map(({ job }) => job))]]).toEqual([file, found.map(({ job }) => job)]);
        for (const { job, roles } of found) {
          const subjects = presented.filter((subject) => subject.job === job).flatMap((subject) => subject.subjects ?? ['unknown']);
          for (const role of roles) {
            seen.add(role);
            const trusted = documents.trust[role].statement[0].condition!.string_equal['oidc:sub'];
            expect([file, job, role, subjects.filter((subject) => !trusted.includes(subject))]).toEqual([file, job, role, []]);
          }
        }
      }
      expect([...seen].sort()).toEqual(Object.keys(documents.trust).sort());
    });

    test('no role trusts what no job presents', () => {
      const repository = { fullName: facts.estate.project.repository, ids, defaultBranch };
      const jobs = Object.values(facts.workflows).flatMap((workflow) => jobSubjects(workflow, repository));
      const presented = new Set(jobs.flatMap(({ subjects }) => subjects ?? []));
      const trusted = Object.values(documents.trust).flatMap(({ statement }) => statement[0].condition!.string_equal['oidc:sub']);
      expect(trusted.filter((subject) => !presented.has(subject))).toEqual([]);
    });

    test('trust names the provider, the issuer and the audience that the login asks for', () => {
      for (const document of Object.values(documents.trust)) {
        expect(document).toEqual({
          version: '2.0',
          statement: [{
            effect: 'allow',
            action: ['name/sts:AssumeRoleWithWebIdentity'],
            principal: { federated: ['qcs::cam::uin/100000000001:oidc-provider/feiyue-mono-github'] },
            condition: {
              string_equal: {
                'oidc:iss': ['https://token.actions.githubusercontent.com'],
                'oidc:aud': ['sts.tencentcloudapi.com'],
                'oidc:sub': expect.any(Array),
              },
            },
          }],
        });
        // CAM compares with ten at most.
        expect(document.statement[0].condition!.string_equal['oidc:sub'].length).toBeLessThanOrEqual(10);
      }
    });

    test('no login asks for longer keys than the roles give', () => {
      const [, seconds] = /session_duration\s*=\s*(\d+)/.exec(fs.readFileSync(path.join(facts.outdir, 'terraform/bootstrap/tencent-cos/identities.tf'), 'utf-8'))!;
      for (const workflow of Object.values(facts.workflows)) {
        for (const login of logins(workflow, environments)) expect(login.seconds).toBeLessThanOrEqual(Number(seconds));
      }
    });

    test('no document is longer than CAM takes', () => {
      for (const document of [...Object.values(documents.trust), ...Object.values(documents.policies).flat()]) {
        expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144);
      }
    });
  });
});

test('without a repository no role is made', () => {
  const { outdir } = written(new DefaultEstate({ repository: undefined }));
  const tfvars = fs.readFileSync(path.join(outdir, 'terraform/bootstrap/tencent-cos/terraform.tfvars'), 'utf-8');
  expect(tfvars).not.toContain('roles');
  expect(tfvars).not.toContain('repo:');
});

test('the repository that `projen new` leaves as an example, which is somebody else\'s, gets no role', () => {
  const { outdir } = written(new DefaultEstate({ repository: 'example/feiyue-mono' }));
  expect(fs.readFileSync(path.join(outdir, 'terraform/bootstrap/tencent-cos/terraform.tfvars'), 'utf-8')).not.toContain('roles');
});

describe('a job that no role trusts is an error at synthesis', () => {
  function problems(change: (estate: DefaultEstate) => void, estate = new DefaultEstate()): string[] {
    change(estate);
    try {
      estate.project.synth();
      return [];
    } catch (error) {
      if (!(error instanceof EstateError)) throw error;
      return [...error.problems];
    }
  }

  const LOGS_IN = { 'runs-on': 'ubuntu-24.04', 'permissions': { 'id-token': 'write' }, 'steps': [] };

  test('when a generated workflow is patched into another environment', () => {
    const found = problems(({ project }) => project.tryFindObjectFile('.github/workflows/deploy-dev.yml')!.addOverride('jobs.deploy.environment', { name: 'staging' }));
    expect(found).toEqual([expect.stringMatching(/job "deploy" .* presents the subject "repo:feiyue\/feiyue-mono:environment:staging", which no role trusts/)]);
  });

  test('when a workflow of the user\'s own is added', () => {
    const found = problems(({ project }) => new YamlFile(project, '.github/workflows/nightly.yml', { obj: { on: { push: { branches: ['next'] } }, jobs: { scan: LOGS_IN } } }));
    expect(found).toEqual([expect.stringMatching(/identity\.test\.ts:\d+\s+workflow "\.github\/workflows\/nightly\.yml": job "scan" .*refs\/heads\/next/)]);
  });

  test('when a workflow is added as a text', () => {
    const lines = ['on: release', 'permissions: write-all', 'jobs:', '  ship:', '    runs-on: ubuntu-24.04'];
    expect(problems(({ project }) => new TextFile(project, '.github/workflows/ship.yml', { lines }))).toEqual([expect.stringContaining('job "ship"')]);
  });

  test('and one that a role trusts is none, nor is a workflow that logs in nowhere', () => {
    expect(problems(({ project }) => {
      new YamlFile(project, '.github/workflows/nightly.yml', { obj: { on: 'schedule', jobs: { scan: LOGS_IN } } });
      new YamlFile(project, '.github/workflows/labels.yml', { obj: { on: 'release', jobs: { label: { ...LOGS_IN, permissions: {} } } } });
    })).toEqual([]);
  });

  test('nor may an environment be called like the one in which pull requests plan another', () => {
    expect(problems(({ project }) => project.addEnvironment('prod-plan'))).toEqual([
      expect.stringMatching(/identity\.test\.ts:\d+\s+environment "prod-plan" has the name of the environment on GitHub in which pull requests plan "prod", so such a job could apply to it: give it another name/),
    ]);
    // Nobody is asked before dev is planned, so there is no such environment.
    expect(problems(({ project }) => project.addEnvironment('dev-plan'))).toEqual([]);
  });

  test('but not in an estate without a repository, which has no roles', () => {
    expect(problems(({ project }) => new YamlFile(project, '.github/workflows/ship.yml', { obj: { on: 'release', jobs: { ship: LOGS_IN } } }), new DefaultEstate({ repository: undefined }))).toEqual([]);
  });

  test.each([0, 1.5, NaN, -3])('an id of %d is none', (owner) => {
    expect(problems(() => undefined, new DefaultEstate({ repositoryIds: { owner, repository: 5 } }))).toEqual([
      expect.stringMatching(/repositoryIds has the owner .*: `gh api repos\/feiyue\/feiyue-mono --jq/),
    ]);
  });
});
