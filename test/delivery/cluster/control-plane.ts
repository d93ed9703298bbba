import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Certificates, makeCertificates } from './certificates';
import { KubernetesClient } from './kubernetes-client';
import { ServerProcess } from './server-process';
import { onFreePort } from '../../free-port';

/** What makes pods out of workloads, puts the roles view, edit and admin together, and clears away what is deleted. The other controllers have nothing to do here. */
const CONTROLLERS = [
  'clusterrole-aggregation-controller',
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
  'horizontal-pod-autoscaler-controller',
  'disruption-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'namespace-controller',
  'serviceaccount-controller',
  'garbage-collector-controller',
];

/** So often every autoscaler is looked at. Each time it misses its metrics and says so, which, every second, was a fifth of the work of the API server. */
const AUTOSCALER_SECONDS = 3;

/** A pod that does not meet the restricted standard is refused in every namespace, whatever the namespace says of itself. */
const ADMISSION = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [
    {
      name: 'PodSecurity',
      configuration: {
        apiVersion: 'pod-security.admission.config.k8s.io/v1',
        kind: 'PodSecurityConfiguration',
        defaults: {
          'enforce': 'restricted',
          'enforce-version': 'latest',
          'audit': 'restricted',
          'audit-version': 'latest',
          'warn': 'restricted',
          'warn-version': 'latest',
        },
      },
    },
  ],
};

/** Where a control plane is reached. */
export interface Access {
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly client: KubernetesClient;
  readonly certificates: Certificates;
}

/** The real control plane of a cluster: everything that runs beside the nodes, but a scheduler. */
export class ControlPlane {
  private readonly servers: ServerProcess[] = [];
  private client?: KubernetesClient;

  /**
   * @param directory where all of its files go
   */
  constructor(private readonly directory: string) {}

  /** Returns when it makes objects out of objects. */
  public async start(): Promise<Access> {
    const certificates = makeCertificates(this.directory);
    const etcd = await onFreePort(async (port) => this.startEtcd(port));
    const { url, client } = await onFreePort(async (port) => this.startApiServer(port, etcd, certificates));
    const kubeconfig = this.writeJson('kubeconfig', kubeconfigOf(url, certificates));
    await this.startControllerManager(kubeconfig, client);
    return { kubeconfig, client, certificates };
  }

  public async stop(): Promise<void> {
    this.client?.close();
    await Promise.all(this.servers.map(async (server) => server.stop()));
  }

  /** Returns its address. */
  private async startEtcd(port: number): Promise<string> {
    const url = `http://127.0.0.1:${port}`;
    const etcd = this.run('etcd', [
      '--data-dir=etcd',
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      '--listen-peer-urls=http://127.0.0.1:0',
      '--unsafe-no-fsync',
    ]);
    await etcd.ready(async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok === true);
    return url;
  }

  private async startApiServer(port: number, etcd: string, certificates: Certificates): Promise<Pick<Access, 'client'> & { readonly url: string }> {
    const { authority, server, serviceAccounts } = certificates;
    const url = `https://127.0.0.1:${port}`;
    const client = new KubernetesClient(url, certificates);
    this.client = client;
    const apiServer = this.run('kube-apiserver', [
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--secure-port=${port}`,
      `--etcd-servers=${etcd}`,
      `--tls-cert-file=${server.certificate}`,
      `--tls-private-key-file=${server.key}`,
      `--client-ca-file=${authority.certificate}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${serviceAccounts.certificate}`,
      `--service-account-signing-key-file=${serviceAccounts.key}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      '--authorization-mode=RBAC',
      // As every cluster with system pods has it: what an ordinary pod may do is for Pod Security to say.
      '--allow-privileged=true',
      '--anonymous-auth=false',
      `--admission-control-config-file=${this.writeJson('admission.yaml', ADMISSION)}`,
    ]);
    await apiServer.ready(async () => answers(client, '/readyz'));
    return { url, client };
  }

  private async startControllerManager(kubeconfig: string, client: KubernetesClient): Promise<void> {
    const manager = this.run('kube-controller-manager', [
      `--kubeconfig=${kubeconfig}`,
      `--controllers=${CONTROLLERS.join(',')}`,
      '--leader-elect=false',
      '--secure-port=0',
      // By default an autoscaler is first looked at after 15 seconds.
      `--horizontal-pod-autoscaler-sync-period=${AUTOSCALER_SECONDS}s`,
    ]);
    await manager.ready(async () => answers(client, '/api/v1/namespaces/default/serviceaccounts/default'));
  }

  private run(name: string, args: readonly string[]): ServerProcess {
    const server = new ServerProcess(name, args, this.directory);
    this.servers.push(server);
    return server;
  }

  /** JSON is YAML. */
  private writeJson(name: string, content: object): string {
    const file = join(this.directory, name);
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
    return file;
  }
}

async function answers(client: KubernetesClient, path: string): Promise<boolean> {
  const answer = await client.send('GET', path).catch(() => undefined);
  return answer?.status === 200;
}

function kubeconfigOf(server: string, { authority, admin }: Certificates): object {
  const data = (file: string) => readFileSync(file).toString('base64');
  return {
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'test', cluster: { server, 'certificate-authority-data': data(authority.certificate) } }],
    'users': [{ name: 'admin', user: { 'client-certificate-data': data(admin.certificate), 'client-key-data': data(admin.key) } }],
    'contexts': [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  };
}
