/** What the `.projenrc.ts` that `projen new` leaves imports from this package, beside `FeiyueProject`. */
export { AccessLevel } from '../access/access-level';
export { AccessSubject } from '../access/access-subject';
export { ArgoCd } from '../applications/argo-cd/argo-cd';
export { ArgoCdLogin } from '../applications/argo-cd/argo-cd-login';
export { KubeOidcProxy } from '../applications/kube-oidc-proxy/kube-oidc-proxy';
export { TailscaleOperator } from '../applications/tailscale-operator/tailscale-operator';
export { Auth0ClientType } from '../auth0/auth0-client';
export { Cloud } from '../clouds/cloud';
export { ContainerRuntime } from '../containers/container-options';
export { CiSystem } from '../estate/ci-system';
export { Convention } from '../estate/convention';
export { PlanPolicy } from '../policies/plan-policy';
export { Hcl } from '../terraform/hcl/hcl';
export * as azure from '../terraform/azure';
export * as tencent from '../terraform/tencent';
