/** Which outputs of Terraform stand in the objects of applications: a deployment puts the values in. */
import type { IConstruct } from 'constructs';
import { Application, APPLICATIONS } from './application';
import type { Environment } from '../estate/environment';
import type { FindOutput } from '../kubernetes/output-checks';
import { outputsIn } from '../kubernetes/outputs/output-text';
import { Problems } from '../synth/declare/problems';

/** The root modules whose outputs stand in the objects of an application, sorted. */
export function rootModulesReadBy(application: Application): string[] {
  return [...new Set(outputsIn(application._said().map(({ data }) => data)).map(({ rootModule }) => rootModule))].sort();
}

/**
 * Reports outputs of root modules that there are not where an application is, sensitive ones, and those that nobody fills in.
 * @param environments those with a cluster, as they are at synthesis
 */
export function checkApplicationOutputs(scope: IConstruct, find: FindOutput, environments: () => readonly Environment[]): void {
  Problems.of(scope).addCheck(() => {
    const clusters = environments();
    for (const application of APPLICATIONS.in(scope).all) {
      for (const { data, source } of application._said()) {
        const problems = outputsIn(data).flatMap((used) => {
          const what = `application "${application.name}" uses output "${used.output}" of root module "${used.rootModule}"`;
          if (application._isBroughtByHand) return [`${what}, but no deployment brings it, which would fill it in: render its charts to a file that "resources" names`];
          const places = clusters.filter((environment) => application._isIn(environment));
          if (places.length === 0) return [`${what}, but no deployment brings it, which would fill it in: no root module makes a cluster for it`];
          return places.flatMap((environment) => {
            const { problem, isSensitive } = find(used, environment);
            if (problem !== undefined) return [what + problem];
            return isSensitive ? [`${what}, which is sensitive, in what everyone may read: let External Secrets bring it`] : [];
          });
        });
        for (const problem of new Set(problems)) Problems.of(scope).add(source, problem);
      }
    }
  });
}
