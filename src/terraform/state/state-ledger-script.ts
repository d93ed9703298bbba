import type { BackendConfiguration } from '../../clouds/backends/backend';
import { shellWord } from '../../text/bash-quote';
import { lines, wayUp } from '../../text/bash-script';
import { fillIn } from '../../text/fill-in';
import { shippedText } from '../../text/shipped-text';
import { HclBlock, HclComment } from '../hcl/block';
import { renderHcl } from '../hcl/writer';

/** One end of a move. */
export interface StateLocation {
  readonly address: string;
  /** Type of the backend. */
  readonly backend: string;
  /** What the backend is given; paths of local states lead from two levels below the repository. */
  readonly configuration: BackendConfiguration;
}

/** A state that is to be copied to its new address. */
export interface StateMove {
  /** `<environment>/<root module>`. */
  readonly name: string;
  readonly from: StateLocation;
  readonly to: StateLocation;
}

/**
 * The script that copies states to their new addresses with `terraform state pull` and `push`, which every backend has
 * and which, unlike `init -migrate-state -force-copy`, never overwrite another state. No state touches the disk.
 * @param path where the script stands, relative to the repository
 */
export function moveStatesScript(path: string, moves: readonly StateMove[]): string {
  return fillIn(shippedText(__dirname, 'scripts/move-states.sh'), {
    ...namesOfMoves('__state__', path, moves.map(({ name }) => name)),
    [moveBetween(['__state__'], '__from__\n', '__to__\n')]:
      moves.map(({ name, from, to }) => moveBetween([name], renderLocation(from), renderLocation(to))).join(''),
  });
}

/**
 * What is filled into a script that works on pairs of states.
 * @param sample what stands in it for a name
 * @param path where the script stands, relative to the repository
 * @param names what it can be asked for
 */
export function namesOfMoves(sample: string, path: string, names: readonly string[]): Record<string, string> {
  return {
    '__path__': path,
    '__way_up__': wayUp(path),
    '# __states_of_backends__\n': shippedText(__dirname, 'scripts/states-of-backends.sh'),
    [`  ${sample}\n`]: lines(...names.map((name) => `  ${name}`)),
    [`    ${sample}) ;;\n`]: lines(...names.map((name) => `    ${shellWord(name)}) ;;`)),
  };
}

/**
 * Calls the function `move` of a script for one pair of states.
 * @param words what it is given; first the name of the move
 * @param from the backend that it is moved from, as text
 * @param to that where it is moved to
 */
export function moveBetween(words: readonly string[], from: string, to: string): string {
  const [name, ...others] = words.map(shellWord);
  return lines(
    `if is_wanted ${name}; then`,
    '  backend from << \'HCL\'',
    `${from}HCL`,
    '  backend to << \'HCL\'',
    `${to}HCL`,
    `  ${['move', name, ...others].join(' ')}`,
    'fi',
    '',
  );
}

/** The backend of a state, as text. Every line begins with `#`, a name or a bracket, so none of them ends the here-document. */
export function renderLocation({ address, backend, configuration }: StateLocation): string {
  const block = new HclBlock('backend', [backend], configuration.attributes);
  for (const [name, body] of Object.entries(configuration.blocks)) block.block(new HclBlock(name, [], body));
  return renderHcl([new HclComment(address), new HclBlock('terraform').block(block)]);
}

/** What keeps Terraform from planning a root module until its state is at the new address: reading a state that is not there fails. */
export function stateGuard(backend: string, config: Readonly<Record<string, unknown>>, script: string): string {
  return renderHcl([
    new HclComment(`The state of this root module has to be here before anything is planned: ${script} moves it.`),
    new HclBlock('data', ['terraform_remote_state', 'moved_state'], { backend, config }),
  ]);
}
