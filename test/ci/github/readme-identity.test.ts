import * as fs from 'node:fs';
import * as path from 'node:path';
import { Backend, Cloud, FeiyueProjectOptions } from '../../../src';
import { DefaultEstate } from '../../default-estate';

function readmeOf(options: Partial<FeiyueProjectOptions> = {}): string {
  const { project } = new DefaultEstate(options);
  project.synth();
  return fs.readFileSync(path.join(project.outdir, 'ops/estate.md'), 'utf-8');
}

/** The commands of one section. */
function commandsOf(readme: string, section: string): string[] {
  const [, text] = readme.split(`## ${section}\n`);
  return [...text.split('\n## ')[0].matchAll(/```sh\n([^]*?)\n *```/g)].map(([, commands]) => commands.replace(/^ {3}/gm, ''));
}

test('the first steps make the roles together with the bucket, from the keys that GitHub signs with', () => {
  expect(commandsOf(readmeOf(), 'First steps')[1]).toBe(
    'curl --fail --output terraform/bootstrap/tencent-cos/github-jwks.json https://token.actions.githubusercontent.com/.well-known/jwks\n'
    + 'tccli cam GetRole --RoleName CLS_QcsRole > /dev/null 2>&1 || {\n'
    + '  tccli cam CreateRole --RoleName CLS_QcsRole --PolicyDocument '
    + '\'{"version":"2.0","statement":[{"action":"name/sts:AssumeRole","effect":"allow","principal":{"service":"cls.cloud.tencent.com"}}]}\'\n'
    + '  tccli cam AttachRolePolicy --AttachRoleName CLS_QcsRole --PolicyName QcloudCOSAccessForCLSRole\n'
    + '}\n'
    + '# With a cluster, whose service role is there once TKE was opened in the console:\n'
    + 'tccli cam ListAttachedRolePolicies --RoleName TKE_QCSRole --Page 1 --Rp 200 | grep -q QcloudAccessForTKERoleInOIDCConfig ||\n'
    + '  tccli cam AttachRolePolicy --AttachRoleName TKE_QCSRole --PolicyName QcloudAccessForTKERoleInOIDCConfig\n'
    + 'ops/scripts/bootstrap.sh --confirm bootstrap',
  );
});

test('whom each role trusts is shown in every form that is trusted', () => {
  expect(readmeOf({ repositoryIds: { owner: 9919, repository: 77 } })).toContain('`repo:feiyue/feiyue-mono:environment:<environment>`, `repo:feiyue@9919/feiyue-mono@77:environment:<environment>` |');
  expect(readmeOf()).not.toContain('repo:feiyue@');
});

test('the ids of the repository are asked for as long as they are not known', () => {
  expect(readmeOf()).toContain("gh api 'repos/{owner}/{repo}' --jq '{owner: .owner.id, repository: .id}'");
  expect(readmeOf({ repositoryIds: { owner: 1, repository: 2 } })).not.toContain('repositoryIds');
});

test.each([undefined, 'example/feiyue-mono'])('without a repository of one\'s own (%s) it says that there is no role yet, and shows no name of another', (repository) => {
  const readme = readmeOf({ repository });
  expect(readme).toContain("your repository as `repository: '<owner>/<name>'`: until then no role is made for CI");
  expect(readme).not.toContain('example/');
  expect(readme).not.toContain('@example');
});

test('the account is asked for only when the estate does not name it, and by hand only where there is no bootstrap to ask', () => {
  const named = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', accountUin: '100000000001' });
  expect(readmeOf()).not.toContain('gh variable set');
  expect(readmeOf({ backend: Backend.local() })).toContain('gh variable set TENCENTCLOUD_ACCOUNT_UIN --body …');
  expect(readmeOf({ backend: Backend.local(), cloud: named })).not.toContain('gh variable set');
});

test('states in another cloud have no bootstrap, so the roles are to be made by hand', () => {
  expect(readmeOf({ backend: Backend.local() })).toContain('as a role that you make by hand');
});

test('what a script can set is one command, and what a person decides stands beside it', () => {
  const readme = readmeOf();
  expect(commandsOf(readme, 'Let CI in')).toEqual(['ops/scripts/doctor.sh --fix']);
  expect(readme).toContain('Make the teams @feiyue/platform, and let them write to the repository');
  expect(readme).toContain('In a private repository GitHub has required reviewers with GitHub Enterprise alone');
  expect(readme).not.toContain('Choose who approves');
});
