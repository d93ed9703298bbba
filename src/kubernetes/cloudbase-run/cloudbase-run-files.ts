import type { Construct } from 'constructs';
import { cloudBaseEnvironment, cloudBaseRunServiceIn } from './cloudbase-run-places';
import { cloudBaseRunService } from './cloudbase-run-service';
import type { Environment } from '../../estate/environment';
import { ENVIRONMENTS } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { Cause, explainByOmission } from '../../synth/files/explain-by-omission';
import type { Explanation } from '../../synth/files/explanation';
import { GeneratedJson } from '../../synth/files/generated-json';
import { jsonText } from '../../text/json-text';
import { WorkloadCauses } from '../explain/explain-workload';
import { placeIn, WorkloadDeclarations } from '../workloads/declarations';
import type { ServiceModel } from '../workloads/deployment/service-model';
import type { WorkloadRecord } from '../workloads/workload-record';

/** What a file follows from. */
interface ServiceDeclarations {
  readonly workload: WorkloadDeclarations;
  readonly envId: string;
}

/** Adds the file of a service for each environment, those to come included, in which it runs in CloudBase Run. */
export function addCloudBaseRunFiles(scope: Construct, workload: WorkloadRecord): void {
  if (!workload.kind.runsInCloudBaseRun) return;
  const place = (environment: Environment) => {
    if (placeIn(workload, environment) !== undefined) addFile(scope, workload, environment);
  };
  const environments = ENVIRONMENTS.in(scope);
  environments.all.forEach(place);
  environments.each(place);
}

function addFile(scope: Construct, workload: WorkloadRecord, environment: Environment): void {
  const { facts } = Estate.of(scope);
  const place = placeIn(workload, environment)!;
  const path = facts.layout.cloudBaseRunFile(environment.name, workload.name);
  const { region } = cloudBaseEnvironment(place, facts, environment);
  new GeneratedJson(scope, path, {
    obj: () => cloudBaseRunServiceIn(workload, facts, environment),
    explain: (line) => {
      const causes = new WorkloadCauses(workload, environment);
      return explainByOmission<ServiceDeclarations>({
        declared: { workload: workload.declarations(environment), envId: place._envId },
        render: ({ workload: said, envId }) => jsonText(cloudBaseRunService(workload.modelOf(said, environment) as ServiceModel, { envId, region })),
        causes: (declared) => allCauses(declared, causes, placeOf(workload, environment)),
        whole: causes.whole,
        override: { what: `an override of the file ${path}`, change: `project.findObjectFile('${path}').addOverride(…)` },
      }, line);
    },
  });
}

function* allCauses(declared: ServiceDeclarations, causes: WorkloadCauses, place: Explanation): Iterable<Cause<ServiceDeclarations>> {
  yield { explanation: place, otherwise: [{ ...declared, envId: `${declared.envId}0` }] };
  for (const { otherwise, ...cause } of causes.of(declared.workload)) {
    yield { ...cause, otherwise: otherwise.map((workload) => ({ ...declared, workload })) };
  }
}

/** Why a service runs there. */
function placeOf({ name, kind, source, runsOn }: WorkloadRecord, environment: Environment): Explanation {
  if (runsOn.has(environment)) {
    return { what: `runsOn of ${kind.noun} "${name}"`, source, change: `project.${kind.addMethod}('${name}', { runsOn: { … } })` };
  }
  return {
    what: `runsOn of environment "${environment.name}"`,
    source: environment._source,
    change: `project.addEnvironment('${environment.name}', { runsOn: CloudBaseRun.environment({ … }) })`,
  };
}
