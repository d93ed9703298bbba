import { hasCluster } from './estate-graph';
import { APPLICATIONS } from '../applications/application';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { Problems } from '../synth/declare/problems';
import type { EstateProject } from '../synth/estate-project';
import { ROOT_MODULES } from '../terraform/declare/root-module';

/** Reports applications that were said to be in environments to whose clusters no deployment gets. */
export function checkDeliveredApplications(project: EstateProject): void {
  const rootModules = ROOT_MODULES.in(project).all;
  for (const { name, _namedEnvironments, _source } of APPLICATIONS.in(project).all) {
    for (const environment of _namedEnvironments.filter((each) => !hasCluster(Estate.of(project), each, rootModules))) {
      const { clusterModule } = cloudOf(Estate.of(project).facts, environment)._supplier;
      Problems.of(project).add(_source, `application "${name}" is in environment "${environment.name}", where no root module has a cluster, `
        + `so that nothing would bring it there: take the environment out, or declare one: ${clusterModule.classes}`);
    }
  }
}
