import { CiSystem, Convention } from '../src';
import { runProjenrcText } from './new/run-projenrc-text';
import { temporaryDirectory, withoutPostSynthesis } from './synth/test-project';
import { initialEstate } from '../src/new/initial-estate';

withoutPostSynthesis();

export interface PicassoEstateOptions {
  readonly ciSystem?: CiSystem;
  /** Where it is written; a folder of its own by default. */
  readonly outdir?: string;
  /** Changes its `.projenrc.ts`. */
  readonly edit?: (projenrc: string) => string;
}

/** Writes the estate of `projen new --convention picasso`, and returns its folder. */
export function writePicassoEstate({ ciSystem, outdir = temporaryDirectory(), edit = (text) => text }: PicassoEstateOptions = {}): string {
  const repository = ciSystem === CiSystem.GITHUB_ACTIONS ? 'contoso/picasso-ops' : 'contoso/ops/picasso-ops';
  const { projenrc } = initialEstate({ name: 'picasso-ops', convention: Convention.PICASSO, ciSystem, repository });
  runProjenrcText(edit(projenrc), outdir);
  return outdir;
}

/** The estate with one more of each: an environment, which has no data of its own, a type of resource and a service. */
export function withOneMoreOfEach(projenrc: string): string {
  const more = `
const loadtest = project.addEnvironment('pme-loadtest', { shortName: 'loadtest', bootstrap: 'pme-staging' });
new azure.ServiceBus(project.addRootModule('servicebus', { environments: [prod, loadtest] }), 'bus', { resourceGroupName: 'rg-bus' });
service('search');
agent.override(loadtest, { removedVariables: ['SETTINGS_ENDPOINT', 'MODELS_ENDPOINT'] });
chat.override(loadtest, { removedVariables: ['SETTINGS_ENDPOINT', 'COSMOS_ENDPOINT', 'EVENTHUB_NAMESPACE'] });
memory.override(loadtest, { removedVariables: ['SETTINGS_ENDPOINT', 'EVENTHUB_NAMESPACE'] });
attachments.override(loadtest, { removedVariables: ['SETTINGS_ENDPOINT', 'BLOB_ENDPOINT'] });

project.synth();
`;
  return projenrc.replace('\nproject.synth();\n', more);
}
