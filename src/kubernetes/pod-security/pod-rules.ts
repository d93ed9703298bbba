import { allContainersOf, PodTemplate } from './pods-of';
import { isObject } from '../kustomize/merge-keys';
import type { Fields } from '../manifests/pod-template-of';

/** Says why it forbids a pod, in words that follow `must not` or name what is missing; nothing when it does not. */
export type PodRule = (pod: PodTemplate) => string[];

/** Somebody who has a security context: the pod as a whole, or one of its containers. */
interface Part {
  readonly name: string;
  readonly fields: Fields;
  readonly security: Fields;
}

const ALLOWED_CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]);

const ALLOWED_SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies', 'net.ipv4.tcp_wmem',
]);

const ALLOWED_SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

const ALLOWED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

const PROFILES = ['RuntimeDefault', 'Localhost'];

const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** What no pod may do that shall not gain privileges: the standard *baseline*. */
export const BASELINE_RULES: readonly PodRule[] = [
  ({ spec }) => ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true).map((field) => `must not set ${field}=true`),

  (pod) => containers(pod).filter(({ security }) => security.privileged === true).map(({ name }) => `${name} must not set securityContext.privileged=true`),

  (pod) => containers(pod).flatMap(({ name, security }) => texts(security.capabilities?.add)
    .filter((capability) => !ALLOWED_CAPABILITIES.has(capability)).map((capability) => `${name} must not add the capability "${capability}"`)),

  ({ spec }) => items(spec.volumes).filter((volume) => isSet(volume.hostPath)).map(({ name }) => `volume "${name}" must not be a hostPath`),

  (pod) => containers(pod).flatMap(({ name, fields }) => items(fields.ports)
    .filter(({ hostPort = 0 }) => (hostPort ?? 0) !== 0).map(({ hostPort }) => `${name} must not use the hostPort ${hostPort}`)),

  (pod) => containers(pod).filter(({ fields }) => namesHost(fields)).map(({ name }) => `${name} must not name a host in a probe or lifecycle handler`),

  (pod) => parts(pod).filter(({ security: { appArmorProfile } }) => isSet(appArmorProfile) && !PROFILES.includes(appArmorProfile.type))
    .map(({ name, security }) => `${name} must not set securityContext.appArmorProfile.type to "${security.appArmorProfile.type ?? ''}"`),

  ({ annotations }) => Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(APP_ARMOR_ANNOTATION) && !/^$|^runtime\/default$|^localhost\//.test(`${value}`))
    .map(([key]) => `must not choose such an AppArmor profile by the annotation "${key}"`),

  (pod) => parts(pod).filter(({ security: { seLinuxOptions } }) => isSet(seLinuxOptions) && !isLegalSeLinux(seLinuxOptions))
    .map(({ name }) => `${name} must not set user, role or such a type in securityContext.seLinuxOptions`),

  (pod) => containers(pod).filter(({ security: { procMount } }) => isSet(procMount) && procMount !== 'Default')
    .map(({ name, security }) => `${name} must not set securityContext.procMount to "${security.procMount}"`),

  (pod) => parts(pod).filter(({ security: { seccompProfile } }) => isSet(seccompProfile) && !PROFILES.includes(seccompProfile.type))
    .map(({ name, security }) => `${name} must not set securityContext.seccompProfile.type to "${security.seccompProfile.type ?? ''}"`),

  (pod) => items(contextOf(pod.spec).sysctls).filter(({ name }) => !ALLOWED_SYSCTLS.has(name)).map(({ name }) => `must not set the sysctl "${name}"`),

  (pod) => parts(pod).filter(({ security }) => security.windowsOptions?.hostProcess === true)
    .map(({ name }) => `${name} must not set securityContext.windowsOptions.hostProcess=true`),
];

/** What the standard *restricted* asks beyond that. */
export const RESTRICTED_RULES: readonly PodRule[] = [
  onLinux((pod) => containers(pod).filter(({ security }) => security.allowPrivilegeEscalation !== false)
    .map(({ name }) => `${name} must set securityContext.allowPrivilegeEscalation=false`)),

  onLinux((pod) => containers(pod).filter(({ security }) => !texts(security.capabilities?.drop).includes('ALL'))
    .map(({ name }) => `${name} must set securityContext.capabilities.drop=["ALL"]`)),

  onLinux((pod) => containers(pod).flatMap(({ name, security }) => texts(security.capabilities?.add)
    .filter((capability) => capability !== 'NET_BIND_SERVICE' && ALLOWED_CAPABILITIES.has(capability))
    .map((capability) => `${name} must not add the capability "${capability}"`))),

  ({ spec }) => items(spec.volumes).filter((volume) => !isSet(volume.hostPath) && !ALLOWED_VOLUMES.some((type) => isSet(volume[type])))
    .map((volume) => `volume "${volume.name}" must not be a ${Object.keys(volume).find((field) => field !== 'name') ?? 'volume of no type'}`),

  (pod) => ofAll(pod, ({ runAsNonRoot }) => runAsNonRoot, (value) => value === true, 'set securityContext.runAsNonRoot=true'),

  (pod) => parts(pod).filter(({ security }) => security.runAsUser === 0).map(({ name }) => `${name} must not set securityContext.runAsUser=0`),

  onLinux((pod) => ofAll(pod, ({ seccompProfile }) => seccompProfile, (profile) => PROFILES.includes((profile as Fields).type), 'set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"', true)),
];

/** A pod for Windows has none of the fields that such a rule asks for. */
function onLinux(rule: PodRule): PodRule {
  return (pod) => (pod.spec.os?.name === 'windows' ? [] : rule(pod));
}

/**
 * A field that each container has to have, or has from the pod. One that is there and wrong is wrong wherever it stands.
 * @param isJudged whether wrong ones are the matter of another rule already
 */
function ofAll(
  pod: PodTemplate, pick: (security: Fields) => unknown, isRight: (value: unknown) => boolean, what: string, isJudged = false,
): string[] {
  const own = pick(contextOf(pod.spec));
  const isInherited = isSet(own) && isRight(own);
  const wrong = isSet(own) && !isInherited && !isJudged ? [`the pod must ${what}`] : [];
  return [...wrong, ...containers(pod).filter(({ security }) => {
    const value = pick(security);
    return isSet(value) ? !isJudged && !isRight(value) : !isInherited;
  }).map(({ name }) => `the pod or ${name} must ${what}`)];
}

function parts(pod: PodTemplate): Part[] {
  return [{ name: 'the pod', fields: pod.spec, security: contextOf(pod.spec) }, ...containers(pod)];
}

function containers({ spec }: PodTemplate): Part[] {
  return allContainersOf(spec).map((fields) => ({ name: `container "${fields.name}"`, fields, security: contextOf(fields) }));
}

function contextOf({ securityContext }: Fields): Fields {
  return isObject(securityContext) ? securityContext : {};
}

function isLegalSeLinux({ type = '', user = '', role = '' }: Fields): boolean {
  return ALLOWED_SELINUX_TYPES.has(type ?? '') && (user ?? '') === '' && (role ?? '') === '';
}

/** The node would ask that host, on behalf of whoever made the pod. */
function namesHost({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Fields): boolean {
  return [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop]
    .some((handler) => [handler?.httpGet, handler?.tcpSocket].some((action) => (action?.host ?? '') !== ''));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function items(list: unknown): Fields[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
