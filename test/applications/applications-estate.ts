import { DNS_POD, PROXY_IMAGE } from './small-applications';
import {
  AlertReceiver, ArgoCd, ArgoCdLogin, ArgoCdOptions, CertManager, Convention, DnsSource, EnvoyGateway, ExternalDns, ExternalSecrets, FeiyueProject,
  KubeOidcProxy, Monitoring, PrometheusStack, TailscaleOperator,
} from '../../src';
import { DefaultEstate } from '../default-estate';

/** Every kind of receiver, and all that each may say. */
const ALERTS = {
  monitoring: Monitoring.prometheusOperator({ smtp: { server: 'smtp.example.com:587', from: 'alerts@example.com', username: 'alerts' } }),
  alertReceivers: {
    platform: [
      AlertReceiver.email('platform@example.com'),
      AlertReceiver.slack({ secret: 'alerts', key: 'slack', channel: '#alerts' }),
      AlertReceiver.webhook({ secret: 'alerts', key: 'bridge' }),
    ],
  },
};

/** The default estate in the layout of Picasso, with all ready-made applications. */
export class ApplicationsEstate {
  public readonly project: FeiyueProject;

  constructor(argoCd: ArgoCdOptions = {}) {
    this.project = new DefaultEstate({ convention: Convention.PICASSO, ...ALERTS }).project;
    new ArgoCd(this.project, 'argo-cd', {
      url: 'https://argocd.example.com',
      login: ArgoCdLogin.entra({ tenantId: '6d7a', clientId: '84ce' }),
      administrators: ['platform team'],
      readers: ['everyone'],
      approvers: { prod: ['approvers'] },
      ...argoCd,
    });
    new EnvoyGateway(this.project, 'envoy-gateway', { proxySettings: { logging: { level: { default: 'info' } } } });
    new CertManager(this.project, 'cert-manager', { email: 'platform@example.com' });
    new PrometheusStack(this.project, 'prometheus-stack');
    new TailscaleOperator(this.project, 'tailscale-operator', {
      workloadIdentity: { clientId: 'k8s', audience: 'api.tailscale.com/k8s' },
      hostname: 'picasso',
      proxyTags: ['tag:k8s', 'tag:picasso'],
    });
    new ExternalDns(this.project, 'external-dns', { provider: DNS_POD, zones: ['example.com'], sources: [DnsSource.GATEWAY, DnsSource.INGRESS] });
    new ExternalSecrets(this.project, 'external-secrets');
    new KubeOidcProxy(this.project, 'kube-oidc-proxy', { issuerUrl: 'https://login.microsoftonline.com/6d7a/v2.0', clientId: 'kubernetes', image: PROXY_IMAGE });
  }

  /** Synthesises the estate. */
  public write(): FeiyueProject {
    this.project.synth();
    return this.project;
  }
}
