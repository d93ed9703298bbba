// The settings of a project in Azure DevOps that an estate relies on: what each lacks, and how it is set.
import { ask } from './ask.mjs';
import { policySettings } from './branch-policies.mjs';
import { addCheck, findConnection, findEnvironment, missingChecks } from './checks.mjs';
import { change, read, readAll } from './settings-api.mjs';

/** What the help of a script says of logging in. */
export const LOGIN = 'Asks Azure DevOps as you: az login. To set anything you have to be an administrator of the project.';

/** What az knows Azure DevOps by. */
const AZURE_DEVOPS = '499b84ac-1321-427f-aa17-267ca6975798';

const PERMISSIONS_VERSION = '7.1-preview.1';

/** What a project limits its jobs to, and what it means. */
const LIMITS = {
  enforceJobAuthScope: 'the token of a job is good in this project only',
  enforceReferencedRepoScopedToken: 'the token of a job reads only the repositories that its pipeline names',
  enforceSettableVar: 'a run takes only those variables that its pipeline lets be set',
};

/** All settings, in the order in which they are told. Throws when Azure DevOps is not reached at all. */
export async function settingsOf(declared) {
  const { organization, project } = declared;
  if (project === undefined) throw new Error('.projenrc.ts has no repository of your own: put it there as repository: \'<organization>/<project>/<name>\', and run npx projen');
  process.env.SYSTEM_COLLECTIONURI ||= `https://dev.azure.com/${encodeURIComponent(organization)}/`;
  process.env.SYSTEM_TEAMPROJECTID = project;
  // Handed on in memory alone.
  process.env.SYSTEM_ACCESSTOKEN = ask('az', ['account', 'get-access-token', '--resource', AZURE_DEVOPS, '--query', 'accessToken', '--output', 'tsv']).trim();
  const { id: repositoryId } = await read(`git/repositories/${encodeURIComponent(declared.repository)}`);
  return [
    ...declared.pipelines.map((pipeline) => pipelineSetting(pipeline, repositoryId)),
    ...declared.environments.map((environment) => environmentSetting(declared, environment)),
    ...declared.serviceConnections.flatMap((connection) => connectionSettings(declared, connection, repositoryId)),
    ...policySettings(declared, repositoryId, async (file) => (await findPipeline(file, repositoryId))?.id),
    ...Object.entries(LIMITS).map(([key, means]) => limitSetting(key, means)),
  ];
}

async function findPipeline(file, repositoryId) {
  const all = await readAll('build/definitions', { repositoryId, repositoryType: 'TfsGit', includeAllProperties: true });
  return all.find((found) => found.process?.yamlFilename?.replace(/^\/+/, '') === file);
}

function pipelineSetting({ name, file, isFoundByName }, repositoryId) {
  return {
    name: `pipeline ${name}`,
    means: `made of ${file}${isFoundByName ? ', and called so: others find it by that name' : ''}`,
    problem: async () => {
      const found = await findPipeline(file, repositoryId);
      if (found === undefined) return 'it is not there';
      return isFoundByName && found.name !== name ? `it is called ${found.name}: rename it` : undefined;
    },
    mend: async () => {
      if (await findPipeline(file, repositoryId) !== undefined) return;
      await change('pipelines', { method: 'POST', body: { name, folder: '\\', configuration: { type: 'yaml', path: `/${file}`, repository: { id: repositoryId, type: 'azureReposGit' } } } });
    },
  };
}

/** What somebody has to pass, in words. */
function wordsOf({ defaultBranch }, { onlyDefaultBranch, needsApproval, approvers, hasLock }) {
  return [
    onlyDefaultBranch ? `only ${defaultBranch} uses it` : 'any branch uses it',
    ...needsApproval ? [approvers.length === 0 ? 'somebody approves' : `one of ${approvers.join(', ')} approves`] : [],
    ...hasLock ? ['runs take turns'] : [],
  ].join(', and ');
}

function chooseByHand({ needsApproval, approvers }) {
  return needsApproval && approvers.length === 0 ? 'say who approves, as reviewers of the environment in .projenrc.ts, or under Approvals and checks.' : undefined;
}

