import type { MonitoringContent } from '../estate/monitoring';
import { shellWord } from '../text/bash-quote';
import { wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** How somebody gets a token of the Grafana that each way makes; undefined: it makes none, or dashboards get there otherwise. */
const TOKENS: { readonly [K in MonitoringContent['kind']]: (content: MonitoringContent & { readonly kind: K }) => string | undefined } = {
  'files': () => undefined,
  'prometheus-operator': () => undefined,
  // The number is that of Azure Managed Grafana in every tenant. Source: https://learn.microsoft.com/azure/managed-grafana/how-to-api-calls
  'azure': ({ grafanaAdminGroups }) => (Object.keys(grafanaAdminGroups).length === 0
    ? undefined : 'az account get-access-token --resource ce34e7e5-485f-4d76-964f-b3d2b16d1e4f --query accessToken --output tsv'),
  'tencent': ({ includeGrafana }) => (includeGrafana ? 'one of a service account, which an administrator makes in Grafana.' : undefined),
};

export interface UploadDashboardsScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** Folder of the dashboards, relative to the repository. */
  readonly dashboardsDir: string;
  readonly content: MonitoringContent;
}

/** The script that uploads the dashboards to a managed Grafana; undefined: there is none that takes them. */
export function uploadDashboardsScript({ path, dashboardsDir, content }: UploadDashboardsScriptOptions): string | undefined {
  const token = (TOKENS[content.kind] as (given: MonitoringContent) => string | undefined)(content);
  return token === undefined ? undefined : fillIn(shippedText(__dirname, 'scripts/upload-dashboards.sh'), {
    'the dashboards of __dashboards_dir__': `the dashboards of ${dashboardsDir}`,
    '__dashboards_dir__': shellWord(dashboardsDir),
    '__path__': path,
    '__way_up__': wayUp(path),
    '__token__': token,
  });
}
