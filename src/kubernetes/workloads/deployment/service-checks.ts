import { checkDeploymentSettings } from './deployment-checks';
import type { ServiceSettings } from './service-model';
import type { Report } from '../../../synth/declare/problem';
import { checkAnnotations } from '../metadata-checks';
import { checkPorts } from '../port-checks';
import { VARIABLE_OPTIONS } from '../resolve-variables';

/** Reports what is wrong with one declaration of a service, beside what any workload may say. */
export function checkServiceSettings(settings: ServiceSettings, report: Report): void {
  const { port, portName: name = 'http', servicePort, appProtocol, additionalPorts = [] } = settings;
  if (port !== undefined) checkPorts([{ name, port, servicePort, appProtocol }, ...additionalPorts], report);
  checkDeploymentSettings(settings, report);
  checkAnnotations('serviceAnnotations', settings.serviceAnnotations, report);
  for (const option of VARIABLE_OPTIONS.filter((each) => settings[each]?.PORT !== undefined)) {
    report(`sets PORT in ${option}; PORT always holds \`port\`. Remove it.`);
  }
}
