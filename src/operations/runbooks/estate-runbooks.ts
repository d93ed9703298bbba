import { Construct } from 'constructs';
import { CERTIFICATES } from './certificates-runbook';
import { MODULE_RUNBOOKS, ModuleRunbook } from './module-runbooks';
import { renderRunbook, RunbookPlace } from './runbook-section';
import { stateSections } from './state-runbook';
import type { Layout } from '../../estate/layout';
import { SourceLocation } from '../../synth/declare/source-location';
import { GeneratedText } from '../../synth/files/generated-text';

/** What the pages have to know of an estate, as it is at synthesis. */
export interface RunbookEstate {
  readonly calls: readonly RunbookPlace[];
  /** Type of the state backend. */
  readonly backendType: string;
  /** Whether cert-manager gets certificates. */
  readonly hasCertManager: boolean;
  /** Whether Terraform keeps any state. */
  readonly hasStates: boolean;
}

/** Pages about what no alert of a workload is about: what Terraform made, its states, certificates. Only of what there is in the estate. */
export class EstateRunbooks extends Construct {
  private readonly source = SourceLocation.capture();

  constructor(scope: Construct, id: string, private readonly layout: Layout, private readonly estate: () => RunbookEstate) {
    super(scope, id);
    for (const [file, runbook] of Object.entries(MODULE_RUNBOOKS)) this.add(file, `${runbook.title} that library modules make`, () => this.modulePage(runbook));
    this.add('certificates.md', 'certificates, which cert-manager gets', () => {
      const { hasCertManager } = this.estate();
      return hasCertManager ? renderRunbook('Certificates', 'What to do about a certificate of cert-manager.', [], CERTIFICATES) : undefined;
    });
    this.add('terraform-state.md', 'the states of Terraform', () => {
      const { hasStates, backendType } = this.estate();
      return hasStates ? renderRunbook('States of Terraform', 'What to do about the state of a root module.', [], stateSections(backendType, layout.scriptsDir)) : undefined;
    });
  }

  private modulePage({ title, about, sections }: ModuleRunbook): string | undefined {
    const places = this.estate().calls.filter(({ module }) => Object.hasOwn(sections, module));
    if (places.length === 0) return undefined;
    return renderRunbook(title, about, places, [...new Set(places.map(({ module }) => module))].flatMap((module) => sections[module]));
  }

  private add(file: string, what: string, content: () => string | undefined): void {
    new GeneratedText(this, `${this.layout.runbooksDir}/${file}`, { content, explain: () => [{ what: `the runbook page of ${what}`, source: this.source }] });
  }
}
