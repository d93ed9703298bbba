/** One end of a permitted connection. */
export type NetworkPeer =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'cidr'; readonly range: string }
  | { readonly kind: 'own-namespace' };

/** Stands for the name of the main port of a workload, which nobody has to know. */
export const MAIN_PORT = '';
