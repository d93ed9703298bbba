import type { Environment } from './environment';
import { cloudOf, EstateFacts } from './estate-facts';

/** What keeps an environment from being one of its estate. */
export function environmentProblem(facts: EstateFacts, environments: readonly Environment[], environment: Environment): string | undefined {
  const { name } = environment;
  const reserved = facts.layout.reservedEnvironmentNames;
  if (reserved.includes(name)) {
    return `environment "${name}" has a name that is taken by a folder beside the environments (${reserved.join(', ')}): give it another one`;
  }
  return cloudProblem(facts, environments, environment) ?? overlayProblem(facts, environments, environment);
}

/** What is wrong with the cloud of an environment, beside the others of its estate. */
function cloudProblem(facts: EstateFacts, environments: readonly Environment[], environment: Environment): string | undefined {
  const { _cloud: own, _bootstrap, name } = environment;
  if (own !== undefined && own.name !== facts.cloud.name) {
    return `environment "${name}" is on cloud "${own.name}", and the estate on "${facts.cloud.name}": modules are written for one cloud, so make it an estate of its own`;
  }
  if (own !== undefined && own._supplier.realm !== facts.cloud._supplier.realm && own._supplier.account === undefined) {
    return `environment "${name}" is in another account, and CI has to know which: give its cloud the accountUin, too`;
  }
  const member = environments.find((other) => other._bootstrap === _bootstrap && other._backend === undefined);
  const [backend, shared] = [environment, member].map((each) => each && cloudOf(facts, each)._supplier.realm);
  if (_bootstrap === undefined || member === undefined || backend === shared) return undefined;
  return `environment "${name}" has the bootstrap "${_bootstrap}" of environment "${member.name}", which runs on another cloud (${shared}, not ${backend}): give it a bootstrap of its own`;
}

/** What is wrong with the overlay of an environment, when another one has the same. */
function overlayProblem(facts: EstateFacts, environments: readonly Environment[], environment: Environment): string | undefined {
  const other = environments.find(({ overlay, _hasOverlay: hasOverlay }) => hasOverlay && overlay === environment.overlay);
  if (!environment._hasOverlay || other === undefined) return undefined;
  const { name, namespace, overlay } = environment;
  const mend = `give one of them another overlay, such as overlay: '${name}'`;
  if (other.namespace !== namespace) return `environments "${other.name}" and "${name}" share the overlay "${overlay}", but not the namespace (${other.namespace}, ${namespace}): ${mend}`;
  if (other.podSecurity !== environment.podSecurity) {
    return `environments "${other.name}" and "${name}" share the overlay "${overlay}", but not the Pod Security Standard (${other.podSecurity}, ${environment.podSecurity}): ${mend}`;
  }
  const [theirs, own] = [other, environment].map((each) => cloudOf(facts, each)._supplier.imageRepository(facts.projectName, '*'));
  if (theirs !== own) return `environments "${other.name}" and "${name}" share the overlay "${overlay}", but not the image registry (${theirs}, ${own}): ${mend}`;
  return undefined;
}
