import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { AccessMode, ConcurrencyPolicy, EmptyDirMedium, FeiyueProject, ServiceOptions, ServiceOverrides, Volume, WorkloadMixin } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';

const ONE = { replicas: { min: 1, max: 1 } };
const FOLDER = 'config';

function declare(options: Partial<ServiceOptions> = {}, override: ServiceOverrides = {}): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addService('api', { port: 8080, ...options }).override(prod, override);
  fs.mkdirSync(path.join(project.outdir, FOLDER), { recursive: true });
  return project;
}

function reader(project: FeiyueProject): (file: string) => any {
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

function problems(options: Partial<ServiceOptions>, override?: ServiceOverrides): string[] {
  return problemsOf(declare(options, override)).map((line) => line.replace(/^\S+:\d+\s+/, ''));
}

const FILES = { configMap: { name: 'api-files' } };

test.each<[string, Record<string, Volume>, object, object]>([
  ['an empty directory', { '/var/cache/app': Volume.emptyDir({ sizeLimit: '128Mi' }) },
    { name: 'var-cache-app', mountPath: '/var/cache/app' }, { emptyDir: { sizeLimit: '128Mi' } }],
  ['one in memory', { '/dev/shm': Volume.emptyDir({ medium: EmptyDirMedium.MEMORY }) },
    { name: 'dev-shm', mountPath: '/dev/shm' }, { emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } }],
  ['files', { '/etc/app': Volume.configFiles({ 'a.conf': 'x', 'more/b.sh': 'y' }, { defaultMode: 0o555 }) },
    { name: 'etc-app', mountPath: '/etc/app', readOnly: true },
    { configMap: { name: 'api-files', items: [{ key: 'etc_app_a.conf', path: 'a.conf' }, { key: 'etc_app_more_b.sh', path: 'more/b.sh' }], defaultMode: 0o555 } }],
  ['one file', { '/etc/nginx/nginx.conf': Volume.configFile('x') },
    { name: 'etc-nginx-nginx-conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true },
    { configMap: { ...FILES.configMap, items: [{ key: 'etc_nginx_nginx.conf', path: 'nginx.conf' }] } }],
  ['a ConfigMap', { '/etc/more': Volume.configMap('more', { optional: true }) },
    { name: 'etc-more', mountPath: '/etc/more', readOnly: true }, { configMap: { name: 'more', optional: true } }],
  ['a Secret, which nobody else may read', { '/etc/tls': Volume.secret('tls', { items: { 'tls.crt': 'certs/server.pem' } }) },
    { name: 'etc-tls', mountPath: '/etc/tls', readOnly: true },
    { secret: { secretName: 'tls', items: [{ key: 'tls.crt', path: 'certs/server.pem' }], defaultMode: 0o440 } }],
  ['one key of a Secret', { '/etc/ssl/ca.pem': Volume.secret('ca', { file: 'ca.crt', defaultMode: 0o400 }) },
    { name: 'etc-ssl-ca-pem', mountPath: '/etc/ssl/ca.pem', subPath: 'ca.crt', readOnly: true },
    { secret: { secretName: 'ca', items: [{ key: 'ca.crt', path: 'ca.crt' }], defaultMode: 0o400 } }],
  ['a claim', { '/data': Volume.claim({ size: '1Gi', subPath: 'inner' }) },
    { name: 'data', mountPath: '/data', subPath: 'inner' }, { persistentVolumeClaim: { claimName: 'api-data' } }],
  ['a claim that there is', { '/shared': Volume.existingClaim('shared', { accessMode: AccessMode.READ_ONLY_MANY }) },
    { name: 'claim-shared', mountPath: '/shared', readOnly: true }, { persistentVolumeClaim: { claimName: 'shared' } }],
  ['a token', { '/var/run/secrets/vault': Volume.serviceAccountToken({ audience: 'vault', expirationSeconds: 600 }) },
    { name: 'var-run-secrets-vault', mountPath: '/var/run/secrets/vault', readOnly: true },
    { projected: { sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: 600, path: 'token' } }] } }],
])('%s is mounted where its key says', (_, volumes, mount, source) => {
  const project = declare({ ...ONE, volumes });
  project.synth();
  const { containers: [container], volumes: rendered } = reader(project)('k8s/base/api/deployment.yaml').spec.template.spec;
  expect(container.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }, mount]);
  expect(rendered).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }, { name: (mount as { name: string }).name, ...source }]);
});

