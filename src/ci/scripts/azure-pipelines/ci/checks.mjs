// The checks of an environment or a service connection: what a job has to pass before it gets it. All of them have to be passed, so one more never weakens another.
import { change, read } from './settings-api.mjs';

const PATH = 'pipelines/checks/configurations';
const VERSION = '7.1-preview.1';

// Source: microsoft/terraform-provider-azuredevops, azuredevops/internal/service/approvalsandchecks
const APPROVAL = '8c6f20a7-a545-4486-9777-f762fafe0d4d';
const TASK_CHECK = 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7';
const EXCLUSIVE_LOCK = '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563';
const BRANCH_CONTROL = { id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b', name: 'evaluatebranchProtection', version: '0.0.1' };
const MINUTES_IN_A_MONTH = 43_200;

/** What the checks of a resource lack of what is declared: what that is, and what would be added; undefined where a person has to choose. */
export async function missingChecks(declared, { type, id }, wanted) {
  const { value } = await read(PATH, { query: { resourceType: type, resourceId: id, $expand: 'settings' }, version: VERSION });
  const found = value.filter(({ isDisabled }) => isDisabled !== true);
  return (await checksFor(declared, wanted)).filter(({ holds }) => !found.some(holds));
}

export async function addCheck({ type, id }, check) {
  await change(PATH, { method: 'POST', version: VERSION, body: { ...check, timeout: MINUTES_IN_A_MONTH, resource: { type, id: String(id) } } });
}

async function checksFor({ defaultBranch }, { onlyDefaultBranch, needsApproval, approvers, hasLock = false }) {
  const branch = `refs/heads/${defaultBranch}`;
  return [
    ...onlyDefaultBranch ? [branchControl(branch)] : [],
    ...needsApproval ? [await approval(approvers)] : [],
    ...hasLock ? [{ lacks: 'runs do not take turns', holds: ({ type }) => isType(type, EXCLUSIVE_LOCK), check: { type: { id: EXCLUSIVE_LOCK, name: 'ExclusiveLock' }, settings: {} } }] : [],
  ];
}

function isType({ id }, type) {
  return id.toLowerCase() === type;
}

function branchControl(branch) {
  return {
    lacks: `other branches than ${branch} may use it`,
    holds: ({ type, settings }) => isType(type, TASK_CHECK) && settings?.definitionRef?.id?.toLowerCase() === BRANCH_CONTROL.id
      && settings.inputs?.allowedBranches?.split(',').every((allowed) => allowed.trim() === branch),
    check: {
      type: { id: TASK_CHECK, name: 'Task Check' },
      settings: { definitionRef: BRANCH_CONTROL, displayName: 'Branch control', inputs: { allowedBranches: branch, ensureProtectionOfBranch: 'false' } },
    },
  };
}

/** Those who are declared, or fewer; where nobody is, anybody. */
async function approval(teams) {
  const ids = await Promise.all(teams.map(teamId));
  const mayApprove = ({ id }) => ids.length === 0 || ids.includes(id);
  return {
    lacks: ids.length === 0 ? 'nobody has to approve' : `nobody has to approve, or others than ${teams.join(', ')} may`,
    holds: ({ type, settings }) => isType(type, APPROVAL) && settings?.approvers?.length > 0 && settings.approvers.every(mayApprove),
    check: ids.length === 0 ? undefined : {
      type: { id: APPROVAL, name: 'Approval' },
      settings: { approvers: ids.map((id) => ({ id })), minRequiredApprovers: 1, requesterCannotBeApprover: false, instructions: '' },
    },
  };
}

/** The identity of a team of the project. */
export async function teamId(team) {
  const project = encodeURIComponent(process.env.SYSTEM_TEAMPROJECTID);
  try {
    return (await read(`/projects/${project}/teams/${encodeURIComponent(team)}`)).id;
  } catch (error) {
    if (error.status === 404) throw new Error(`the project has no team ${team}`);
    throw error;
  }
}

/** An environment by its name; undefined: there is none, or it may not be seen. */
export async function findEnvironment(name) {
  const { value } = await read('distributedtask/environments', { query: { name } });
  const found = value.find((each) => each.name === name);
  return found && { type: 'environment', id: found.id };
}

/** A service connection by its name; undefined: there is none, or it may not be seen. */
export async function findConnection(name) {
  const { value } = await read('serviceendpoint/endpoints', { query: { endpointNames: name } });
  const found = value.find((each) => each.name === name);
  return found && { type: 'endpoint', id: found.id };
}
