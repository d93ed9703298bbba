import { checkDeploymentSettings } from './deployment-checks';
import { MAIN_PORT_NAME, ServiceSettings } from './service-model';
import type { Report } from '../../../synth/declare/problem';
import { checkAnnotations } from '../checks/metadata-checks';
import { checkServicePorts } from '../long-running/long-running-checks';
import { VARIABLE_OPTIONS } from '../resolve/resolve-variables';

/** Reports what is wrong with one declaration of a service, beside what any workload may say. */
export function checkServiceSettings(settings: ServiceSettings, report: Report): void {
  checkServicePorts(settings, MAIN_PORT_NAME, report);
  checkDeploymentSettings(settings, report);
  checkAnnotations('serviceAnnotations', settings.serviceAnnotations, report);
  for (const option of VARIABLE_OPTIONS.filter((each) => settings[each]?.PORT !== undefined)) {
    report(`sets PORT in ${option}; PORT always holds \`port\`. Remove it.`);
  }
}