test('/tmp has another size, or there is none', () => {
  const project = declare({ volumes: { '/tmp': Volume.emptyDir({ sizeLimit: '100Mi' }) } }, { volumes: { '/tmp': Volume.none() } });
  project.synth();
  const read = reader(project);
  expect(read('k8s/base/api/deployment.yaml').spec.template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '100Mi' } }]);
  const [{ patch }] = read('k8s/overlays/prod/api/kustomization.yaml').patches;
  expect(parse(patch).spec.template.spec.volumes).toBeNull();
});

test('two paths in one claim are one volume', () => {
  const shared = (subPath: string) => Volume.existingClaim('wordpress', { subPath });
  const project = declare({ ...ONE, volumes: { '/var/www': shared('www'), '/var/log': shared('log') } });
  project.synth();
  const { containers: [{ volumeMounts }], volumes } = reader(project)('k8s/base/api/deployment.yaml').spec.template.spec;
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['tmp', 'claim-wordpress']);
  expect(volumeMounts.slice(1)).toEqual([
    { name: 'claim-wordpress', mountPath: '/var/www', subPath: 'www' }, { name: 'claim-wordpress', mountPath: '/var/log', subPath: 'log' },
  ]);
});

describe('files', () => {
  test('of the repository are what they are at synthesis, and differ in an environment by what differs', () => {
    const project = declare(
      { volumes: { '/etc/app': Volume.configFilesFrom({ 'app.conf': `${FOLDER}/app.conf`, 'b.conf': `${FOLDER}/b.conf` }), '/run.sh': Volume.configFileFrom(`${FOLDER}/run.sh`) } },
      { volumes: { '/etc/app': Volume.configFiles({ 'app.conf': 'other\n', 'b.conf': 'é' }) } },
    );
    for (const [name, text] of Object.entries({ 'app.conf': 'one\ntwo\n', 'b.conf': 'é', 'run.sh': '#!/bin/sh\n' })) {
      fs.writeFileSync(path.join(project.outdir, FOLDER, name), text);
    }
    project.synth();
    const read = reader(project);
    expect(read('k8s/base/api/files.yaml').literals).toEqual(['etc_app_app.conf=one\ntwo\n', 'etc_app_b.conf=é', 'run.sh=#!/bin/sh\n']);
    const { configMapGenerator, patches } = read('k8s/overlays/prod/api/kustomization.yaml');
    expect(configMapGenerator).toEqual([{ name: 'api-files', behavior: 'merge', literals: ['etc_app_app.conf=other\n'] }]);
    expect(patches).toBeUndefined();
  });

  test.each<[string, (file: string) => void, string]>([
    ['is not there', () => undefined, 'has "config/x" in the volume at "/etc/x", which is not there.'],
    ['is no text', (file) => fs.writeFileSync(file, Buffer.from([0xff, 0xfe])), 'has "config/x" in the volume at "/etc/x", which is no text in UTF-8, which is all that a ConfigMap of an estate holds: put it into the image, or into a ConfigMap that something else makes.'],
    ['is a folder', (file) => fs.mkdirSync(file), 'is a directory, and no file: it is not read.'],
    ['has what kustomize cannot carry', (file) => fs.writeFileSync(file, 'a\u0007\u007f'), 'has the character \\u007f in config/x, of the volume at "/etc/x", which kustomize cannot carry to the cluster: leave it out.'],
    ['holds a secret', (file) => fs.writeFileSync(file, 'user: me\npassword: hunter2\n'), 'has what looks like a value of "password" in the volume at "/etc/x" ("password"), where everyone can read it: let an operator or a vault put it into a Secret, and mount that with Volume.secret. If it is none, say so: new NotSecret(…, \'password\', { reason: \'…\' }).'],
  ])('that %s is a problem', (_, write, problem) => {
    const project = declare({ volumes: { '/etc/x': Volume.configFileFrom(`${FOLDER}/x`) } });
    write(path.join(project.outdir, FOLDER, 'x'));
    expect(problemsOf(project)).toContainEqual(expect.stringContaining(problem));
  });
});

