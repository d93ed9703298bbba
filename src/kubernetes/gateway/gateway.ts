import { Construct } from 'constructs';
import { checkGateway } from './gateway-checks';
import { explainGateway } from './gateway-explanations';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Closing } from '../../synth/declare/closing';
import { checkLabel } from '../../synth/declare/declared-name';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { Kind } from '../../synth/declare/register';
import { SourceLocation } from '../../synth/declare/source-location';
import { gatewayFiles, GatewayRenderer } from '../manifests/gateway/gateway-objects';
import { LOAD_BALANCING } from '../manifests/gateway/load-balancing';
import type { Manifest } from '../manifests/manifest';
import type { GatewayModel } from '../models/gateway-model';
import type { GatewayOptions, GatewayOverrides } from '../options/gateway-options';
import { withOutputs } from '../outputs/output-text';
import { DeclaredGateway, DEFAULT_CONTROLLER, domainIn, GatewayLayer, GatewaySettings } from '../workloads/declared-gateway';
import { DeclaredExposure, holdsIn, hostIn } from '../workloads/exposure';
import { GatewayDeclarations, hostsOf, resolveGateway } from '../workloads/resolve/resolve-gateway';
import { OverlayOfEnvironment, WorkloadRegistry } from '../workloads/workload-registry';

/** All gateways of an estate. */
export const GATEWAYS = new Kind<Gateway>('gateway');

/**
 * A way into the clusters: what takes requests from outside for hosts below a domain, ends TLS and passes them on to the workloads that
 * are exposed by it.
 *
 * Made with `project.addGateway(name, options)`, or with `new Gateway(project, name, options)`. Workloads say which requests they take:
 * `service.expose(gateway, { host: 'api' })`.
 */
export class Gateway extends Construct {
  /** Name of the gateway, and of its object in Kubernetes. */
  public readonly name: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** What is passed on, in the order in which it was declared. @internal */
  public readonly _exposures: DeclaredExposure[] = [];
  /** @internal */
  public readonly _declared: DeclaredGateway;
  private readonly layers: GatewayLayer[];
  private readonly estate: Estate;
  /** Where somebody was told all hosts, by the name of the overlay. */
  private readonly told = new Map<string, SourceLocation>();

  /**
   * Declares a gateway.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the gateway: a DNS label
   */
  constructor(scope: Construct, id: string, options: GatewayOptions) {
    super(scope, GATEWAYS.claim(scope, id));
    const { domains, controller = DEFAULT_CONTROLLER, ...settings } = gatewaySettings(options);
    this.name = plainOptions(id);
    this.estate = Estate.of(this);
    this._source = SourceLocation.capture();
    this.layers = [{ settings, source: this._source }];
    this._declared = { name: this.name, source: this._source, controller, domains: this.domainsByOverlay(domains), layers: this.layers };
    if (Object.keys(domains).length === 0) Problems.of(this).add(this._source, `${this._subject} is in no environment: give it a domain in at least one, such as domains: { dev: 'dev.example.com' }`);
    if (!checkLabel(this, this._source, 'gateway', this.name) || !GATEWAYS.isFirst(this)) return;
    WorkloadRegistry.of(this).eachOverlay((overlay) => {
      for (const { file, render } of gatewayFiles(controller._objects, this.name)) this.addFile(overlay, file, render);
    });
    Problems.of(this).addCheck(() => checkGateway(this, GATEWAYS.in(this).all));
    GATEWAYS.signIn(this);
  }

  /**
   * Changes the gateway in one environment. What is left out stays as it is everywhere. Returns this gateway.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis, and so is one in which the gateway is not
   */
  public override(environment: Environment | string, overrides: GatewayOverrides): Gateway {
    Closing.of(this).assertOpen(() => `what ${this._subject} is given in one environment`);
    const source = SourceLocation.capture();
    const found = ENVIRONMENTS.resolve(this, environment, this._subject, source);
    if (found === undefined) return this;
    if (domainIn(this._declared, found) === undefined) {
      Problems.of(this).add(source, `${this._subject} is given something in environment "${found.name}", where it is not: give it a domain there, or drop that`);
      return this;
    }
    this.layers.push({ environment: found, settings: gatewaySettings(overrides), source });
    WorkloadRegistry.of(this).noteChange();
    return this;
  }

