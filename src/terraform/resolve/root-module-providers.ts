import type { ResolvedProvider } from './resolved-root-module';
import type { Cloud } from '../../clouds/cloud';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import type { RawBlock } from '../declare/declared';
import { PROVIDER_VERSIONS } from '../declare/provider-versions';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { HclAttribute, HclBlock } from '../hcl/block';
import { HclExpression } from '../hcl/expression';
import { normalProviderSource } from '../interface/provider-source';

/**
 * The providers that a root module requires, by name: the cloud's own when something uses it, those that the user
 * declared, and those that called modules and raw blocks need beside them.
 */
export function resolveProviders(
  rootModule: RootModule, calls: readonly ModuleCall[], blocks: readonly RawBlock[], cloud: Cloud,
): ResolvedProvider[] {
  const own = cloud._supplier.provider;
  const required = new Map<string, ResolvedProvider>();
  for (const [name, { options }] of rootModule._providers) required.set(name, { name, ...options });
  for (const call of calls) {
    for (const provider of call._interface?.providers.values() ?? []) {
      const source = provider.source ?? `hashicorp/${provider.name}`;
      const known = normalProviderSource(source);
      const declared = required.get(provider.name);
      if (!declared) {
        required.set(provider.name, { name: provider.name, source, version: PROVIDER_VERSIONS[known] ?? provider.version ?? '>= 0' });
      } else if (normalProviderSource(declared.source) !== known && rootModule._providers.has(provider.name)) {
        Problems.of(rootModule).add(rootModule._providers.get(provider.name)!.source,
          `provider "${provider.name}" of root module "${rootModule.name}" comes from "${declared.source}", but module "${call.callId}" takes it from "${source}": give it that source, or another name`);
      }
    }
  }

  let usesOwn = rootModule.handWritten || required.has(own.name);
  for (const raw of blocks) {
    const name = providerOf(raw.block);
    if (name === own.name) usesOwn = true;
    else if (name !== undefined && !required.has(name)) requireUndeclared(rootModule, raw, name, required);
  }
  for (const { options } of rootModule._providerAliases.values()) if (options.name === own.name) usesOwn = true;
  required.delete(own.name);
  const providers = [...(usesOwn ? [own] : []), ...required.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return rootModule._providerAliases.size === 0 ? providers : withAliases(rootModule, providers, own);
}

/** Terraform itself: `terraform_data` and `terraform_remote_state` need nothing to be required. */
const BUILT_IN = 'terraform';
/** Kinds of blocks that a provider serves. Source: Terraform language, resource types. */
const SERVED = ['resource', 'data', 'ephemeral'];

/** Of the cloud's own provider, a further configuration begins with the default one. */
function withAliases(rootModule: RootModule, providers: readonly ResolvedProvider[], own: ResolvedProvider): ResolvedProvider[] {
  const names = providers.map(({ name }) => name);
  for (const { options: { name, alias }, source } of rootModule._providerAliases.values()) {
    if (names.includes(name)) continue;
    Problems.of(rootModule).add(source,
      `root module "${rootModule.name}" has the provider configuration "${name}.${alias}", but no provider "${name}"; it has: ${names.join(', ') || 'none'}: add rootModule.addProvider('${name}', …).${didYouMean(name, names)}`);
  }
  return providers.map((provider) => {
    const isOwn = provider.name === own.name;
    const further = [...rootModule._providerAliases.values()].map(({ options }) => options).filter(({ name }) => name === provider.name);
    const aliases = further.map(({ alias, configuration }) => ({
      alias, configuration: isOwn ? { ...own.configuration, ...configuration } : configuration, blocks: isOwn ? own.blocks : undefined,
    }));
    return aliases.length > 0 ? { ...provider, aliases } : provider;
  });
}

function requireUndeclared(rootModule: RootModule, { block, source: place }: RawBlock, name: string, required: Map<string, ResolvedProvider>): void {
  const source = `hashicorp/${name}`;
  const version = PROVIDER_VERSIONS[source];
  if (version !== undefined) {
    required.set(name, { name, source, version });
    return;
  }
  Problems.of(rootModule).add(place,
    `root module "${rootModule.name}" has the block ${block._header()} of provider "${name}", which nobody declared: add rootModule.addProvider('${name}', { source: '…/${name}', version: '…' })`);
}

/** The provider that serves a block: the one it names, or the first word of its type. Undefined: none has to be required. */
function providerOf(block: HclBlock): string | undefined {
  const [kind, type] = block._header().split(' ');
  if (!SERVED.includes(kind) || type === undefined) return undefined;
  const chosen = block._items().find((item) => item instanceof HclAttribute && item.name === 'provider') as HclAttribute | undefined;
  const name = chosen?.value instanceof HclExpression ? chosen.value._render().split('.')[0] : type.replace(/"/g, '').split('_')[0];
  return name === BUILT_IN ? undefined : name;
}
