import { tenantNames, TenantScriptOptions } from './script-tenants';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** The script that exports a tenant and shows how it differs from its data. */
export function exportScript(options: TenantScriptOptions): string {
  return fillIn(shippedText(__dirname, 'scripts/export.sh'), tenantNames(options));
}
