import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from '@cdktn/hcl2json';

const TERRAFORM = path.join(__dirname, '../../src/terraform');

/** What a shipped module declares, and what its variables are by default. */
interface Shipped {
  readonly resource: Readonly<Record<string, Readonly<Record<string, any>>>>;
  readonly defaults: Readonly<Record<string, unknown>>;
}

async function read(dir: string): Promise<Shipped> {
  const hcl = fs.readdirSync(path.join(TERRAFORM, dir)).filter((name) => name.endsWith('.tf'))
    .map((name) => fs.readFileSync(path.join(TERRAFORM, dir, name), 'utf-8')).join('\n');
  const { resource, variable } = await parse('all.tf', hcl);
  return { resource, defaults: Object.fromEntries(Object.entries<any>(variable).map(([name, [{ default: value }]]) => [name, value])) };
}

test('Redis on Tencent Cloud speaks TLS unless it is told not to', async () => {
  const { resource, defaults } = await read('modules/tencent/redis');
  expect(resource.tencentcloud_redis_ssl.this).toMatchObject([{ instance_id: '${tencentcloud_redis_instance.this.id}', ssl_config: '${var.tls_enabled ? "enabled" : "disabled"}' }]);
  expect(defaults.tls_enabled).toBe(true);
});

test('PostgreSQL on Tencent Cloud speaks TLS unless it is told not to', async () => {
  const { resource, defaults } = await read('modules/tencent/postgresql');
  expect(resource.tencentcloud_postgresql_instance_ssl_config.this).toMatchObject([{ db_instance_id: '${tencentcloud_postgresql_instance.this.id}', ssl_enabled: '${var.tls_enabled}' }]);
  expect(defaults.tls_enabled).toBe(true);
});

test('the account of the states on Azure refuses every network that is not named', async () => {
  const { resource, defaults } = await read('bootstrap/azure-storage');
  expect(resource.azurerm_storage_account.state[0].network_rules).toMatchObject([{ default_action: '${var.open_to_all_networks ? "Allow" : "Deny"}' }]);
  expect(defaults).toMatchObject({ open_to_all_networks: false, allowed_ip_ranges: [], allowed_subnet_ids: [] });
});

test('who reads or writes a state on Azure is logged', async () => {
  const { resource } = await read('bootstrap/azure-storage');
  expect(resource.azurerm_monitor_diagnostic_setting.access).toMatchObject([{
    target_resource_id: '${azurerm_storage_account.state.id}/blobServices/default',
    dynamic: { enabled_log: [{ for_each: '${toset(["StorageDelete", "StorageRead", "StorageWrite"])}' }] },
  }]);
});

test('who reads or writes a state on Tencent Cloud is logged, where no job can change it', async () => {
  const { resource, defaults } = await read('bootstrap/tencent-cos');
  expect(resource.tencentcloud_cos_bucket.state).toMatchObject([{ log_enable: '${var.access_log_enabled}', log_target_bucket: '${one(tencentcloud_cos_bucket.access_log[*].id)}' }]);
  expect(defaults.access_log_enabled).toBe(true);
});

test('who opens a key vault is logged where a workspace is named', async () => {
  const { resource } = await read('modules/azure/keyvault');
  expect(resource.azurerm_monitor_diagnostic_setting.this).toMatchObject([{ count: '${var.logging == null ? 0 : 1}', enabled_log: [{ category: 'AuditEvent' }] }]);
});
