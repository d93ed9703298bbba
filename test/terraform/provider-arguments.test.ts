import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkArguments } from './provider-arguments';

const ROOT = path.join(__dirname, '../../src/terraform');

const DIRECTORIES = ['modules/azure', 'modules/tencent', 'bootstrap'].flatMap((parent) => (
  fs.readdirSync(path.join(ROOT, parent)).sort().map((name) => path.join(ROOT, parent, name))
));

test('every module gives the resources of its cloud the arguments that the provider knows', () => {
  const problems = DIRECTORIES.flatMap((dir) => (
    fs.readdirSync(dir).filter((file) => file.endsWith('.tf')).sort()
      .flatMap((file) => checkArguments(fs.readFileSync(path.join(dir, file), 'utf8'), path.relative(ROOT, path.join(dir, file))))
  ));
  expect(problems).toEqual([]);
});

/** A resource that is right, around the lines of a test. */
function storageAccount(...lines: string[]): string {
  return [
    'resource "azurerm_storage_account" "this" {',
    '  name                     = var.name',
    '  location                 = var.location',
    '  resource_group_name      = var.resource_group_name',
    '  account_tier             = "Standard"',
    '  account_replication_type = "ZRS"',
    ...lines,
    '}',
  ].join('\n');
}

test('a resource that is right has no problem', () => {
  const source = storageAccount(
    '  for_each = var.accounts',
    '  tags     = { for key, value in var.tags : key => value }',
    '  identity {',
    '    type         = "UserAssigned"',
    '    identity_ids = [var.identity_id]',
    '  }',
    '  dynamic "network_rules" {',
    '    for_each = var.rules',
    '    content {',
    '      default_action = "Deny"',
    '    }',
    '  }',
    '  lifecycle {',
    '    prevent_destroy = true',
    '  }',
  );
  expect(checkArguments(`${source}\noutput "id" {\n  value = azurerm_storage_account.this["a"].id\n}`, 'main.tf')).toEqual([]);
});

test.each([
  ['a mistyped argument', ['  min_tls_versoin = "TLS1_2"'], 'main.tf:7: azurerm_storage_account has no argument "min_tls_versoin". Did you mean "min_tls_version"?'],
  ['a mistyped block', ['  network_rule {', '    default_action = "Deny"', '  }'], 'main.tf:7: azurerm_storage_account has no argument "network_rule". Did you mean "network_rules"?'],
  [
    'a mistyped argument of a dynamic block',
    ['  dynamic "network_rules" {', '    for_each = [1]', '    content {', '      default_action = "Deny"', '      bypas = ["None"]', '    }', '  }'],
    'main.tf:11: azurerm_storage_account.network_rules has no argument "bypas". Did you mean "bypass"?',
  ],
  ['a missing argument of a block', ['  network_rules {', '  }'], 'main.tf:7: azurerm_storage_account.network_rules needs "default_action"'],
  ['a value where a block belongs', ['  network_rules = []'], 'main.tf:7: "network_rules" of azurerm_storage_account is a block, not a value'],
  ['a block where a value belongs', ['  tags {', '  }'], 'main.tf:7: "tags" of azurerm_storage_account is a value, not a block'],
  ['a second block where there is one', ['  identity {', '    type = "A"', '  }', '  identity {', '    type = "B"', '  }'], 'main.tf:10: azurerm_storage_account takes one "identity"'],
  ['text where true or false belongs', ['  sftp_enabled = "yes"'], 'main.tf:7: "sftp_enabled" of azurerm_storage_account is a bool, not a string'],
  ['a list where a map belongs', ['  tags = []'], 'main.tf:7: "tags" of azurerm_storage_account is a map(string), not a list'],
  ['a block that azurerm 5 dropped', ['  static_website {', '  }'], 'main.tf:7: "static_website" of azurerm_storage_account is gone in azurerm 5.0.0'],
  ['a dynamic block without content', ['  dynamic "identity" {', '    for_each = []', '  }'], 'main.tf:7: the dynamic block "identity" of azurerm_storage_account has no content'],
])('%s is a problem', (_title, lines, problem) => {
  expect(checkArguments(storageAccount(...lines), 'main.tf')).toEqual([problem]);
});

test('a dynamic block inside of what Terraform takes for a value is a problem', () => {
  const source = [
    'resource "azurerm_eventhub_namespace" "this" {',
    '  name                = var.name',
    '  location            = var.location',
    '  resource_group_name = var.resource_group_name',
    '  sku                 = "Standard"',
    '  network_rulesets {',
    '    default_action       = "Deny"',
    '    virtual_network_rule = [for id in var.subnet_ids : { subnet_id = id }]',
    '    dynamic "ip_rule" {',
    '      for_each = var.ranges',
    '      content {',
    '        ip_mask = ip_rule.value',
    '      }',
    '    }',
    '  }',
    '}',
  ].join('\n');
  expect(checkArguments(source, 'main.tf')).toEqual([
    'main.tf:9: "ip_rule" of azurerm_eventhub_namespace.network_rulesets cannot be dynamic, because azurerm_eventhub_namespace.network_rulesets is a value: write a list of objects',
  ]);
});

test('an argument that only azurerm 5 asks for is asked for', () => {
  const source = 'resource "azurerm_storage_container" "this" {\n  name = "a"\n}';
  expect(checkArguments(source, 'main.tf')).toEqual(['main.tf:1: azurerm_storage_container needs "storage_account_id"']);
});

test('an argument that the provider warns of is a problem', () => {
  const source = 'resource "tencentcloud_eip" "this" {\n  applicable_for_clb = true\n}';
  expect(checkArguments(source, 'main.tf')).toEqual(['main.tf:2: "applicable_for_clb" of tencentcloud_eip is deprecated']);
});

test('an unknown resource type and an unknown attribute are problems', () => {
  const source = 'resource "azurerm_storage_acount" "this" {\n}\noutput "url" {\n  value = azurerm_storage_account.this.primary_blob_endpont\n}';
  expect(checkArguments(source, 'main.tf')).toEqual([
    'main.tf:1: azurerm_storage_acount is not in azurerm-arguments.json: add it there',
    'main.tf:4: azurerm_storage_account gives no "primary_blob_endpont". Did you mean "primary_blob_endpoint"?',
  ]);
});
