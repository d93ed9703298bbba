// CloudBase Run, by the calls of its API that @cloudbase/cli 2.12.10 makes of it. The program itself takes values on its command line
// alone, and makes every service public that it deploys.
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './kubectl.mjs';
import { isCancelled } from './programs.mjs';
import { call } from './tencent-api.mjs';

const API = { service: 'tcbr', version: '2022-02-17', url: process.env.TCBR_URL };
/** A question is asked ever more seldom, up to this. */
const [FIRST_POLL_MILLISECONDS, LONGEST_POLL_MILLISECONDS] = [500, 5000];
const WHOLE = 100;
/** How the API says that there is no such service. Source: `_checkFunctionExist` of the program, in both forms. */
const NO_SERVICE = /: (?:ResourceNotFound(?:\.ServerNotFound)?: |InvalidParameter: service data illegal$)/;
/** How the API says that a release is under way. */
const IN_USE = /: ResourceInUse/;

/** Calls the API about a service. */
async function ask(action, { envId, region, service }, parameters = {}) {
  if (isCancelled()) throw new Failure('The run was cancelled.');
  return call(API, action, region, { EnvId: envId, ServerName: service, ...parameters });
}

/** A service as it is: its settings, and the versions that answer requests. Undefined: there is none. */
export async function readService(declared) {
  let detail;
  try {
    detail = await ask('DescribeCloudRunServerDetail', declared);
  } catch (error) {
    if (NO_SERVICE.test(error.message)) return undefined;
    throw error;
  }
  const { BaseInfo: base = {}, ServerConfig: config = {}, OnlineVersionInfos: versions = [] } = detail;
  return {
    host: base.DefaultDomainName,
    config,
    versions: versions.map(({ VersionName: name, ImageUrl: image, FlowRatio: share }) => ({ name, image, share: Number(share) })),
  };
}

/** Names of the services of an environment of CloudBase. */
export async function serviceNames({ envId, region }) {
  const names = [];
  for (let page = 1; ; page++) {
    const { ServerList: list = [], Total: total = 0 } = await ask('DescribeCloudRunServers', { envId, region, service: '' }, { PageSize: 30, PageNum: page });
    names.push(...list.map(({ ServerName: name }) => name));
    if (list.length === 0 || names.length >= total) return names;
  }
}

/** Settings of a service as the API takes them one by one. Source: `parseObjectToDiffConfigItem` of the program. */
function itemsOf({ port, cpu, memory, minInstances, maxInstances, scaleOn, access, initialDelaySeconds, command, args }, variables) {
  return [
    { Key: 'Port', IntValue: port },
    { Key: 'CpuSpecs', FloatValue: cpu },
    { Key: 'MemSpecs', FloatValue: memory },
    { Key: 'MinNum', IntValue: minInstances },
    { Key: 'MaxNum', IntValue: maxInstances },
    { Key: 'PolicyDetails', PolicyDetails: policiesOf(scaleOn) },
    { Key: 'AccessTypes', ArrayValue: access },
    { Key: 'InternalAccess', Value: internalAccess(access) },
    { Key: 'InitialDelaySeconds', IntValue: initialDelaySeconds },
    { Key: 'EntryPoint', ArrayValue: command ?? [] },
    { Key: 'Cmd', ArrayValue: args ?? [] },
    { Key: 'EnvParam', Value: JSON.stringify(variables) },
  ];
}

function policiesOf({ cpu, memory } = {}) {
  return [['cpu', cpu], ['mem', memory]].filter(([, percent]) => percent !== undefined).map(([PolicyType, PolicyThreshold]) => ({ PolicyType, PolicyThreshold }));
}

function internalAccess(access) {
  return access.includes('VPC') ? 'open' : 'close';
}

