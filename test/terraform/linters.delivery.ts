import * as fs from 'node:fs';
import * as path from 'node:path';
import { ACCEPTED_FINDINGS, isAccepted } from './accepted-findings';
import { LINTED_ESTATES } from './linted-estates';
import { Finding, LinterName, LINTERS } from './linters';
import { describeWithTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const ESTATES = Object.keys(LINTED_ESTATES);
const dirs = new Map<string, string>();
const found = new Map<string, Finding[]>();

/** What a linter finds in an estate; it runs once. */
function findingsIn(estate: string, linter: LinterName): Finding[] {
  const key = `${linter} ${estate}`;
  if (!dirs.has(estate)) dirs.set(estate, LINTED_ESTATES[estate]());
  if (!found.has(key)) found.set(key, LINTERS[linter](dirs.get(estate)!));
  return found.get(key)!;
}

/** Terraform that has something wrong. */
function wrong(hcl: string): string {
  const dir = temporaryDirectory();
  fs.writeFileSync(path.join(dir, 'main.tf'), hcl);
  return dir;
}

const DEPRECATED = 'locals {\n  zone = lookup({ a = 1 }, "a")\n}\n\noutput "zone" {\n  description = "A zone."\n  value = local.zone\n}\n';
const OPEN_ACCOUNT = `resource "azurerm_storage_account" "states" {
  name                     = "states"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  network_rules {
    default_action = "Allow"
  }
}
`;

describe.each<[LinterName, string, string]>([
  ['tflint', DEPRECATED, 'terraform_deprecated_lookup'],
  ['trivy', OPEN_ACCOUNT, 'AZU-0012'],
])('what %s says of an estate', (linter, hcl, rule) => {
  describeWithTool(linter, () => {
    test('is something: it knows what is wrong', () => {
      expect(LINTERS[linter](wrong(hcl)).map((finding) => finding.rule)).toContain(rule);
    });

    test.each(ESTATES)('is nothing, or is accepted, of %s', (estate) => {
      const notAccepted = findingsIn(estate, linter).filter((finding) => !ACCEPTED_FINDINGS.some((accepted) => isAccepted(finding, accepted)));
      expect(notAccepted).toEqual([]);
    });

    test('is accepted no longer than it is said', () => {
      const all = ESTATES.flatMap((estate) => findingsIn(estate, linter));
      const said = ACCEPTED_FINDINGS.filter((accepted) => accepted.linter === linter && all.some((finding) => isAccepted(finding, accepted)));
      expect(said).toEqual(ACCEPTED_FINDINGS.filter((accepted) => accepted.linter === linter));
    });
  });
});