describe('claims', () => {
  test('are objects of their own, which grow in an environment, and nothing takes them away', () => {
    const project = declare(
      { ...ONE, volumes: { '/data': Volume.claim({ size: '1Gi', storageClassName: 'fast' }), '/index': Volume.none() } },
      { volumes: { '/data': Volume.claim({ size: '8Gi', storageClassName: 'fast' }), '/index': Volume.claim({ size: '2Gi', accessMode: AccessMode.READ_WRITE_ONCE_POD }) } },
    );
    project.synth();
    const read = reader(project);
    expect(read('k8s/base/api/claim-data.yaml')).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'api-data', labels: expect.any(Object), annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } },
    });
    expect(read('k8s/base/api/kustomization.yaml').resources).toContain('claim-data.yaml');
    expect(fs.existsSync(path.join(project.outdir, 'k8s/base/api/claim-index.yaml'))).toBe(false);
    expect(read('k8s/overlays/prod/api/claim-index.yaml').spec.accessModes).toEqual(['ReadWriteOncePod']);
    const { resources, patches } = read('k8s/overlays/prod/api/kustomization.yaml');
    expect(resources).toEqual(['../../../base/api', 'claim-index.yaml']);
    const patched = patches.map(({ patch }: { patch: string }) => parse(patch));
    expect(patched).toContainEqual(expect.objectContaining({ kind: 'PersistentVolumeClaim', spec: { resources: { requests: { storage: '8Gi' } } } }));
  });

  test('come with a mixin, too', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addService('api', { port: 8080, ...ONE }).apply(new WorkloadMixin('disk', { volumes: { '/data': Volume.claim({ size: '1Gi' }) } }));
    project.synth();
    expect(reader(project)('k8s/base/api/kustomization.yaml').resources).toContain('claim-data.yaml');
    expect(reader(project)('k8s/base/api/claim-data.yaml').metadata.name).toBe('api-data');
  });

  test('have files that no added object can have', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addService('api', { port: 8080 }).addManifest('claim-data.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
    expect(problemsOf(project)).toEqual([expect.stringContaining('service "api" adds "claim-data.yaml", as the files of claims are called: choose another one.')]);
  });

  test.each<[AccessMode, string]>([
    [AccessMode.READ_WRITE_ONCE, 'Recreate'],
    [AccessMode.READ_WRITE_ONCE_POD, 'Recreate'],
    [AccessMode.READ_WRITE_MANY, 'RollingUpdate'],
  ])('with %s are given over by %s', (accessMode, strategy) => {
    const project = declare({ ...ONE, volumes: { '/data': Volume.claim({ size: '1Gi', accessMode }) } });
    project.synth();
    const { strategy: { type }, template } = reader(project)('k8s/base/api/deployment.yaml').spec;
    expect(type).toBe(strategy);
    expect(template.spec.securityContext.fsGroupChangePolicy).toBe('OnRootMismatch');
  });

  test('are watched as they fill up, where there are any', () => {
    const project = declare({ ...ONE, volumes: { '/data': Volume.none() } }, { volumes: { '/data': Volume.claim({ size: '1Gi' }) } });
    project.synth();
    const read = reader(project);
    const { expr } = read('ops/monitoring/api.rules.yaml').groups[0].rules.find(({ alert }: { alert: string }) => alert === 'ServiceClaimFillsUp');
    expect(expr).toContain('kubelet_volume_stats_used_bytes{namespace="feiyue-mono-prod", persistentvolumeclaim="api-data"}');
    expect(fs.readFileSync(path.join(project.outdir, 'ops/runbooks/ServiceClaimFillsUp.md'), 'utf-8')).toContain('allowVolumeExpansion');
  });

  test('that one pod at a time can use are a problem where there are more, also by an override', () => {
    const volumes = { '/data': Volume.claim({ size: '1Gi' }) };
    const problem = (most: number) => `service "api" has the volume at "/data" with the access mode ReadWriteOnce, by which ${most} pods cannot share it: `
      + 'give it AccessMode.READ_WRITE_MANY and a class that has it, or say replicas: { min: 1, max: 1 }.';
    expect(problems({ volumes })).toEqual([problem(4)]);
    expect(problems({ ...ONE, volumes }, { replicas: { min: 3, max: 3 } })).toEqual([problem(3)]);
    expect(problems({ volumes: { '/data': Volume.existingClaim('data') } })).toHaveLength(1);
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addScheduledJob('report', { schedule: '@daily', volumes, concurrencyPolicy: ConcurrencyPolicy.ALLOW });
    expect(problemsOf(project).join('\n')).toContain('by which 2 pods cannot share it: give it AccessMode.READ_WRITE_MANY and a class that has it, or choose ConcurrencyPolicy.FORBID.');
  });
});

