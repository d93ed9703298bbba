/** One end of a permitted connection. */
export type NetworkPeer =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'cidr'; readonly range: string }
  | { readonly kind: 'own-namespace' };
