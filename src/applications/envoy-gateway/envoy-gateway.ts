import { isDeepStrictEqual } from 'node:util';
import { Construct } from 'constructs';
import { EnvoyGatewayOptions } from './envoy-gateway-options';
import { GatewayClassModel, renderEnvoyProxy, renderGatewayClass } from './gateway-class';
import { ENVOY_GATEWAY_POLICIES } from './network';
import { Estate } from '../../estate/estate';
import { LOAD_BALANCING } from '../../kubernetes/manifests/gateway/load-balancing';
import { ENVOY_GATEWAY_NAMESPACE } from '../../kubernetes/options/gateway-controller';
import { checkRange, checkTexts } from '../../kubernetes/workloads/checks/value-checks';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { Application } from '../application';
import { ENVOY_GATEWAY, GATEWAY_API } from '../upstream-releases';

/** What its makers give it. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole eg-gateway-helm-envoy-gateway-role': 'It reads the certificates that gateways name, which are Secrets beside the gateways, in any namespace.',
};

/** Below its folder: the class that gateways name, and what the proxies of all of them are like. */
const CLASS_DIR = 'gateway-class';

/**
 * Envoy Gateway: what makes gateways of Gateway API work. It runs an Envoy and a load balancer of the cloud for each of class `envoy-gateway`.
 *
 * Its folder installs it, with the definitions of Gateway API; `gateway-class` in it is applied after that.
 */
export class EnvoyGateway extends Application {
  /**
   * Declares Envoy Gateway.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `envoy-gateway`
   */
  constructor(scope: Construct, id: string, options: EnvoyGatewayOptions = {}) {
    super(scope, id, { thirdParty: true, environments: options.environments, namespace: ENVOY_GATEWAY_NAMESPACE, acceptedRights: ACCEPTED_RIGHTS });
    id = plainOptions(id);
    options = plainOptions(options);
    this._findSecretsIn(options);
    if (options.includeGatewayApi ?? true) this._addRelease(GATEWAY_API, 'standard-install.yaml', 'gateway-api');
    this._addRelease(ENVOY_GATEWAY, 'install.yaml');
    this._closeNamespace(ENVOY_GATEWAY_POLICIES);
    this._addFollower(CLASS_DIR, {
      'envoyproxy.yaml': () => renderEnvoyProxy(this.model(options)),
      'gatewayclass.yaml': () => renderGatewayClass(this.model(options)),
    });
    if (this._isLegal) Problems.of(this).addCheck(() => this.check(options));
  }

  /** @internal */
  protected get _change(): string {
    return `new EnvoyGateway(project, '${this.name}', { … })`;
  }

  private model(options: EnvoyGatewayOptions): GatewayClassModel {
    const { projectName: partOf, cloud } = Estate.of(this).facts;
    return { partOf, balancing: cloud._in(LOAD_BALANCING), options };
  }

  private check(options: EnvoyGatewayOptions): void {
    const { replicas, proxySettings } = options;
    const model = this.model(options);
    const report: Report = (message) => Problems.of(this).add(this._source, `application "${this.name}" ${message}`);
    if (replicas) {
      checkRange('replicas.min', replicas.min, 1, 1000, report);
      checkRange('replicas.max', replicas.max, replicas.min, 1000, report);
    }
    checkTexts('proxySettings', proxySettings, report);
    const without: GatewayClassModel = { ...model, options: { ...options, proxySettings: undefined } };
    if (proxySettings && isDeepStrictEqual(renderEnvoyProxy(model), renderEnvoyProxy(without))) report('has proxySettings that change nothing: leave them out');
  }
}
