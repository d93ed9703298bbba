import { eventually } from '../../eventually';
import { runTool } from '../../real-tool';

/**
 * Returns when a cluster serves custom resources, and tells so whoever asks what it serves: it does both some time after it has taken their definitions.
 * @param kubeconfig of the cluster
 * @param names of the definitions, as `things.example.com`
 */
export async function served(kubeconfig: string, ...names: string[]): Promise<void> {
  const ask = () => runTool('kubectl', ['get', names.join(','), '--all-namespaces', '--output=name'], { env: { KUBECONFIG: kubeconfig } });
  await eventually(() => ask().stderr, () => ask().status === 0);
}
