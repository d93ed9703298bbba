import * as fc from 'fast-check';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { ENFORCE, violationsOf } from '../../src/kubernetes/pod-security/pod-standard';
import { podsOf } from '../../src/kubernetes/pod-security/pods-of';
import { describeWithTools } from '../ci/github/run-step';
import { eventually } from '../eventually';
import { anyPod } from '../kubernetes/pod-security/pods';

const STANDARDS = ['baseline', 'restricted', 'privileged'];
const PODS = 400;

let cluster: Cluster;

/** A namespace that enforces a standard, with the account that pods have. */
async function addNamespace(standard: string): Promise<void> {
  const { status } = await cluster.client.send('POST', '/api/v1/namespaces', { metadata: { name: standard, labels: { [ENFORCE]: standard } } });
  expect(status).toBe(201);
  await eventually(`namespace ${standard} has an account`, async () => await cluster.client.find(`/api/v1/namespaces/${standard}/serviceaccounts/default`) !== undefined);
}

/** Whether the API server admits a pod; what it refuses for another reason is no pod to ask about. */
async function admits(standard: string, pod: object): Promise<boolean> {
  const { status, body } = await cluster.client.send('POST', `/api/v1/namespaces/${standard}/pods?dryRun=All`, pod);
  if (status === 201) return true;
  if (status === 403 && /violates PodSecurity/.test(body.message)) return false;
  throw new Error(`${status} ${body.message} for ${JSON.stringify(pod)}`);
}

describeWithTools(CLUSTER_TOOLS, () => {
  beforeAll(async () => {
    cluster = await startCluster();
    for (const standard of STANDARDS) await addNamespace(standard);
  });

  afterAll(async () => cluster.stop());

  test('pods are judged as the API server judges them', async () => {
    const verdicts = new Map<string, number>();
    for (const { metadata, spec } of fc.sample(anyPod, { numRuns: PODS })) {
      const pod = JSON.parse(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'it' }, spec }));
      for (const standard of STANDARDS) {
        const [judged] = podsOf([pod]);
        const verdict = await admits(standard, pod);
        expect({ standard, pod, verdict: violationsOf(standard, judged).length === 0 }).toEqual({ standard, pod, verdict });
        const key = `${standard} ${verdict}`;
        verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
      }
    }
    // A generator that makes pods of one kind alone would prove nothing.
    for (const key of ['baseline true', 'baseline false', 'restricted true', 'restricted false']) expect(verdicts.get(key)).toBeGreaterThan(PODS / 20);
    expect(verdicts.get('privileged true')).toBe(PODS);
  });
});