/** What of a running service is not as declared, in words; the values of variables are not among them. */
export function differences(declared, variables, live) {
  const { config, versions } = live;
  const [version] = versions;
  const isWhole = versions.length === 1 && version.share === WHOLE;
  const wanted = {
    port: [declared.port, config.Port],
    cpu: [declared.cpu, config.Cpu],
    memory: [declared.memory, config.Mem],
    minInstances: [declared.minInstances, config.MinNum],
    maxInstances: [declared.maxInstances, config.MaxNum],
    scaleOn: [sorted(policiesOf(declared.scaleOn).map(policyText)), sorted((config.PolicyDetails ?? []).map(policyText))],
    access: [sorted(declared.access), sorted(config.OpenAccessTypes ?? [])],
    initialDelaySeconds: [declared.initialDelaySeconds, config.InitialDelaySeconds],
    command: [declared.command ?? [], config.EntryPoint ?? []],
    args: [declared.args ?? [], config.Cmd ?? []],
    image: [declared.image, version?.image],
  };
  const settings = Object.entries(wanted).filter(([, [is, was]]) => JSON.stringify(is) !== JSON.stringify(was))
    .map(([name, [is, was]]) => `${name} is ${JSON.stringify(was) ?? 'not set'}, and declared as ${JSON.stringify(is)}`);
  return [
    ...(isWhole ? [] : [`requests go to ${versions.length === 0 ? 'no version' : versions.map(({ name, share }) => `${name} (${share} %)`).join(', ')}`]),
    ...settings,
    ...variableDifferences(variables, variablesOf(config)),
  ];
}

function variableDifferences(declared, live) {
  const names = sorted([...new Set([...Object.keys(declared), ...Object.keys(live)])]);
  return names.flatMap((name) => {
    if (!Object.hasOwn(live, name)) return [`variable ${name} is not there`];
    if (!Object.hasOwn(declared, name)) return [`variable ${name} is there, and not declared`];
    return declared[name] === live[name] ? [] : [`variable ${name} has another value`];
  });
}

/** The variables of a service as it is. */
export function variablesOf({ EnvParams: text }) {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text || '{}')).map(([name, value]) => [name, String(value)]));
  } catch {
    throw new Failure('the variables that CloudBase Run tells of are no JSON');
  }
}

function policyText({ PolicyType: kind, PolicyThreshold: percent }) {
  return `${kind} ${percent} %`;
}

function sorted(texts) {
  return [...texts].sort();
}

/**
 * Makes a new version of a service, and waits until its instances have started.
 * @param release the whole service at once (`FULL`), or beside the version that is there (`GRAY`)
 * @param isNew whether there is no such service yet
 */
export async function deploy(declared, variables, { isNew, release, seconds }) {
  const before = new Set(isNew ? [] : (await deployments(declared)).map(({ DeployId: id }) => id));
  const deployment = { DeployType: 'image', ImageUrl: declared.image, ReleaseType: release };
  try {
    await ask(isNew ? 'CreateCloudRunServer' : 'UpdateCloudRunServer', declared, { DeployInfo: deployment, Items: itemsOf(declared, variables) });
  } catch (error) {
    if (IN_USE.test(error.message)) throw new Failure(`another release of ${declared.service} is under way: let it end, or end it in the console of CloudBase, and start this deployment again`);
    throw error;
  }
  const ended = await poll(seconds, async () => (await deployments(declared)).find(({ DeployId: id, Status: status }) => !before.has(id) && status !== 'deploying'));
  if (ended === undefined) throw new Failure(`the new version of ${declared.service} has not started after ${seconds} seconds`);
  if (ended.Status === 'running') return;
  throw new Failure(`the new version of ${declared.service} did not start (${ended.Status}): ${await reasonOf(declared)}`, { cause: { runId: ended.RunId } });
}

/** What was deployed of a service, the newest first. */
async function deployments(declared) {
  const { DeployRecords: records } = await ask('DescribeCloudRunDeployRecord', declared);
  return [...records ?? []].sort((a, b) => Date.parse(b.DeployTime) - Date.parse(a.DeployTime));
}

/** What the instances of a deployment said, as far as CloudBase keeps it. */
export async function logOf(declared, runId) {
  if (!runId) return '';
  const { Logs: lines = [] } = await ask('DescribeCloudRunProcessLog', { ...declared, service: undefined }, { RunId: runId });
  return lines.join('\n');
}

async function reasonOf(declared) {
  const task = await lastTask(declared);
  return task.FailReason || task.Steps?.find(({ FailReason: reason }) => reason)?.FailReason || 'CloudBase Run does not say why';
}

/** The release that was begun last. */
async function lastTask(declared) {
  const { Task: task } = await ask('DescribeServerManageTask', declared, { TaskId: 0 });
  return task ?? {};
}

