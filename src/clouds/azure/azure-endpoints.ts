import { isPlain } from '../../synth/declare/plain-options';
import { gives, ModuleEndpoint, ModuleInputs, PortRange } from '../module-facts';

/**
 * Where the modules of Azure are reached inside of the network: by a private endpoint with one address. Cosmos DB has one for each
 * region, App Configuration one for each replica, AI services one for each of their host names, and a server in a delegated subnet
 * any of that subnet: of these no single output has the addresses.
 *
 * Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */

/**
 * Ports of Event Hubs and Service Bus: AMQP over TLS, AMQP over web sockets and HTTPS, and Kafka.
 * Source: https://learn.microsoft.com/azure/event-hubs/event-hubs-faq#what-ports-do-i-need-to-open-on-the-firewall
 */
export const EVENT_HUBS_PORTS: readonly PortRange[] = [{ port: 443 }, { port: 5671, endPort: 5672 }, { port: 9093 }];

/**
 * Ports of Service Bus.
 * Source: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-faq#what-ports-do-i-need-to-open-on-the-firewall
 */
export const SERVICE_BUS_PORTS: readonly PortRange[] = [{ port: 443 }, { port: 5671, endPort: 5672 }];

/** That of a module with an input `private_endpoint`. */
export function atPrivateEndpoint(ports: readonly PortRange[]): (inputs: ModuleInputs) => ModuleEndpoint {
  return (inputs) => ({ addresses: gives(inputs, 'private_endpoint') ? [{ output: 'private_endpoint_address' }] : [], ports, addressedBy: 'privateEndpoint' });
}

/** A storage account has an address for each of its services. Which these are has to be known before Terraform runs. */
export function storageEndpoint({ private_endpoints: endpoints }: ModuleInputs): ModuleEndpoint {
  const services = isPlain(endpoints) ? Object.keys(endpoints).sort() : [];
  return {
    addresses: services.map((key) => ({ output: 'private_endpoint_addresses', key })),
    ports: [{ port: 443 }],
    addressedBy: 'privateEndpoints',
  };
}

/** Ports of Managed Redis, with those of its nodes. */
export const REDIS_PORTS: readonly PortRange[] = [{ port: 8500, endPort: 8599 }, { port: 10_000 }];

/**
 * Managed Redis, whose nodes have ports of their own where clients speak the protocol of a cluster.
 * Source: https://learn.microsoft.com/azure/redis/architecture#clustering
 */
export function redisEndpoint(inputs: ModuleInputs): ModuleEndpoint {
  const { clustering_policy: policy } = inputs;
  const isOneAddress = policy === 'EnterpriseCluster' || policy === 'NoCluster';
  return atPrivateEndpoint(isOneAddress ? [{ port: 10_000 }] : REDIS_PORTS)(inputs);
}

/**
 * An SQL server, which sends clients on to the machine that has the database where they are to be redirected.
 * Source: https://learn.microsoft.com/azure/azure-sql/database/private-endpoint-overview#use-redirect-connection-policy-with-private-endpoints
 */
export function sqlEndpoint(inputs: ModuleInputs): ModuleEndpoint {
  return atPrivateEndpoint([inputs.connection_policy === 'Redirect' ? { port: 1433, endPort: 65_535 } : { port: 1433 }])(inputs);
}
