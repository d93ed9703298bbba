import { Account, ACCOUNT_UIN } from './account';
import { ApiAnswer, ApiCall, CloudApi } from './cloud-api';
import { Refusal } from './service';

/** A version of a service, as it was made. */
export interface RunVersion {
  readonly name: string;
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
  share: number;
}

/** A service of an environment of CloudBase. */
export interface RunService {
  readonly config: Record<string, unknown>;
  readonly versions: RunVersion[];
  readonly records: Array<Record<string, unknown>>;
  task: Record<string, unknown>;
}

/** How an item of the settings is told back. Source: SUBMIT_DIFF_MAP of @cloudbase/cli 2.12.10. */
const TOLD_AS: Readonly<Record<string, string>> = { CpuSpecs: 'Cpu', MemSpecs: 'Mem', AccessTypes: 'OpenAccessTypes', EnvParam: 'EnvParams' };
const VALUE_FIELDS = ['Value', 'IntValue', 'FloatValue', 'BoolValue', 'ArrayValue', 'PolicyDetails'];

/**
 * CloudBase Run, as far as services are deployed, released by shares of the requests, taken back and looked at.
 *
 * Source: https://cloud.tencent.com/document/product/1243 (2022-02-17), and the calls that @cloudbase/cli 2.12.10 makes.
 */
export class CloudBaseRunApi extends CloudApi {
  /** Services by `<environment>/<service>`. */
  public readonly services = new Map<string, RunService>();
  /** Images whose instances do not start. */
  public readonly broken = new Set<string>();
  /** Public address of every service: host and port. */
  public address = 'nowhere.invalid';
  private count = 0;

  constructor(account: Account) {
    super(account, 'tcbr');
  }

  /** The version that answers most requests. */
  public onlineIn(service: string): RunVersion | undefined {
    return [...this.services.get(service)?.versions ?? []].sort((a, b) => b.share - a.share)[0];
  }

  protected answer({ action, parameters, authorize }: ApiCall): ApiAnswer {
    const { EnvId: envId, ServerName: name } = parameters as { EnvId: string; ServerName?: string };
    const key = `${envId}/${name ?? ''}`;
    return {
      resource: key,
      fields: () => {
        authorize(`qcs::tcbr::uin/${ACCOUNT_UIN}:env/${envId}`);
        return this.act(action, key, parameters) as Record<string, unknown>;
      },
    };
  }

  private act(action: string, key: string, parameters: Readonly<Record<string, any>>): object {
    const service = this.services.get(key);
    switch (action) {
      case 'DescribeCloudRunServers': return this.list(String(parameters.EnvId));
      case 'CreateCloudRunServer': {
        if (service) throw new Refusal(200, 'InvalidParameter', 'service exists');
        const made: RunService = { config: {}, versions: [], records: [], task: {} };
        this.services.set(key, made);
        return this.submit(key, made, parameters);
      }
      case 'DescribeCloudRunProcessLog': return { Logs: ['starting', 'PASSWORD=hunter2-not-shown', 'crash'] };
    }
    if (service === undefined) throw new Refusal(200, 'InvalidParameter', 'service data illegal');
    switch (action) {
      case 'DescribeCloudRunServerDetail': return {
        BaseInfo: { ServerName: parameters.ServerName, DefaultDomainName: this.address, Status: 'normal' },
        ServerConfig: service.config,
        OnlineVersionInfos: service.versions.filter(({ share }) => share > 0)
          .map(({ name, image, share }) => ({ VersionName: name, ImageUrl: image, FlowRatio: String(share) })),
      };
      case 'UpdateCloudRunServer': return this.submit(key, service, parameters);
      case 'DescribeCloudRunDeployRecord': return { DeployRecords: service.records.map((record) => this.progressed(service, record)) };
      case 'DescribeServerManageTask': return { IsExist: true, Task: service.task };
      case 'DescribeReleaseOrder': return { ReleaseOrderInfo: orderOf(service) };
      case 'ReleaseGray': return this.release(service, parameters);
      case 'OperateServerManage': return this.operate(service, parameters);
      case 'SubmitServerRollback': return this.rollBack(service, parameters);
      default: throw new Refusal(200, 'InvalidAction', `The stand-in knows no ${action}.`);
    }
  }

  private list(envId: string): object {
    const names = [...this.services.keys()].filter((key) => key.startsWith(`${envId}/`)).map((key) => key.slice(envId.length + 1));
    return { ServerList: names.map((ServerName) => ({ ServerName })), Total: names.length };
  }

