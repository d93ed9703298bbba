import {
  Application, ApplicationOptions, ArgoCd, ArgoCdOptions, CertManager, CertManagerOptions, DnsProvider, EnvoyGateway, EnvoyGatewayOptions,
  ExternalDns, ExternalDnsOptions, ExternalSecrets, ExternalSecretsOptions, KubeOidcProxy, KubeOidcProxyOptions, PrometheusStack,
  PrometheusStackOptions, TailscaleOperator, TailscaleOperatorOptions,
} from '../../src';
import { APPLICATIONS } from '../../src/applications/application';
import { SmallEstate } from '../kubernetes/small-estate';

/** An image that nobody made: its digest is none. */
export const PROXY_IMAGE = `registry.example/kube-oidc-proxy:1.0.12@sha256:${'0'.repeat(64)}`;

/** Domains that a role may write to which nobody made. */
export const DNS_POD = DnsProvider.dnsPod({
  roleArn: 'qcs::cam::uin/100000000000:roleName/external-dns',
  webhookImage: `registry.example/external-dns-tencentcloud-webhook:v0.1.0@sha256:${'0'.repeat(64)}`,
});

/** An estate of environments, services and applications alone. */
export class SmallApplications extends SmallEstate {
  public addApplication(name: string, options?: ApplicationOptions): Application {
    return new Application(this.project, name, options);
  }

  public addArgoCd(options?: ArgoCdOptions): ArgoCd {
    return new ArgoCd(this.project, 'argo-cd', options);
  }

  public addEnvoyGateway(options?: EnvoyGatewayOptions): EnvoyGateway {
    return new EnvoyGateway(this.project, 'envoy-gateway', options);
  }

  public addCertManager(options?: CertManagerOptions): CertManager {
    return new CertManager(this.project, 'cert-manager', options);
  }

  public addExternalDns(options: Partial<ExternalDnsOptions> = {}): ExternalDns {
    return new ExternalDns(this.project, 'external-dns', { provider: DNS_POD, zones: ['example.com'], ...options });
  }

  public addPrometheusStack(options?: PrometheusStackOptions): PrometheusStack {
    return new PrometheusStack(this.project, 'prometheus-stack', options);
  }

  public addExternalSecrets(options?: ExternalSecretsOptions): ExternalSecrets {
    return new ExternalSecrets(this.project, 'external-secrets', options);
  }

  public addTailscaleOperator(options?: TailscaleOperatorOptions): TailscaleOperator {
    return new TailscaleOperator(this.project, 'tailscale-operator', options);
  }

  public addKubeOidcProxy(options: Partial<KubeOidcProxyOptions> = {}): KubeOidcProxy {
    return new KubeOidcProxy(this.project, 'kube-oidc-proxy', { issuerUrl: 'https://issuer.example', clientId: 'kubernetes', image: PROXY_IMAGE, ...options });
  }

  public override write(): string {
    for (const application of APPLICATIONS.in(this.project).all) application._addFiles();
    return super.write();
  }

  /** A file without the line that says that it is generated. */
  public body(file: string): string {
    return this.read(file).split('\n').slice(2).join('\n');
  }
}
