import { AffectedScript, affectedScriptPath } from './affected-script';
import type { CodeHost, DeliveredEstate, DeliveryFacts, DeliveryReadme, DeliverySystem } from './delivery-system';
import { DeploymentScripts, PolicyScripts } from './deployment-scripts';
import { PRODUCTS } from './product';
import { ENVIRONMENTS } from '../estate/environment';
import type { EstateProject } from '../synth/estate-project';

/** What delivery has to know of an estate. */
export interface EstateDeliveryOptions extends DeliveredEstate {
  readonly host: CodeHost;
  /** Acts when the first image is declared that CI builds. */
  readonly onFirstImage: (act: () => void) => void;
}

/** How an estate is delivered: what its CI system has for all that is declared, and the scripts that every system runs. */
export class EstateDelivery {
  /** The scripts of it that are for people as well. */
  public readonly scripts: ReadonlyArray<{ readonly path: string; readonly what: string }>;
  private readonly system: DeliverySystem;

  constructor(project: EstateProject, { host, onFirstImage, ...estate }: EstateDeliveryOptions) {
    const { layout, cloud } = estate.facts;
    const system = this.system = host.deliver(project, estate);
    new DeploymentScripts(project, 'deployment-scripts', {
      layout,
      cloud: cloud._supplier.name,
      statefulResourceTypes: cloud._supplier.statefulResourceTypes,
      ciScripts: system.scripts,
    });
    new PolicyScripts(project, 'policy-scripts', layout, estate.policies);
    if (!project.ejected) system.addUpkeep();
    new AffectedScript(project, 'affected', layout);
    this.scripts = [{ path: affectedScriptPath(layout), what: 'tells which root modules and overlays a change affects, and why' }];
    ENVIRONMENTS.in(project).each(({ name }) => system.addEnvironment(name));
    onFirstImage(() => system.addImages());
    PRODUCTS.in(project).each((product) => system.addProduct(product));
  }

  /** Adds the files whose number follows from the whole estate. */
  public addFiles(): void {
    this.system.addFiles();
  }

  /** What the page of the estate tells of it. */
  public readme(facts: DeliveryFacts): DeliveryReadme {
    return this.system.readme(facts);
  }
}
