/** A pod, by what policies know of it. */
export interface JudgedPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A pod, or an address of something else: `10.0.0.5`. */
export type JudgedPeer = JudgedPod | string;

/** Whether the NetworkPolicies of a cluster permit connections, by the rules of Kubernetes ("Network Policies"). */
export class NetworkJudge {
  private readonly policies: any[];

  /** @param objects those that are no policies are left out; a policy without a namespace is one of `namespace` */
  constructor(objects: readonly any[], private readonly namespace: string) {
    this.policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  }

  /** Whether `from` may open a connection to a port of `to`. */
  public permits(from: JudgedPeer, to: JudgedPeer, port: number, protocol = 'TCP'): boolean {
    return this.side('Egress', from, to, port, protocol) && this.side('Ingress', to, from, port, protocol);
  }

  private side(direction: 'Egress' | 'Ingress', pod: JudgedPeer, peer: JudgedPeer, port: number, protocol: string): boolean {
    if (typeof pod === 'string') return true;
    const policies = this.policies.filter(({ metadata, spec }) =>
      this.namespaceOf(metadata) === pod.namespace && spec.policyTypes.includes(direction) && selects(spec.podSelector, pod.labels));
    const [rules, peers] = direction === 'Egress' ? ['egress', 'to'] : ['ingress', 'from'];
    return policies.length === 0 || policies.some(({ metadata, spec }) => (spec[rules] ?? []).some((rule: any) => {
      const named = rule[peers] as any[] | undefined;
      return isPort(rule.ports, port, protocol) && (named?.some((each) => isPeer(each, peer, this.namespaceOf(metadata))) ?? true);
    }));
  }

  private namespaceOf({ namespace = this.namespace }: { namespace?: string }): string {
    return namespace;
  }
}

function isPort(ports: any[] | undefined, asked: number, protocol: string): boolean {
  return ports === undefined || ports.some((each) => (each.protocol ?? 'TCP') === protocol && (each.port === undefined || (each.port <= asked && asked <= (each.endPort ?? each.port))));
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: any, peer: JudgedPeer, namespace: string): boolean {
  if (typeof peer === 'string') return ipBlock !== undefined && isInside(peer, ipBlock.cidr);
  if (ipBlock !== undefined) return false;
  const isThere = namespaceSelector ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': peer.namespace }) : peer.namespace === namespace;
  return isThere && selects(podSelector ?? {}, peer.labels);
}

function selects({ matchLabels = {} }: { matchLabels?: Record<string, string> }, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

function isInside(address: string, cidr: string): boolean {
  const [start, length] = cidr.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(address) / size) === Math.floor(number(start) / size);
}