/** Waits until one version alone answers requests, of those that are meant. Gives whether that came to be. */
export async function waitForWhole(declared, isMeant, seconds) {
  const isWhole = await poll(seconds, async () => isWholeOf(await readService(declared), isMeant));
  return isWhole === true;
}

/** Whether one version alone answers requests, of those that are meant. */
export function isWholeOf({ versions = [] } = {}, isMeant) {
  return versions.length === 1 && versions[0].share === WHOLE && isMeant(versions[0].name);
}

/** Whether a new version waits beside another one to be released. */
export async function hasCanary(declared) {
  const { ReleaseType: release, Status: status } = await lastTask(declared);
  return release === 'GRAY' && status === 'running';
}

/** Gives the new version of a release that is under way a share of the requests. */
export async function shareRequests(declared, percent) {
  const { current, next } = await releaseOf(declared);
  const item = (name, share, isDefault) => ({ VersionName: name, FlowRatio: share, IsDefaultPriority: isDefault, Priority: isDefault ? 1 : 2 });
  await ask('ReleaseGray', declared, {
    GrayType: 'gray', TrafficType: 'FLOW', GrayFlowRatio: percent, VersionFlowItems: [item(current, WHOLE - percent, true), item(next, percent, false)],
  });
}

/** Gives the new version of a release that is under way all requests, and ends the release. */
export async function promote(declared) {
  const { next } = await releaseOf(declared);
  await ask('ReleaseGray', declared, {
    GrayType: 'gray',
    TrafficType: 'FLOW',
    GrayFlowRatio: WHOLE,
    VersionFlowItems: [{ VersionName: next, FlowRatio: WHOLE, Priority: 0, IsDefaultPriority: true }],
    CloseGrayRelease: true,
  });
}

async function releaseOf(declared) {
  const { ReleaseOrderInfo: order } = await ask('DescribeReleaseOrder', declared);
  const [current, next] = [order?.CurrentVersion?.VersionName, order?.ReleaseVersion?.VersionName];
  if (!current || !next) throw new Failure(`CloudBase Run knows no release of ${declared.service} that is under way`);
  return { current, next };
}

/** Takes back a release that is under way: the version of before answers all requests again. */
export async function takeBack(declared) {
  const { Id: id } = await lastTask(declared);
  await ask('OperateServerManage', declared, { TaskId: id, OperateType: 'go_back' });
}

/** Ends a release that has not come to its end. */
export async function cancelRelease(declared) {
  const { Id: id, Status: status } = await lastTask(declared);
  if (status === 'running') await ask('OperateServerManage', declared, { TaskId: id, OperateType: 'cancel' });
}

/** The version that the last release took the place of; undefined: CloudBase Run does not say. */
export async function formerVersion(declared, current) {
  const { VersionName: name, PreVersionName: former } = await lastTask(declared);
  return name === current && former ? former : undefined;
}

/** Makes a version of before the one that answers all requests. */
export async function rollBack(declared, current, former) {
  await ask('SubmitServerRollback', declared, { CurrentVersionName: current, RollbackVersionName: former });
}

/** Settings and image of a service as it is, in the form in which they are declared. */
export function declaredFrom({ envId, region, service }, { config, versions: [version] }) {
  const percentOf = (kind) => config.PolicyDetails?.find(({ PolicyType: each }) => each === kind)?.PolicyThreshold;
  return {
    envId,
    region,
    service,
    image: version.image,
    port: config.Port,
    cpu: config.Cpu,
    memory: config.Mem,
    minInstances: config.MinNum,
    maxInstances: config.MaxNum,
    scaleOn: { cpu: percentOf('cpu'), memory: percentOf('mem') },
    access: config.OpenAccessTypes ?? [],
    initialDelaySeconds: config.InitialDelaySeconds,
    command: config.EntryPoint ?? [],
    args: config.Cmd ?? [],
  };
}

/** Asks until there is an answer; undefined: there was none in time. */
async function poll(seconds, question) {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = FIRST_POLL_MILLISECONDS; ; pause = Math.min(pause * 1.5, LONGEST_POLL_MILLISECONDS)) {
    const answer = await question();
    if (answer) return answer;
    if (isCancelled()) throw new Failure('The run was cancelled: what was begun goes on in CloudBase Run, and the next deployment goes on from there.');
    if (Date.now() + pause > deadline) return undefined;
    await sleep(pause);
  }
}