  /**
   * The hosts of the gateway in an environment, in the order in which workloads were exposed: for DNS records that Terraform makes, as the
   * input of a module call. All that is exposed has to be declared before. None where the gateway is not.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public hostsIn(environment: Environment | string): string[] {
    const source = SourceLocation.capture();
    const found = ENVIRONMENTS.resolve(this, environment, this._subject, source);
    if (found === undefined) return [];
    this.told.set(found.overlay, source);
    return hostsOf(this._exposures, found).map(({ host }) => host);
  }

  /** Passes on requests to a workload. @internal */
  public _expose(exposure: DeclaredExposure): void {
    for (const environment of this.estate.overlayEnvironments()) {
      const told = this.told.get(environment.overlay);
      const before = hostsOf(this._exposures, environment);
      const added = hostsOf([exposure], environment).find(({ host }) => !before.some((other) => other.host === host));
      if (told === undefined || added === undefined) continue;
      Problems.of(this).add(told, `${this._subject} is asked for its hosts in ${environment.name} before "${added.host}" is declared, which would be missing: ask after the last expose(…)`);
    }
    this._exposures.push(exposure);
  }

  /** The objects of the gateway in an environment, by the file in its overlay. @internal */
  public _objectsIn(environment: Environment): Array<{ readonly file: string; readonly manifest: Manifest }> {
    if (domainIn(this._declared, environment) === undefined) return [];
    const model = this.modelOf(this.declarations(environment), environment);
    return gatewayFiles(this._declared.controller._objects, this.name).flatMap(({ file, render }) => {
      const manifest = render(model);
      return manifest === undefined ? [] : [{ file, manifest }];
    });
  }

  /** The hosts of the gateway in an environment, and the workloads behind each. @internal */
  public _workloadsByHost(environment: Environment): Array<{ readonly host: string; readonly workloads: readonly string[] }> {
    const held = this._exposures.filter((exposure) => holdsIn(exposure, environment));
    return hostsOf(held, environment).map(({ host }) => {
      const behind = held.filter((exposure) => hostIn(exposure, environment).host === host).map(({ workload }) => workload);
      return { host, workloads: [...new Set(behind)] };
    });
  }

  /** What a problem calls it. @internal */
  public get _subject(): string {
    return `gateway "${this.name}"`;
  }

  private addFile(overlay: OverlayOfEnvironment, file: string, render: GatewayRenderer): void {
    const { environment } = overlay;
    const declared = () => this.declarations(environment);
    const renderDeclared = (declarations: GatewayDeclarations) => (
      domainIn(declarations.gateway, environment) === undefined ? undefined : render(this.modelOf(declarations, environment)));
    const path = `${this.estate.facts.layout.environmentOverlayDir(environment.overlay)}/${file}`;
    overlay._addManifest(file, () => renderDeclared(declared()), explainGateway({ path, environment, declared, render: renderDeclared }));
  }

  private declarations({ namespace }: Environment): GatewayDeclarations {
    return { gateway: this._declared, exposures: this._exposures, namespace };
  }

  private modelOf(declared: GatewayDeclarations, environment: Environment): GatewayModel {
    const { facts } = this.estate;
    return resolveGateway(declared, { environment, partOf: facts.projectName, balancing: cloudOf(facts, environment)._in(LOAD_BALANCING) });
  }

  private domainsByOverlay(domains: Readonly<Record<string, string>>): Record<string, string> {
    const byOverlay: Record<string, string> = {};
    for (const [name, domain] of Object.entries(domains)) {
      const environment = ENVIRONMENTS.resolve(this, name, `domains of ${this._subject}`, this._source);
      if (environment === undefined) continue;
      const place = `environment "${name}"`;
      if (!environment.runsServices) {
        Problems.of(this).add(this._source, `${this._subject} has a domain in ${place}, where no services run: drop that, or its runsServices: false`);
      } else if (environment._runsOn !== undefined) {
        Problems.of(this).add(this._source, `${this._subject} has a domain in ${place}, whose services run in CloudBase Run, which has its own way in: drop that, or its runsOn`);
      } else if (Object.hasOwn(byOverlay, environment.overlay) && byOverlay[environment.overlay] !== domain) {
        Problems.of(this).add(this._source, `${this._subject} has the domain ${JSON.stringify(domain)} in ${place}, which runs the same overlay as another one with the domain ${JSON.stringify(byOverlay[environment.overlay])}: give both the same, or overlays of their own`);
      } else {
        byOverlay[environment.overlay] = domain;
      }
    }
    return byOverlay;
  }
}

/** What was said of a gateway, with marks for outputs where these may stand. */
function gatewaySettings<Given extends GatewayOverrides>(given: Given): Omit<Given, 'loadBalancerAnnotations'> & GatewaySettings {
  if (given.loadBalancerAnnotations === undefined) return plainOptions(given) as Omit<Given, 'loadBalancerAnnotations'>;
  const { loadBalancerAnnotations, ...others } = given;
  return { ...plainOptions(others), loadBalancerAnnotations: withOutputs(loadBalancerAnnotations) as Record<string, string> };
}
