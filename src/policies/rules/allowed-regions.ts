import { regoSet, regoString, RuleFacts, RuleFiles, ruleFiles } from './rule-files';

/** Nothing is made outside of these regions, as far as a plan names the place. */
export function allowedRegions(facts: RuleFacts, regions: readonly string[]): RuleFiles {
  const { regionArguments, anywhere } = facts.resources;
  const region = normalRegion(regions[0] ?? '');
  return ruleFiles('allowed-regions', facts, {
    '{"__region__"}': regoSet(regions.map(normalRegion)),
    '{"__region_argument__"}': regoSet(regionArguments),
    '{"__anywhere__"}': regoSet(anywhere),
  }, {
    '"__region_argument__"': regoString(regionArguments[0]),
    '"__region__"': regoString(region),
    '"__region__-1"': regoString(`${region}-1`),
  });
}

/** A region as all spellings of it are compared: Azure takes `West Europe` for `westeurope`. */
export function normalRegion(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}
