import type { Environment } from '../../../src/estate/environment';
import { AccessMode } from '../../../src/kubernetes/options/access-mode';
import { EnvSource } from '../../../src/kubernetes/options/env-source';
import { PodField } from '../../../src/kubernetes/options/pod-field';
import { Volume } from '../../../src/kubernetes/options/volume';
import { EmptyDirMedium } from '../../../src/kubernetes/options/volume-options';
import { ScheduledJob } from '../../../src/kubernetes/scheduled-job';
import { Service } from '../../../src/kubernetes/service';
import { Worker } from '../../../src/kubernetes/worker';
import type { SmallEstate } from '../small-estate';

const NGINX = 'events {}\nhttp {\n\tserver { listen 8080; }\n}\n';

/** Workloads with every kind of volume and of variable, each of which is otherwise in an environment. */
export function addVolumes({ project }: SmallEstate, prod: Environment): void {
  new Service(project, 'shelf', {
    port: 8080,
    env: { LEVEL: 'info', STORE: 'memory' },
    secretEnv: { DSN: { secret: 'db', key: 'dsn' } },
    fieldEnv: { POD: PodField.NAME, TEAM: PodField.label('team'), NOTE: PodField.annotation('example.com/note'), GOMEMLIMIT: PodField.MEMORY_LIMIT },
    envFrom: [EnvSource.configMap('shared', { optional: true }), EnvSource.secret('db', { prefix: 'DB_' })],
    volumes: {
      '/tmp': Volume.emptyDir({ sizeLimit: '32Mi' }),
      '/var/cache/app': Volume.emptyDir(),
      '/dev/shm': Volume.emptyDir({ sizeLimit: '16Mi', medium: EmptyDirMedium.MEMORY }),
      '/etc/app': Volume.configFiles({ 'app.toml': 'level = "info"\n', 'conf.d/empty.toml': '' }, { defaultMode: 0o444 }),
      '/etc/nginx/nginx.conf': Volume.configFile(NGINX),
      '/etc/more': Volume.configMap('more', { items: { 'a.conf': 'b/a.conf' }, optional: true }),
      '/etc/tls': Volume.secret('tls'),
      '/etc/ssl/ca.pem': Volume.secret('ca', { file: 'ca.crt', defaultMode: 0o400 }),
      '/shared': Volume.claim({ size: '5Gi', storageClassName: 'files', accessMode: AccessMode.READ_WRITE_MANY }),
      '/media': Volume.existingClaim('media', { accessMode: AccessMode.READ_ONLY_MANY, subPath: 'public' }),
      '/static': Volume.existingClaim('media', { accessMode: AccessMode.READ_ONLY_MANY, subPath: 'static' }),
      '/var/run/secrets/vault': Volume.serviceAccountToken({ audience: 'vault' }),
      '/index': Volume.none(),
      '/etc/old': Volume.configFiles({ 'old.conf': 'x' }),
    },
  }).override(prod, {
    env: { LEVEL: 'warn', TRACE: '1' },
    secretEnv: { STORE: { secret: 'store', key: 'url' } },
    addedVariables: ['TRACE'],
    removedVariables: ['DSN', 'NOTE'],
    envFrom: [EnvSource.secret('db-prod', { prefix: 'DB_' })],
    volumes: {
      '/var/cache/app': Volume.none(),
      '/etc/app': Volume.configFiles({ 'app.toml': 'level = "warn"\n', 'conf.d/empty.toml': '' }, { defaultMode: 0o444 }),
      '/etc/more': Volume.secret('more'),
      '/shared': Volume.claim({ size: '50Gi', storageClassName: 'files', accessMode: AccessMode.READ_WRITE_MANY }),
      '/index': Volume.claim({ size: '1Gi', accessMode: AccessMode.READ_WRITE_MANY }),
      '/etc/old': Volume.none(),
    },
  });
  new ScheduledJob(project, 'sweep', {
    schedule: '@hourly',
    env: { LEVEL: 'info' },
    volumes: { '/run.sh': Volume.configFile('#!/bin/sh\n', { defaultMode: 0o555 }), '/data': Volume.claim({ size: '1Gi' }) },
  }).override(prod, { volumes: { '/run.sh': Volume.none() } });
}

/** A worker of one pod, which has a disk in one environment alone. */
export function addSinglePod({ project }: SmallEstate, prod: Environment): void {
  new Worker(project, 'archive', { env: { LEVEL: 'info' }, replicas: { min: 1, max: 1 }, volumes: { '/data': Volume.claim({ size: '1Gi' }) } })
    .override(prod, { volumes: { '/data': Volume.emptyDir() }, replicas: { min: 2, max: 2 } });
}
