import * as fc from 'fast-check';

/** A pod that the restricted standard admits. */
export const RESTRICTED_POD = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [{
    name: 'app',
    image: 'app:1.0',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  }],
};

const capabilities = fc.subarray(['NET_BIND_SERVICE', 'CHOWN', 'SYS_ADMIN', 'NET_RAW']);
const profile = (localhost: object) => fc.constantFrom<object>({ type: 'RuntimeDefault' }, { type: 'Localhost', ...localhost }, { type: 'Unconfined' });
const seccompProfile = profile({ localhostProfile: 'profiles/a.json' });
const appArmorProfile = profile({ localhostProfile: 'a' });
const seLinuxOptions = fc.constantFrom<object>({}, { type: 'container_t' }, { type: 'spc_t' }, { user: 'u' }, { role: 'r' }, { level: 's0' });
function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.integer({ min: 0, max: 19 }).chain((n): fc.Arbitrary<T | undefined> => (n === 0 ? arbitrary : fc.constant(undefined)));
}

function weighted<T>(...values: ReadonlyArray<readonly [weight: number, value: T]>): fc.Arbitrary<T> {
  return fc.oneof(...values.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

/** The one as the standard likes it, most of the time. */
function mostly<T>(value: T, other: T): fc.Arbitrary<T> {
  return weighted([11, value], [1, other]);
}

/** What both the pod and its containers can say. */
function shared(isPod: boolean) {
  return {
    runAsNonRoot: isPod ? weighted<boolean | undefined>([12, true], [1, undefined], [1, false]) : rarely(fc.boolean()),
    runAsUser: rarely(fc.constantFrom(0, 1, 10001)),
    seccompProfile: isPod ? weighted<object | undefined>([12, { type: 'RuntimeDefault' }], [1, undefined], [1, { type: 'Unconfined' }]) : rarely(seccompProfile),
    appArmorProfile: rarely(appArmorProfile),
    seLinuxOptions: rarely(seLinuxOptions),
  };
}

const containerSecurity = fc.record({
  ...shared(false),
  allowPrivilegeEscalation: mostly<boolean | undefined>(false, undefined),
  capabilities: fc.record({ drop: mostly(['ALL'], ['CHOWN']), add: rarely(capabilities) }),
  procMount: rarely(fc.constantFrom('Default')),
}).chain((context) => mostly<object>(context, { ...context, privileged: true, allowPrivilegeEscalation: true }));

const handler = fc.constantFrom<object>(
  { httpGet: { path: '/', port: 8080 } }, { httpGet: { path: '/', port: 8080, host: 'example.com' } }, { tcpSocket: { port: 8080, host: '10.0.0.1' } }, { tcpSocket: { port: 8080, host: '' } },
);

function container(name: string) {
  return fc.record({
    name: fc.constant(name),
    image: fc.constant('app:1.0'),
    securityContext: mostly(true, false).chain((is) => (is ? containerSecurity : fc.constant(undefined))),
  });
}

const main = fc.record({
  livenessProbe: rarely(handler),
  readinessProbe: rarely(handler),
  startupProbe: rarely(handler),
  lifecycle: rarely(fc.record({ preStop: handler, postStart: rarely(handler) })),
  ports: rarely(fc.constantFrom<object>({}, { hostPort: 8080 }, { hostPort: 0 }).map((port) => [{ containerPort: 8080, ...port }])),
}).chain((extra) => container('app').map((common) => ({ ...common, ...extra })));

const volume = fc.constantFrom<object>(
  { emptyDir: {} }, { configMap: { name: 'a' } }, { secret: { secretName: 'a' } }, { downwardAPI: { items: [] } }, { projected: { sources: [] } },
  { persistentVolumeClaim: { claimName: 'a' } }, { csi: { driver: 'a.example' } },
  { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } },
  { hostPath: { path: '/etc' } }, { nfs: { server: 'a', path: '/' } }, { azureFile: { secretName: 'a', shareName: 'b' } }, { iscsi: { targetPortal: 'a', iqn: 'iqn.2020-01.com.example:a', lun: 0 } },
  { fc: { targetWWNs: ['a'], lun: 0 } }, {},
);

/** Pods that Kubernetes takes for legal, whatever a standard says of them. */
export const anyPod: fc.Arbitrary<{ readonly metadata: object; readonly spec: any }> = fc.record({
  annotations: rarely(fc.constantFrom<Record<string, string>>(
    { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' }, { 'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default' }, { a: 'b' },
  )),
  pod: fc.record({
    securityContext: mostly(true, false).chain((is): fc.Arbitrary<object | undefined> => (is ? fc.record({
      ...shared(true),
      sysctls: rarely(fc.subarray(['net.ipv4.tcp_syncookies', 'net.ipv4.tcp_rmem', 'kernel.msgmax']).map((names) => names.map((name) => ({ name, value: '1' })))),
    }) : fc.constant(undefined))),
    hostPID: rarely(fc.boolean()),
    hostIPC: rarely(fc.boolean()),
    volumes: rarely(fc.array(volume, { maxLength: 3 }).map((volumes) => volumes.map((one, index) => ({ name: `v${index}`, ...(Object.keys(one).length > 0 ? one : { emptyDir: {} }) })))),
    containers: fc.tuple(main, rarely(container('sidecar'))).map((both) => both.filter((one) => one !== undefined)),
    initContainers: rarely(container('init').map((one) => [one])),
  }),
  hostNetwork: rarely(fc.boolean()),
}).map(({ annotations, pod, hostNetwork }) => ({
  metadata: { ...(annotations && { annotations }) },
  spec: withoutContradictions({ ...pod, hostNetwork }, annotations !== undefined),
}));

/** Kubernetes refuses pods that say one thing twice, or sysctls of the host, before any standard is asked. */
function withoutContradictions(spec: any, hasAnnotations: boolean): any {
  const isOnHost = [spec.hostNetwork, spec.hostIPC].includes(true);
  const hidden = { ...(hasAnnotations && { appArmorProfile: undefined }), ...(isOnHost && { sysctls: undefined }) };
  const settle = ({ securityContext: context, ports, ...rest }: any) => ({
    ...rest,
    // On the network of the host every port is one of the host.
    ...(ports && !spec.hostNetwork && { ports }),
    ...(context && { securityContext: { ...context, ...hidden } }),
  });
  return { ...settle(spec), containers: spec.containers.map(settle), initContainers: spec.initContainers?.map(settle) };
}
