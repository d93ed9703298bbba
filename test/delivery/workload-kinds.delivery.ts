import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { StatefulService } from '../../src/kubernetes/stateful-service';
import { MUTABLE } from '../../src/kubernetes/workloads/job/job';
import { describeWithTools } from '../ci/github/run-step';
import { SmallEstate } from '../kubernetes/small-estate';
import { SCHEDULES, STRICTER } from '../kubernetes/workloads/schedules';
import { runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

let cluster: Cluster;

describeWithTools(CLUSTER_TOOLS, () => {
  beforeAll(async () => {
    cluster = await startCluster();
  });

  afterAll(async () => cluster.stop());

  function kubectl(...args: string[]): string {
    const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
    expect({ args, status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({ args, status: 0, stderr: '', stdout: '' });
    return stdout;
  }

  test('claims of a stateful service cannot change later, until its StatefulSet is made anew', () => {
    const estate = new SmallEstate();
    const { directory } = estate.addEnvironment('claims');
    new StatefulService(estate.project, 'db', { port: 5432, claims: { '/data': { size: '10Gi' } } });
    const file = join(temporaryDirectory(), 'manifests.yaml');
    const apply = (text: string) => {
      writeFileSync(file, text);
      return runTool('kubectl', ['apply', '--server-side', '--filename', file], { env: { KUBECONFIG: cluster.kubeconfig } });
    };
    const manifests = kubectl('kustomize', join(estate.write(), directory));
    expect(apply(manifests).status).toBe(0);
    const grown = manifests.replace('storage: 10Gi', 'storage: 20Gi');
    const refused = apply(grown);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/StatefulSet "db" is invalid: spec: Forbidden: updates to statefulset spec/);
    kubectl('--namespace', 'shop-claims', 'delete', 'statefulset', 'db', '--cascade=orphan');
    expect(apply(grown).status).toBe(0);
  });

  test('what of a Job has no part in its version changes in place', async () => {
    const jobs = '/apis/batch/v1/namespaces/default/jobs';
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } } };
    await cluster.client.send('POST', jobs, { metadata: { name: 'it' }, spec });
    const changed = async (change: object) => (await cluster.client.send('PATCH', `${jobs}/it?dryRun=All`, { spec: change })).status === 200;
    for (const field of MUTABLE) expect({ field, isTaken: await changed({ [field]: field === 'suspend' ? true : 7 }) }).toEqual({ field, isTaken: true });
    expect(await changed({ template: { metadata: { labels: { a: 'b' } } } })).toBe(false);
  });

  test('a schedule is taken if Kubernetes takes it', async () => {
    const isStricter = (schedule: string) => STRICTER.includes(schedule);
    for (const [schedule, isTaken] of SCHEDULES) {
      const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } };
      const cronJob = { metadata: { name: 'it' }, spec: { schedule, jobTemplate: { spec: { template } } } };
      const { status } = await cluster.client.send('POST', '/apis/batch/v1/namespaces/default/cronjobs?dryRun=All', cronJob);
      expect({ schedule, isTaken: status === 201 }).toEqual({ schedule, isTaken: isTaken || isStricter(schedule) });
    }
  });
});
