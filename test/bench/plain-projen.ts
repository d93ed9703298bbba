import { LogLevel, Project, YamlFile } from 'projen';

/** What projen itself makes of this many files: Kubernetes deployments of about sixty lines, in folders of fifty. */
export function makePlainProjen(outdir: string, files: number): Project {
  const project = new Project({ name: 'bench', outdir, logging: { level: LogLevel.OFF } });
  for (let n = 0; n < files; n++) {
    new YamlFile(project, `k8s/overlays/env${n % 10}/service${Math.floor(n / 50)}/f${n}.yaml`, { obj: deployment(n) });
  }
  return project;
}

function deployment(n: number): object {
  const name = `service-${n}`;
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'bench' };
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, periodSeconds: 10, timeoutSeconds: 2 });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: `env${n % 10}`, labels },
    spec: {
      replicas: (n % 7) + 1,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name,
            image: `registry.example.com/${name}:1.${n}.0`,
            ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
            env: [{ name: 'ENABLED', value: 'yes' }, { name: 'SINCE', value: '2020-01-01' }],
            resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
            livenessProbe: probe('/healthz'),
            readinessProbe: probe('/readyz'),
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
    },
  };
}
