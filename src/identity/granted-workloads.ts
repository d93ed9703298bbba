import type { IConstruct } from 'constructs';
import type { CloudIdentities } from './cloud-identities';
import { GrantedWorkload } from './granted-workload';
import { CLOUD_IDENTITIES } from './identities-per-cloud';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import type { IWorkload } from '../estate/i-workload';
import { egressToCallIn } from '../kubernetes/workloads/connections';
import { isIn, isThere, placeIn } from '../kubernetes/workloads/declarations';
import type { GrantedReach } from '../kubernetes/workloads/declared-grant';
import { WorkloadRecord } from '../kubernetes/workloads/workload-record';
import { Problems } from '../synth/declare/problems';
import { variableName } from '../synth/files/explanation';
import { clusterCall } from '../terraform/declare/cluster-call';
import { Grant, Grants } from '../terraform/declare/grant';
import { ROOT_MODULES } from '../terraform/declare/root-module';
import type { GrantedPods } from '../terraform/resolve/bootstrap-facts';

/** The workloads of an estate that are granted something: they are told what follows from it, and so is the cloud. */
export class GrantedWorkloads {
  private readonly workloads = new Map<WorkloadRecord, GrantedWorkload>();
  private readonly estate: Estate;
  private readonly cloud: CloudIdentities;

  constructor(private readonly scope: IConstruct) {
    this.estate = Estate.of(scope);
    this.cloud = new CLOUD_IDENTITIES[this.estate.facts.cloud._supplier.name](scope);
    Grants.of(scope).each((grant) => this.add(grant));
    Problems.of(scope).addCheck(() => this.check());
  }

  /** Those that are granted something in an environment, and what. */
  public in(environment: Environment): GrantedPods[] {
    return [...this.workloads.values()].map((workload) => ({
      name: workload.name, serviceAccountName: workload.serviceAccountName, grants: workload.grantsIn(environment),
    })).filter(({ grants }) => grants.length > 0);
  }

  private add(grant: Grant): void {
    const record = recordOf(grant.workload);
    if (record === undefined || grant.workload.node.root !== this.scope.node.root) {
      return this.report(grant, 'is given to what is no workload of this project: give what addService and the like return');
    }
    let workload = this.workloads.get(record);
    const isFirst = workload === undefined;
    workload ??= new GrantedWorkload(record, grant.workload.serviceAccountName);
    const twin = workload.grants.find((other) => other.call === grant.call && overlap(other, grant));
    if (twin !== undefined) return this.report(grant, `is the second one: ${twin.access === grant.access ? 'drop one of the two' : 'say one level that has both'}`);
    workload.grants.push(grant);
    this.workloads.set(record, workload);
    if (isFirst) this.cloud.add(workload);
    this.tell(workload, grant);
  }

  private tell(workload: GrantedWorkload, grant: Grant): void {
    const { call, source, change } = grant;
    workload.record.grant({
      what: `grant of module "${call.callId}" of root module "${call.rootModule.name}" to ${workload.record.kind.noun} "${workload.name}"`,
      source,
      change: change ?? `${variableName(call.callId)}.grant(${variableName(workload.name)}, …)`,
      reachIn: (environment) => this.reachIn(grant, environment),
      isIn: (environment) => workload.holdsIn(grant, environment) && call._isIn(environment),
      identityIn: (environment) => this.cloud.identityIn(workload, environment),
    });
  }

  /** Its address where it has one inside of the network, or else its ports of any address; and what gives tokens, which has none. */
  private reachIn({ call, ports }: Grant, environment: Environment): GrantedReach {
    const egress = egressToCallIn(call, environment);
    return { egress, ports: egress.length > 0 ? this.cloud.tokenPorts : [...ports, ...this.cloud.tokenPorts] };
  }

  private check(): void {
    for (const workload of this.workloads.values()) {
      for (const grant of workload.grants) this.checkPlaces(workload, grant);
      for (const environment of this.estate.environments) {
        const [first] = workload.grantsIn(environment);
        if (first !== undefined) this.checkIdentity(workload, environment, first);
      }
    }
  }

