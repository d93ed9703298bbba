import type { ResolvedProvider } from './resolved-root-module';
import { didYouMean } from '../../text/nearest-name';
import type { ModuleCall } from '../declare/root-module-call';
import { HclExpression } from '../hcl/expression';
import { renderAssignments } from '../hcl/value';
import { normalProviderSource } from '../interface/provider-source';

/** The `providers` of a module call: names with dots, which no other object has. */
export class PassedProviders extends HclExpression {
  constructor(private readonly passed: Readonly<Record<string, HclExpression>>) {
    super();
  }

  /** @internal */
  public _render(indent = ''): string {
    const items = Object.entries(this.passed).map(([name, configuration]) => ({ name, text: textOf(configuration) }));
    return `{\n${renderAssignments(items, `${indent}  `)}${indent}}`;
  }
}

/** A provider configuration of a root module: `tencentcloud`, or `tencentcloud.peer`. */
export interface RootConfigurations {
  /** Providers that are required, and so have a default configuration. */
  readonly providers: readonly ResolvedProvider[];
  /** Those with an alias, such as `tencentcloud.peer`. */
  readonly aliases: readonly string[];
}

/** What is wrong with the provider configurations that a call passes to its module. Source: Terraform language, providers within modules. */
export function passedProviderProblems(call: ModuleCall, { providers, aliases }: RootConfigurations): string[] {
  const module = call._interface;
  const passed = call._passedProviders;
  if (!module) return [];
  const required = [...module.providers.values()];
  const wanted = required.flatMap((provider) => provider.aliases ?? []);
  if (wanted.length === 0 && Object.keys(passed).length === 0) return [];
  const takes = [...module.providers.keys(), ...wanted];
  const offered = [...providers.map(({ name }) => name), ...aliases].sort();
  const configured = module.configuration.blocks('provider').map(({ labels }) => labels.join('.'));

  const missing = wanted.filter((name) => !Object.hasOwn(passed, name) && !configured.includes(name)).map((name) => {
    const [provider, alias] = name.split('.');
    return `needs the provider configuration "${name}": give it with providers: { '${name}': ${variableOf(call)}.addProviderAlias('${provider}', '${alias}', { … }) }`;
  });
  const wrong = Object.entries(passed).flatMap(([name, configuration]) => {
    if (!takes.includes(name)) return [`takes no provider configuration "${name}"; it takes: ${[...takes].sort().join(', ') || 'none'}.${didYouMean(name, takes)}`];
    if (configured.includes(name)) return [`has a configuration "${name}" of its own, so none can be passed to it`];
    const text = textOf(configuration);
    if (!offered.includes(text)) {
      return [`is passed the provider configuration "${text}" as "${name}", which root module "${call.rootModule.name}" has not; it has: ${offered.join(', ') || 'none'}.${didYouMean(text, offered)}`];
    }
    const local = module.providers.get(name.split('.')[0]);
    const own = normalProviderSource(local?.source ?? name.split('.')[0]);
    const given = normalProviderSource(providers.find((provider) => provider.name === text.split('.')[0])!.source);
    return own === given ? [] : [`is passed the provider configuration "${text}" of "${given}" as "${name}", which comes from "${own}"`];
  });
  return [...missing, ...wrong];
}

/** Plain JavaScript may give a name as text. */
function textOf(configuration: HclExpression | string): string {
  return configuration instanceof HclExpression ? configuration._render() : String(configuration);
}

function variableOf(call: ModuleCall): string {
  return call.rootModule.name.replace(/-+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());
}
