import { moveBetween, namesOfMoves, renderLocation, StateLocation } from './state-ledger-script';
import { fillIn } from '../../text/fill-in';
import { shippedText } from '../../text/shipped-text';

/** Objects of a module call that are to be copied from one state to another. */
export interface ModuleMove {
  /** `<environment>/<root module>/<id of the call>`, as it is now. */
  readonly name: string;
  readonly from: StateLocation;
  readonly to: StateLocation;
  /** Address of the call in the state that it is copied from. */
  readonly formerAddress: string;
  /** Its address in the other. */
  readonly address: string;
  /** Output of the other state that says that the objects are there. */
  readonly marker: string;
}

/**
 * The script that copies the objects of module calls from the state of one root module to that of another, with
 * `terraform state mv` on copies of both. The former state is left as it was: the root module forgets them with its next
 * apply, and until then an older commit can still be deployed.
 * @param path where the script stands, relative to the repository
 */
export function moveModulesScript(path: string, moves: readonly ModuleMove[]): string {
  return fillIn(shippedText(__dirname, 'scripts/move-modules.sh'), {
    ...namesOfMoves('__module__', path, moves.map(({ name }) => name)),
    [moveBetween(['__module__', '__former_address__', '__address__', '__marker__'], '__from__\n', '__to__\n')]:
      moves.map(({ name, from, to, formerAddress, address, marker }) =>
        moveBetween([name, formerAddress, address, marker], renderLocation(from), renderLocation(to))).join(''),
  });
}
