import { subnetsOf } from '../address-blocks';
import type { GivenOutput, ModuleFacts } from '../module-facts';

/**
 * The service that a subnet must know by a service endpoint before a module lets it in (`allowed_subnet_ids`): Azure refuses the rule
 * otherwise, and does so at apply time.
 *
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
 */
export function letsInThrough(service: string): Required<Pick<ModuleFacts, 'problemsBetween'>> {
  return {
    problemsBetween: ({ allowed_subnet_ids: allowed }, outputOf) => (Array.isArray(allowed) ? allowed : []).flatMap((id) => {
      const given = outputOf(id);
      const subnet = given && subnetOf(given);
      if (given === undefined || subnet === undefined || mayKnow(subnet.service_endpoints, service)) return [];
      return [
        `input "allowed_subnet_ids" lets in subnet "${String(subnet.name)}" of ${given.call}, which has no service endpoint for ${service}: `
        + `give that subnet serviceEndpoints: ['${service}'], or let it in through privateEndpoint`,
      ];
    }),
  };
}

/** The subnet that an ID is of, as its network is given it; undefined: that cannot be told. */
function subnetOf({ module, inputs, output: { output, key } }: GivenOutput): Readonly<Record<string, unknown>> | undefined {
  if (module !== 'network') return undefined;
  if (output === 'subnet_id') return subnetsOf(inputs)[0];
  return output === 'subnet_ids' ? subnetsOf(inputs).find(({ name }) => name === key) : undefined;
}

/** Whether a subnet has the endpoint, or what only Terraform knows may be it. That for all regions is one for the region, too. */
function mayKnow(endpoints: unknown, service: string): boolean {
  if (endpoints === undefined) return false;
  if (!Array.isArray(endpoints)) return true;
  return endpoints.some((endpoint) => typeof endpoint !== 'string' || endpoint === service || endpoint === `${service}.Global`);
}