test.each<[string, Record<string, Volume>, string]>([
  ['at a relative path', { data: Volume.emptyDir() }, 'has a volume at "data", which is no absolute path in its shortest form: write "/data".'],
  ['with a slash at the end', { '/data//x/': Volume.emptyDir() }, 'has a volume at "/data//x/", which is no absolute path in its shortest form: write "/data/x".'],
  ['in the place of everything', { '/': Volume.emptyDir() }, 'has a volume at "/", which is the whole file system: name a directory or a file in it.'],
  ['that climbs', { '/data/../etc': Volume.emptyDir() }, 'has a volume at "/data/../etc", which is no path to mount at: it has no "..", ":", "\\" and white space.'],
  ['in the place of the kernel\'s', { '/proc/x': Volume.emptyDir() }, 'has a volume at "/proc/x", where the container runtime has what is its own: choose another path.'],
  ['that a volume cannot be named after', { '/数据': Volume.emptyDir() }, 'has a volume at "/数据", of which no name of a volume can be made: have a Latin letter or a digit in it.'],
  ['with what kustomize loses', { '/a\u0080': Volume.emptyDir() }, 'has a volume at "/a<U+0080>", which has the character \\u0080, and kustomize cannot carry that to the cluster.'],
  ['of the same name and kind as another', { '/a-b': Volume.emptyDir(), '/a/b': Volume.emptyDir() },
    'has volumes at "/a-b" and "/a/b", which would both be called "a-b": choose another path for one of them.'],
  ['inside of what nothing can be written to', { '/etc/app': Volume.configFiles({ a: 'b' }), '/etc/app/cache': Volume.emptyDir() },
    'has a volume at "/etc/app/cache", inside of that at "/etc/app", which cannot be written to, so that there is no place for it: choose a path beside that.'],
  ['with the name of another', { '/a-b': Volume.emptyDir(), '/a/b': Volume.emptyDir({ sizeLimit: '2Mi' }) },
    'has volumes at "/a-b" and "/a/b", which would both be called "a-b": choose another path for one of them.'],
  ['with the file of another', { '/a_b/c': Volume.configFile('x'), '/a/b_c': Volume.configFile('y') }, 'has two files that would both be "a_b_c" in its ConfigMap api-files: call one of them otherwise.'],
  ['with a file that kustomize takes for a number', { '/1': Volume.configFile('x') }, 'has a file that would be "1" in its ConfigMap api-files, which kustomize reads as no name: call it otherwise.'],
  ['of no size', { '/data': Volume.emptyDir({ sizeLimit: '1GB' }) }, 'has sizeLimit of the volume at "/data" "1GB", which is no Kubernetes quantity above 0: write "256Mi" or "1Gi".'],
  ['larger than the disk of its pod', { '/data': Volume.emptyDir({ sizeLimit: '1Gi' }) },
    'has more in its empty directories than its limit of ephemeralStorage (256Mi), to which they count: /tmp (64Mi), /data (1Gi). Raise resources.limits.ephemeralStorage, or make them smaller.'],
  ['larger than the memory of its container', { '/data': Volume.emptyDir({ sizeLimit: '1Gi', medium: EmptyDirMedium.MEMORY }) },
    'has more in its empty directories than its limit of memory (256Mi), to which they count: /data (1Gi). Raise resources.limits.memory, or make them smaller.'],
  ['without files', { '/data': Volume.configFiles({}) }, 'has no file in the volume at "/data": give it one, or drop the volume.'],
  ['with a file elsewhere', { '/data': Volume.configFiles({ '../x': '' }) }, 'has the file "../x" in the volume at "/data", which is no name below the mount path: use letters, digits, "-", "_", "." and "/".'],
  ['with too large files', { '/data': Volume.configFiles({ x: 'x'.repeat(1024 * 1024), y: 'é' }) }, 'has 1048578 bytes of files, and its ConfigMap api-files takes 1048576: put the large ones into the image.'],
  ['with a secret in a file', { '/data': Volume.configFiles({ x: 'token=abcdefgh1234' }) },
    'has what looks like a value of "token" in the volume at "/data" ("token"), where everyone can read it: let an operator or a vault put it into a Secret, and mount that with Volume.secret. If it is none, say so: new NotSecret(…, \'token\', { reason: \'…\' }).'],
  ['from outside of the repository', { '/data': Volume.configFilesFrom({ x: '../x' }) }, 'has "../x" in the volume at "/data", which is no path inside of the repository: it has letters, digits, "_", "-", "." and "/", such as "config/app.conf".'],
  ['of permissions in decimal', { '/data': Volume.configMap('a', { defaultMode: 644 }) }, 'has defaultMode 644 in the volume at "/data"; permissions go from 0 to 0o777, and are written in octal: 0o644.'],
  ['of an illegal ConfigMap', { '/data': Volume.configMap('A b') }, 'has "A b" in the volume at "/data", which is no legal name of an object: use lower-case letters, digits, "-" and ".".'],
  ['of an illegal key', { '/data': Volume.secret('a', { items: { 'a/b': 'c' } }) }, 'has the key "a/b" in the volume at "/data", which is no legal one: use letters, digits, "-", "_" and ".".'],
  ['of no key', { '/data': Volume.secret('a', { items: {} }) }, 'has no file in the volume at "/data": leave items out to have all, or name one.'],
  ['of a file and of several', { '/data': Volume.secret('a', { items: { a: 'b' }, file: 'a' }) }, 'has items and a file in the volume at "/data", of which a volume takes one: drop the other.'],
  ['that nobody could fill', { '/data': Volume.claim({ size: '1Gi', accessMode: AccessMode.READ_ONLY_MANY }) },
    'has a new claim with the access mode ReadOnlyMany in the volume at "/data", which nobody could fill: give it another one, or name one that there is with Volume.existingClaim.'],
  ['that says two things', { '/data': Volume.existingClaim('a', { accessMode: AccessMode.READ_ONLY_MANY, readOnly: false }) },
    'has readOnly: false in the volume at "/data", whose access mode is ReadOnlyMany: drop it, or give it another access mode.'],
  ['with a path outside of its claim', { '/data': Volume.existingClaim('a', { accessMode: AccessMode.READ_WRITE_MANY, subPath: '/x' }) },
    'has subPath "/x" in the volume at "/data"; it is a path inside of the volume, without "/" first and without "..".'],
  ['with a token that ends at once', { '/data': Volume.serviceAccountToken({ expirationSeconds: 60 }) },
    'has expirationSeconds of the volume at "/data" 60; it has to be a whole number from 600 to 4294967296.'],
  ['with a token for nobody', { '/data': Volume.serviceAccountToken({ audience: '' }) }, 'has no audience in the volume at "/data": leave it out to mean the API server.'],
  ['that is nowhere', { '/data': Volume.none() }, 'has no volume at "/data", neither everywhere nor in an environment: drop it, or give it one in an override.'],
])('a volume %s is a problem', (_, volumes, problem) => {
  expect(problems({ volumes })).toContain(`service "api" ${problem}`);
});

test('a claim that is mounted under two names is a problem', () => {
  expect(problems({ ...ONE, volumes: { '/data': Volume.claim({ size: '1Gi' }), '/other': Volume.existingClaim('api-data') } })).toContain(
    'service "api" has the claim "api-data" at "/data" and "/other", in one pod two volumes, which Kubernetes never mounts: name it with Volume.existingClaim both times.',
  );
});

test('a mistyped path in an override is a problem', () => {
  expect(problems({ volumes: { '/data': Volume.emptyDir() } }, { volumes: { '/date': Volume.emptyDir() } })).toEqual([
    'service "api" has a volume at "/date" in prod, which is not there everywhere; mount paths of the service: /tmp, /data. Did you mean "/data"? Declare it with the service, as Volume.none() if prod alone has it.',
  ]);
});
