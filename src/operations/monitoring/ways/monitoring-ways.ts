import { AzureWay } from './azure-way';
import { FilesWay } from './files-way';
import type { MonitoringSite, MonitoringWay } from './monitoring-way';
import { PrometheusOperatorWay } from './prometheus-operator-way';
import { TencentWay } from './tencent-way';
import type { MonitoringContent } from '../../../estate/monitoring';

type Ways = { readonly [K in MonitoringContent['kind']]: (site: MonitoringSite, content: MonitoringContent & { readonly kind: K }) => MonitoringWay };

const WAYS: Ways = {
  'files': () => new FilesWay(),
  'azure': (site, content) => new AzureWay(site, content),
  'tencent': (site, content) => new TencentWay(site, content),
  'prometheus-operator': (site, content) => new PrometheusOperatorWay(site, content),
};

/** The way that the project has chosen. */
export function monitoringWay(site: MonitoringSite, content: MonitoringContent): MonitoringWay {
  const make = WAYS[content.kind] as (site: MonitoringSite, content: MonitoringContent) => MonitoringWay;
  return make(site, content);
}
