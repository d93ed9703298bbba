import type { Environment } from '../../estate/environment';
import type { Cause } from '../../synth/files/explain-by-omission';
import { Explain, variableName } from '../../synth/files/explanation';
import { explainDocument } from '../explain/explain-document';
import { exposureCauses, gatewayCauses } from '../explain/explain-gateway';
import { namespaceOf } from '../explain/explain-workload';
import type { GatewayDeclarations } from '../workloads/resolve/resolve-gateway';

/** A file of a gateway in the overlay of an environment. */
interface GatewayFile {
  readonly path: string;
  readonly environment: Environment;
  readonly declared: () => GatewayDeclarations;
  readonly render: (declared: GatewayDeclarations) => object | undefined;
}

/** Says why a line is there in a file of a gateway. */
export function explainGateway({ path, environment, declared, render }: GatewayFile): Explain {
  return explainDocument(() => {
    const { gateway } = declared();
    const variable = variableName(gateway.name);
    return {
      path,
      declared: declared(),
      render: (facts) => render(facts) ?? {},
      causes: (facts) => causes(facts, environment),
      whole: { what: `gateway "${gateway.name}"`, source: gateway.source, change: `project.addGateway('${gateway.name}', { … }) or ${variable}.override(${variableName(environment.name)}, { … })` },
    };
  });
}

function* causes(declared: GatewayDeclarations, environment: Environment): Iterable<Cause<GatewayDeclarations>> {
  const { gateway, exposures, namespace } = declared;
  yield { explanation: namespaceOf(environment), otherwise: [{ ...declared, namespace: `${namespace}0` }] };
  for (const { explanation, otherwise } of exposureCauses(exposures, environment)) {
    yield { explanation, otherwise: otherwise.map((others) => ({ ...declared, exposures: others })) };
  }
  for (const { explanation, otherwise } of gatewayCauses(gateway, environment)) {
    yield { explanation, otherwise: otherwise.map((other) => ({ ...declared, gateway: other })) };
  }
}