  /** Makes a version, whose instances start after the first look at the record. */
  private submit(key: string, service: RunService, { DeployInfo: info, Items: items = [] }: Readonly<Record<string, any>>): object {
    if (service.task.Status === 'running') throw new Refusal(200, 'ResourceInUse', 'a release is under way');
    if (info.DeployType !== 'image' || !info.ImageUrl) throw new Refusal(200, 'InvalidParameter', 'no image');
    for (const item of items) {
      const [field] = VALUE_FIELDS.filter((each) => Object.hasOwn(item, each));
      if (field === undefined) throw new Refusal(200, 'InvalidParameter', `${item.Key} has no value`);
      service.config[TOLD_AS[item.Key] ?? item.Key] = item[field];
    }
    const id = ++this.count;
    const name = `${key.split('/')[1]}-${String(id).padStart(3, '0')}`;
    const version: RunVersion = { name, image: info.ImageUrl, variables: JSON.parse(String(service.config.EnvParams ?? '{}')), share: 0 };
    const isGray = info.ReleaseType === 'GRAY';
    const former = service.versions.find(({ share }) => share > 0)?.name ?? '';
    service.versions.push(version);
    service.records.unshift({ DeployId: name, DeployTime: new Date(Date.now() + id).toISOString(), Status: 'deploying', RunId: `run-${id}`, looks: 0 });
    service.task = { Id: id, ReleaseType: isGray ? 'GRAY' : 'FULL', Status: 'running', VersionName: name, PreVersionName: former };
    return { TaskId: 0 };
  }

  private progressed(service: RunService, record: Record<string, unknown>): object {
    const { looks, ...told } = record;
    record.looks = Number(looks) + 1;
    if (record.Status !== 'deploying' || Number(record.looks) < 2) return told;
    const version = service.versions.find(({ name }) => name === record.DeployId)!;
    const isBroken = this.broken.has(version.image);
    record.Status = isBroken ? 'deploy_failed' : 'running';
    if (isBroken) {service.task = { ...service.task, Status: 'failed', FailReason: 'port is not open' };} else if (service.task.ReleaseType === 'FULL') {
      for (const each of service.versions) each.share = each === version ? 100 : 0;
      service.task = { ...service.task, Status: 'finished' };
    }
    return { ...told, Status: record.Status };
  }

  private release(service: RunService, parameters: Readonly<Record<string, any>>): object {
    const { GrayType: gray, TrafficType: traffic, VersionFlowItems: items, CloseGrayRelease: isEnd } = parameters;
    const total = items.reduce((sum: number, { FlowRatio }: { FlowRatio: number }) => sum + FlowRatio, 0);
    if (gray !== 'gray' || traffic !== 'FLOW' || total !== 100) throw new Refusal(200, 'InvalidParameter', 'shares');
    const shareOf = (name: string): number => items.find(({ VersionName }: { VersionName: string }) => VersionName === name)?.FlowRatio ?? 0;
    for (const each of service.versions) each.share = shareOf(each.name);
    if (isEnd) service.task = { ...service.task, Status: 'finished' };
    return {};
  }

  private operate(service: RunService, { OperateType: type, TaskId: id }: Readonly<Record<string, any>>): object {
    if (id !== service.task.Id) throw new Refusal(200, 'InvalidParameter', 'task');
    const { PreVersionName: former } = service.task;
    if (type === 'go_back') for (const each of service.versions) each.share = each.name === former ? 100 : 0;
    service.task = { ...service.task, Status: type };
    return {};
  }

  private rollBack(service: RunService, { CurrentVersionName: current, RollbackVersionName: former }: Readonly<Record<string, any>>): object {
    if (service.versions.find(({ name }) => name === current)?.share !== 100) throw new Refusal(200, 'InvalidParameter', `${current} is not online`);
    if (!service.versions.some(({ name }) => name === former)) throw new Refusal(200, 'ResourceNotFound', `no version ${former}`);
    for (const each of service.versions) each.share = each.name === former ? 100 : 0;
    service.task = { Id: ++this.count, Status: 'finished', VersionName: former, PreVersionName: current };
    return { TaskId: this.count };
  }
}

function orderOf({ versions, task }: RunService): object | undefined {
  if (task.ReleaseType !== 'GRAY' || task.Status !== 'running') return undefined;
  return { CurrentVersion: { VersionName: task.PreVersionName }, ReleaseVersion: { VersionName: versions[versions.length - 1].name } };
}
