import { AffectedScript, affectedScriptPath } from './affected-script';
import { doctorPath } from './declared-settings';
import { checkDeliveredApplications } from './delivered-applications';
import type { CodeHost, DeliveredEstate, DeliveryFacts, DeliveryReadme, DeliverySystem } from './delivery-system';
import { CloudBaseRunScripts, DashboardsScripts, DeploymentScripts, PolicyScripts, ProposalScripts } from './deployment-scripts';
import type { EstateImages } from './estate-images';
import { OutputRecords, RecordedEnvironment, recordedEnvironments } from './outputs-file';
import { PRODUCTS } from './product';
import { ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { Problems } from '../synth/declare/problems';
import { SourceLocation } from '../synth/declare/source-location';
import type { EstateProject } from '../synth/estate-project';

/** What delivery has to know of an estate. */
export interface EstateDeliveryOptions extends Pick<DeliveredEstate, 'bootstrapDirs' | 'graph' | 'policies'> {
  readonly host: CodeHost;
  readonly images: EstateImages;
}

/** How an estate is delivered: what its CI system has for all that is declared, and the scripts that every system runs. */
export class EstateDelivery {
  /** The scripts of it that are for people as well. */
  public readonly scripts: ReadonlyArray<{ readonly path: string; readonly what: string }>;
  private readonly system: DeliverySystem;
  private readonly recorded: () => readonly RecordedEnvironment[];

  constructor(project: EstateProject, { host, images, bootstrapDirs, graph, policies }: EstateDeliveryOptions) {
    const { facts, environments } = Estate.of(project);
    const { layout, cloud } = facts;
    // What is recorded goes through .projenrc.ts into the overlays.
    this.recorded = () => (project.ejected ? [] : recordedEnvironments(project));
    const system = this.system = host.deliver(project, {
      facts,
      environments,
      bootstrapDirs,
      graph,
      policies,
      imageBuilds: () => images.builds(),
      recordedEnvironments: this.recorded,
      dockerfileDirs: () => images.dockerfileDirs,
    });
    new DeploymentScripts(project, 'deployment-scripts', {
      layout,
      cloud: cloud._supplier.name,
      statefulResourceTypes: cloud._supplier.statefulResourceTypes,
      ciScripts: system.scripts,
    });
    new PolicyScripts(project, 'policy-scripts', layout, policies);
    new CloudBaseRunScripts(project, 'cloudbase-run-scripts', layout, () => graph().environments.some(({ cloudBaseRun }) => cloudBaseRun !== undefined));
    new DashboardsScripts(project, 'dashboards-scripts', { layout, cloud: cloud._supplier.name }, () => graph().environments.some(({ dashboards }) => dashboards !== undefined));
    new OutputRecords(project, 'output-records');
    new ProposalScripts(project, 'proposal-scripts', {
      layout, ciScripts: system.scripts, isNeeded: () => images.areBuilt || this.recordsOutputs,
    });
    if (!project.ejected) system.addUpkeep();
    new AffectedScript(project, 'affected', layout);
    this.scripts = [
      { path: affectedScriptPath(layout), what: 'tells which root modules and overlays a change affects, and why' },
      { path: doctorPath(layout), what: 'checks the settings that no file can hold, and sets them with `--fix`' },
    ];
    ENVIRONMENTS.in(project).each(({ name }) => system.addEnvironment(name));
    images.onFirst(() => system.addImages());
    const source = SourceLocation.capture();
    Problems.of(project).addCheck(() => checkDeliveredApplications(project));
    Problems.of(project).addCheck(() => {
      if (facts.mergesImages && !images.areBuilt) Problems.of(project).add(source, 'autoMergeImages merges nothing, since CI builds no image here: give a service an `imageBuild`, or take the option away');
    });
    PRODUCTS.in(project).each((product) => system.addProduct(product));
  }

  /** Whether outputs of Terraform are recorded by CI so far. */
  public get recordsOutputs(): boolean {
    return this.recorded().length > 0;
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