  /** A grant holds where both sides are, and in all environments that run the same. */
  private checkPlaces(workload: GrantedWorkload, grant: Grant): void {
    const { environments } = this.estate;
    const { call } = grant;
    const { noun } = workload.record.kind;
    const elsewhere = (grant.environments ?? environments).filter((each) => call._isIn(each) && placeIn(workload.record, each));
    for (const environment of elsewhere) {
      this.report(grant, `holds in environment "${environment.name}", where ${noun} "${workload.name}" runs in CloudBase Run, which gives it no identity at the cloud: say where the grant holds: { environments: [${this.bothIn(workload, grant)}] }`);
    }
    for (const environment of grant.environments ?? []) {
      if (!isThere(workload.record, environment)) {
        this.report(grant, `holds in environment "${environment.name}", where ${noun} "${workload.name}" is not: drop that environment, or have the ${noun} in it`);
      }
    }
    const places = environments.filter((environment) => workload.holdsIn(grant, environment));
    if (places.length === 0 && elsewhere.length === 0 && grant.environments === undefined) this.report(grant, `holds in no environment, since ${noun} "${workload.name}" is in none`);
    for (const environment of places) {
      if (!call._isIn(environment)) {
        const absent = call.rootModule._isIn(environment) ? `module "${call.callId}"` : `root module "${call.rootModule.name}"`;
        this.report(grant, `holds in environment "${environment.name}", which ${absent} is not in: have it there, or say where the grant holds: { environments: [${this.bothIn(workload, grant)}] }`);
      }
      const alike = environments.filter((other) => other.overlay === environment.overlay && isIn(workload.record, other));
      const left = alike.find((other) => !workload.holdsIn(grant, other));
      if (left !== undefined) this.report(grant, `holds in environment "${environment.name}" and not in "${left.name}", which has the same overlay "${environment.overlay}": name both, or give one of them another overlay`);
    }
  }

  private checkIdentity(workload: GrantedWorkload, environment: Environment, grant: Grant): void {
    const { layers, kind } = workload.record;
    if (clusterCall(environment, ROOT_MODULES.in(this.scope).all) === undefined) {
      const { clusterModule } = this.estate.facts.cloud._supplier;
      return this.report(grant, `holds in environment "${environment.name}", where no root module has a cluster whose tokens the cloud would trust: ${clusterModule.classes}`);
    }
    const problem = this.cloud.problem(workload, environment);
    if (problem !== undefined) this.report(grant, problem);
    const { serviceAccountAnnotations, podLabels } = this.cloud.identityIn(workload, environment);
    for (const { settings, source } of layers) {
      for (const [option, own] of Object.entries({ serviceAccountAnnotations, podLabels })) {
        const given = settings[option as 'podLabels'] ?? {};
        for (const name of Object.keys(given).filter((key) => Object.hasOwn(own, key))) {
          Problems.of(this.scope).add(source, `${kind.noun} "${workload.name}" has ${option} "${name}", which follows from what it is granted: drop it`);
        }
      }
    }
  }

  /** The environments that have both sides, as code. */
  private bothIn(workload: GrantedWorkload, { call }: Grant): string {
    return this.estate.environments.filter((environment) => isIn(workload.record, environment) && call._isIn(environment))
      .map(({ name }) => variableName(name)).join(', ');
  }

  private report({ call, workload, source }: Grant, problem: string): void {
    Problems.of(this.scope).add(source, `the grant of module "${call.callId}" to "${workload.name}" ${problem}`);
  }
}

/** The record of a workload's construct; undefined: it is none. */
function recordOf(workload: IWorkload): WorkloadRecord | undefined {
  const { _workload: record } = workload as IWorkload & { readonly _workload?: unknown };
  return record instanceof WorkloadRecord ? record : undefined;
}

function overlap({ environments }: Grant, other: Grant): boolean {
  if (environments === undefined || other.environments === undefined) return true;
  return environments.some((environment) => other.environments!.includes(environment));
}
