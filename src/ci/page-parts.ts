import type { DeliveryFacts } from './delivery-system';
import type { Environment } from '../estate/environment';
import { shellWord } from '../text/bash-quote';

/** What a row of the table says behind the file: when it runs, and what it does. */
export type RowCells = readonly [when: string, what: string];

/** The rows of the table of what CI does. */
export interface DeliveryRows {
  readonly plan: RowCells;
  readonly sync: RowCells;
  readonly images: RowCells;
  readonly outputs: RowCells;
  /** The file that deploys an environment, and its cells. */
  readonly environment: (environment: Environment) => readonly [file: string, ...cells: RowCells];
  /** Rows behind those of the environments, each with its file. */
  readonly others?: ReadonlyArray<readonly [file: string, ...cells: RowCells]>;
  readonly drift: RowCells;
}

/**
 * The section of an estate's page that says what each file of CI does, and when; empty without environments.
 * @param noun what the CI system calls such a file
 */
export function deliverySection(noun: string, facts: DeliveryFacts, rows: DeliveryRows): string {
  const { environments, rootModules, buildsImages, recordsOutputs } = facts;
  if (environments.length === 0) return '';
  const terraform = rootModules.length > 0;
  const all = [
    ...(terraform ? [['terraform-plan.yml', ...rows.plan]] : []),
    ['sync.yml', ...rows.sync],
    ...(buildsImages ? [['images.yml', ...rows.images]] : []),
    ...environments.map(rows.environment),
    ...rows.others ?? [],
    ...(recordsOutputs ? [['outputs.yml', ...rows.outputs]] : []),
    ...(terraform ? [['drift.yml', ...rows.drift]] : []),
  ];
  return ['## What CI does', '', `| ${noun} | when | what |`, '| --- | --- | --- |', ...all.map(([file, ...cells]) => `| \`${file}\` | ${cells.join(' | ')} |`)].join('\n');
}

/** What comes before anything is applied, in the words of a CI system. */
export interface FirstSteps {
  /** What has to be put into `.projenrc.ts`: an imperative. */
  readonly account: string;
  /** Form of the option `repository`. */
  readonly repository: string;
  /** What is made for CI. */
  readonly identity: string;
  /** What else has to stand there: Markdown that begins and ends a sentence. */
  readonly more?: string;
  /** What the bootstraps make, and what is committed then: an imperative. */
  readonly bootstrap: string;
}

/** The steps that come before anything is applied: what has to stand in `.projenrc.ts`, and the bootstraps. */
export function firstSteps(
  { bootstraps, bootstrapPreparation: { downloads = {}, commands = [] } }: DeliveryFacts, isExampleRepository: boolean,
  { account, repository, identity, more = '', bootstrap }: FirstSteps,
): string[] {
  const own = isExampleRepository ? `${account}, and your repository as \`repository: '${repository}'\`: until then no ${identity} is made for CI` : account;
  const first = `${own}. ${more}Then run \`npx projen\`.`;
  if (bootstraps.length === 0) return [first];
  const files = bootstraps.flatMap(({ dir }) => Object.entries(downloads).map(([file, url]) => `curl --fail --output ${shellWord(`${dir}/${file}`)} ${shellWord(url)}`));
  const all = fence([...files, ...commands, ...bootstraps.map(({ command }) => command)]);
  return [first, `${bootstrap}. Run it again when an environment or a module is new, which its \`terraform.tfvars\` shows:\n\n   ${all}`];
}

/** Shell within a numbered step. */
export function fence(commands: readonly string[]): string {
  return `\`\`\`sh\n   ${commands.join('\n   ')}\n   \`\`\``;
}
