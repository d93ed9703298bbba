import type { RouteModel } from '../../models/route-model';
import { PathMatch } from '../../options/expose-options';
import { workloadLabels } from '../labels';
import type { Manifest } from '../manifest';

const PATH_TYPES: Readonly<Record<PathMatch, string>> = { [PathMatch.PREFIX]: 'Prefix', [PathMatch.EXACT]: 'Exact' };

/** The Ingress of one host to one workload. Without a host there is none: all that it says stands below its host. */
export function renderIngress({ name, workload, className, host, certificate, rules, ...model }: RouteModel): Manifest | undefined {
  if (host === undefined) return undefined;
  const annotations = { ...model.classAnnotations, ...model.annotations };
  const paths = rules.map(({ path, pathMatch, servicePort }) => (
    { path, pathType: PATH_TYPES[pathMatch], backend: { service: { name: workload.name, port: { number: servicePort } } } }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, labels: workloadLabels(workload), ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ingressClassName: className,
      ...(certificate && { tls: [{ hosts: [host], ...(certificate.secret !== undefined && { secretName: certificate.secret }) }] }),
      rules: [{ host, http: { paths } }],
    },
  };
}
