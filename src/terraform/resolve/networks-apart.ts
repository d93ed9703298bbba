import type { ResolvedRootModule } from './resolved-root-module';
import { addressesOf, parseCidr } from '../../clouds/cidr';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';

/** A block of addresses that a network of the estate has. */
interface NetworkBlock {
  readonly call: ModuleCall;
  readonly environment: string;
  /** In CIDR notation. */
  readonly text: string;
  /** Name of the input that says it. */
  readonly input: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Networks of an estate with the same addresses could never be connected, and their addresses cannot be changed later. What only Terraform
 * can compute is left to it.
 * @param resolvedIn a root module as it is settled in an environment
 */
export function checkNetworksApart(
  rootModules: readonly RootModule[], resolvedIn: (root: RootModule, environment: Environment) => ResolvedRootModule | undefined,
): void {
  const blocks = rootModules.flatMap((root) => root._environments()
    .flatMap((environment) => networkBlocks(root, environment, resolvedIn(root, environment))));
  const told = new Set<ModuleCall>();
  let farthest: NetworkBlock | undefined;
  for (const block of blocks.sort((a, b) => a.first - b.first)) {
    if (farthest !== undefined && block.first <= farthest.last && !isSame(block, farthest) && !told.has(block.call)) {
      told.add(block.call);
      Problems.of(block.call).add(block.call._source, problemOf(block, farthest));
    }
    if (farthest === undefined || block.last > farthest.last) farthest = block;
  }
}

/** Whether both belong to one network, of which the facts of its module say what is wrong. */
function isSame(one: NetworkBlock, other: NetworkBlock): boolean {
  return one.call === other.call && one.environment === other.environment;
}

function networkBlocks(root: RootModule, { name: environment }: Environment, resolved: ResolvedRootModule | undefined): NetworkBlock[] {
  return root._calls.flatMap((call) => {
    const inputs = resolved?.calls.find(({ id }) => id === call.callId)?.inputs;
    const network = inputs && call._moduleSource._library?.network?.(inputs);
    if (!network) return [];
    return network.blocks.filter((block) => typeof block === 'string').flatMap((text) => {
      const cidr = parseCidr(text);
      if (cidr === undefined) return [];
      const [first, last] = addressesOf(cidr);
      return { call, environment, text, input: network.input, first, last };
    });
  });
}

function problemOf(block: NetworkBlock, other: NetworkBlock): string {
  const mend = `give each a block of its own, such as .override('${block.environment}', { ${block.input}: … }). Where both are there already and stay apart, say isolated: true of them`;
  return `${nameOf(block)} has addresses (${block.text}) that ${nameOf(other)} has, too (${other.text}): they could never be connected. ${capitalised(mend)}`;
}

function nameOf({ call, environment }: NetworkBlock): string {
  return `network "${call.callId}" of root module "${call.rootModule.name}" in environment "${environment}"`;
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
