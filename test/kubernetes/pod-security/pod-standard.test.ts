import { RESTRICTED_POD } from './pods';
import { violationsOf } from '../../../src/kubernetes/pod-security/pod-standard';
import { podsOf } from '../../../src/kubernetes/pod-security/pods-of';

/** How a pod differs from a good one. */
interface Change {
  readonly pod?: object;
  readonly container?: object;
  readonly security?: object;
  readonly podSecurity?: object;
  readonly annotations?: object;
}

/** What a standard says of such a pod. */
function judge(standard: string, change: Change): string[] {
  const [container] = RESTRICTED_POD.containers;
  const spec = {
    ...RESTRICTED_POD,
    securityContext: { ...RESTRICTED_POD.securityContext, ...change.podSecurity },
    containers: [{ ...container, securityContext: { ...container.securityContext, ...change.security }, ...change.container }],
    ...change.pod,
  };
  return podsOf([{ kind: 'Pod', metadata: { name: 'a', annotations: change.annotations }, spec }]).flatMap((pod) => violationsOf(standard, pod));
}

test.each(['restricted', 'baseline', 'privileged'])('a pod without privileges is fine with %s', (standard) => {
  expect(judge(standard, {})).toEqual([]);
});

test.each<[string, Change, string]>([
  ['hostNetwork', { pod: { hostNetwork: true } }, 'must not set hostNetwork=true'],
  ['hostPID', { pod: { hostPID: true } }, 'must not set hostPID=true'],
  ['hostIPC', { pod: { hostIPC: true } }, 'must not set hostIPC=true'],
  ['privileged', { security: { privileged: true } }, 'container "app" must not set securityContext.privileged=true'],
  ['a capability', { security: { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } }, 'container "app" must not add the capability "SYS_ADMIN"'],
  ['a hostPath', { pod: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } }, 'volume "v" must not be a hostPath'],
  ['a hostPort', { container: { ports: [{ containerPort: 1024, hostPort: 80 }] } }, 'container "app" must not use the hostPort 80'],
  ['a host in a probe', { container: { livenessProbe: { httpGet: { host: 'a', port: 80 } } } }, 'container "app" must not name a host in a probe or lifecycle handler'],
  ['a host in a handler', { container: { lifecycle: { preStop: { tcpSocket: { host: 'a', port: 80 } } } } }, 'container "app" must not name a host in a probe or lifecycle handler'],
  ['AppArmor of a container', { security: { appArmorProfile: { type: 'Unconfined' } } }, 'container "app" must not set securityContext.appArmorProfile.type to "Unconfined"'],
  ['AppArmor of the pod', { podSecurity: { appArmorProfile: { type: 'Unconfined' } } }, 'the pod must not set securityContext.appArmorProfile.type to "Unconfined"'],
  ['AppArmor by annotation', { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' } }, 'must not choose such an AppArmor profile by the annotation "container.apparmor.security.beta.kubernetes.io/app"'],
  ['an SELinux type', { podSecurity: { seLinuxOptions: { type: 'spc_t' } } }, 'the pod must not set user, role or such a type in securityContext.seLinuxOptions'],
  ['an SELinux user', { security: { seLinuxOptions: { user: 'root' } } }, 'container "app" must not set user, role or such a type in securityContext.seLinuxOptions'],
  ['procMount', { security: { procMount: 'Unmasked' } }, 'container "app" must not set securityContext.procMount to "Unmasked"'],
  ['seccomp', { security: { seccompProfile: { type: 'Unconfined' } } }, 'container "app" must not set securityContext.seccompProfile.type to "Unconfined"'],
  ['a sysctl', { podSecurity: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }, 'must not set the sysctl "kernel.msgmax"'],
  ['a Windows host process', { podSecurity: { windowsOptions: { hostProcess: true } } }, 'the pod must not set securityContext.windowsOptions.hostProcess=true'],
])('%s is against both standards', (_, change, violation) => {
  expect(judge('baseline', change)).toEqual([violation]);
  expect(judge('restricted', change)).toContain(violation);
  expect(judge('privileged', change)).toEqual([]);
});

test.each<[string, Change, string]>([
  ['privilege escalation', { security: { allowPrivilegeEscalation: undefined } }, 'container "app" must set securityContext.allowPrivilegeEscalation=false'],
  ['kept capabilities', { security: { capabilities: { drop: ['CHOWN'] } } }, 'container "app" must set securityContext.capabilities.drop=["ALL"]'],
  ['a harmless capability', { security: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }, 'container "app" must not add the capability "CHOWN"'],
  ['a volume of the network', { pod: { volumes: [{ name: 'v', nfs: { server: 'a', path: '/' } }] } }, 'volume "v" must not be a nfs'],
  ['no word about root', { podSecurity: { runAsNonRoot: undefined } }, 'the pod or container "app" must set securityContext.runAsNonRoot=true'],
  ['root of a container', { security: { runAsNonRoot: false } }, 'the pod or container "app" must set securityContext.runAsNonRoot=true'],
  ['user 0', { podSecurity: { runAsUser: 0 } }, 'the pod must not set securityContext.runAsUser=0'],
  ['user 0 of a container', { security: { runAsUser: 0 } }, 'container "app" must not set securityContext.runAsUser=0'],
  ['no seccomp', { podSecurity: { seccompProfile: undefined } }, 'the pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"'],
])('%s is against the restricted standard alone', (_, change, violation) => {
  expect(judge('restricted', change)).toEqual([violation]);
  expect(judge('baseline', change)).toEqual([]);
});

const BAD = { containers: [{ name: 'c', securityContext: { privileged: true } }] };

test.each<[string, object]>([
  ['an init container', { kind: 'Pod', spec: { initContainers: BAD.containers, containers: [] } }],
  ['an ephemeral container', { kind: 'Pod', spec: { ephemeralContainers: BAD.containers, containers: [] } }],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Rollout'].map((kind): [string, object] => [`a ${kind}`, { kind, spec: { template: { spec: BAD } } }]),
  ['a CronJob', { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: BAD } } } } }],
  ['a PodTemplate', { kind: 'PodTemplate', template: { spec: BAD } }],
  ['a list', { kind: 'List', items: [{ kind: 'Pod', spec: BAD }] }],
])('%s is judged', (_, object) => {
  expect(podsOf([object]).flatMap((pod) => violationsOf('baseline', pod))).toEqual(['container "c" must not set securityContext.privileged=true']);
});