function environmentSetting(declared, environment) {
  const { name } = environment;
  return {
    name: `environment ${name}`,
    means: wordsOf(declared, environment),
    problem: async () => {
      const found = await findEnvironment(name);
      return found === undefined ? 'it is not there' : lacksOf(declared, found, environment);
    },
    mend: async () => {
      if (await findEnvironment(name) === undefined) await change('distributedtask/environments', { method: 'POST', body: { name, description: '' } });
      await addMissing(declared, await findEnvironment(name), environment);
    },
    byHand: chooseByHand(environment),
  };
}

async function lacksOf(declared, resource, wanted) {
  return (await missingChecks(declared, resource, wanted)).map(({ lacks }) => lacks).join('; ') || undefined;
}

async function addMissing(declared, resource, wanted) {
  for (const { check } of await missingChecks(declared, resource, wanted)) if (check !== undefined) await addCheck(resource, check);
}

function connectionSettings(declared, connection, repositoryId) {
  const { name, pipelines } = connection;
  const found = async () => {
    const resource = await findConnection(name);
    if (resource === undefined) throw new Error(`there is no service connection ${name}, or you may not see it. Make it: Azure Resource Manager, workload identity federation (manual)`);
    return resource;
  };
  const checks = {
    name: `service connection ${name}`,
    means: wordsOf(declared, connection),
    problem: async () => lacksOf(declared, await found(), connection),
    mend: async () => addMissing(declared, await found(), connection),
    byHand: chooseByHand(connection),
  };
  // An approval or the branch may be all that is asked for, and here nothing is.
  const hasChecks = connection.onlyDefaultBranch || connection.needsApproval;
  return [...hasChecks ? [checks] : [], permissionSetting(name, pipelines, found, repositoryId)];
}

function permissionSetting(name, files, found, repositoryId) {
  const readPermissions = async () => {
    const { id } = await found();
    const { allPipelines, pipelines = [] } = await read(`pipelines/pipelinepermissions/endpoint/${id}`, { version: PERMISSIONS_VERSION });
    const pipelinesOf = await Promise.all(files.map(async (file) => ({ file, id: (await findPipeline(file, repositoryId))?.id })));
    const own = pipelinesOf.flatMap((pipeline) => pipeline.id ?? []);
    const allowed = pipelines.filter(({ authorized }) => authorized).map((pipeline) => pipeline.id);
    const absent = pipelinesOf.filter((pipeline) => pipeline.id === undefined).map(({ file }) => file);
    return { id, absent, isOpen: allPipelines?.authorized === true, others: allowed.filter((each) => !own.includes(each)), missing: own.filter((each) => !allowed.includes(each)) };
  };
  return {
    name: `service connection ${name}`,
    means: `only these pipelines use it: ${files.join(', ')}`,
    problem: async () => {
      const { absent, isOpen, others, missing } = await readPermissions();
      return [
        ...isOpen ? ['every pipeline may'] : [],
        ...others.length > 0 ? [`pipelines ${others.join(', ')} may, too`] : [],
        ...absent.length > 0 ? [`there is no pipeline of ${absent.join(', ')} yet`] : [],
        ...missing.length > 0 ? [`pipelines ${missing.join(', ')} may not yet`] : [],
      ].join('; ') || undefined;
    },
    mend: async () => {
      const { id, others, missing } = await readPermissions();
      await change(`pipelines/pipelinepermissions/endpoint/${id}`, {
        method: 'PATCH',
        version: PERMISSIONS_VERSION,
        body: {
          resource: { type: 'endpoint', id },
          allPipelines: { authorized: false },
          pipelines: [...missing.map((each) => ({ id: each, authorized: true })), ...others.map((each) => ({ id: each, authorized: false }))],
        },
      });
    },
  };
}

function limitSetting(key, means) {
  return {
    name: 'settings of pipelines',
    means,
    problem: async () => ((await read('build/generalsettings'))[key] === true ? undefined : `${key} is off`),
    mend: async () => change('build/generalsettings', { method: 'PATCH', body: { [key]: true } }),
  };
}
