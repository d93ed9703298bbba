import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import {
  Environment, FeiyueProject, KustomizePatch, ScalingMetric, ScalingPolicy, ScalingPolicySelect, ScalingTarget, ServiceOptions, ServiceOverrides,
} from '../../../src';
import { emptyProject } from '../../default-estate';
import { describeWithTool, runTool } from '../../real-tool';
import { filesBelow, problemsOf } from '../../room';

/** An estate of two environments with one service. */
function declare(options: Partial<ServiceOptions> = {}, override: ServiceOverrides = {}, inDev: ServiceOverrides = {}): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  const api = project.addService('api', { port: 8080, ...options });
  const overrides: ReadonlyArray<readonly [Environment, ServiceOverrides]> = [[dev, inDev], [prod, override]];
  for (const [environment, settings] of overrides) if (Object.keys(settings).length > 0) api.override(environment, settings);
  return project;
}

function written(...declared: Parameters<typeof declare>): (file: string) => any {
  const project = declare(...declared);
  project.synth();
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

function patchesIn(read: (file: string) => any, environment: string): any[] {
  return (read(`k8s/overlays/${environment}/api/kustomization.yaml`).patches ?? []).map(({ patch }: { patch: string }) => parse(patch));
}

const FIXED = { min: 3, max: 3 };
const NONE = { min: 0, max: 0 };
const RANGE = { min: 3, max: 9 };

describe('the number of pods', () => {
  test.each<[what: string, replicas: ServiceOptions['replicas'], number: number | undefined]>([
    ['a range is left to the autoscaler', RANGE, undefined],
    ['one number is fixed', FIXED, 3],
    ['none is fixed, too', NONE, 0],
  ])('%s', (_, replicas, number) => {
    const project = declare({ replicas });
    project.synth();
    const read = (file: string) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
    expect(read('k8s/base/api/deployment.yaml').spec.replicas).toBe(number);
    const hasAutoscaler = number === undefined;
    expect(filesBelow(project, 'k8s/base/api').includes('hpa.yaml')).toBe(hasAutoscaler);
    expect(read('k8s/base/api/kustomization.yaml').resources.includes('hpa.yaml')).toBe(hasAutoscaler);
    expect(filesBelow(project, 'k8s/base/api')).toContain('pdb.yaml');
  });

  test('is fixed in one environment: the overlay takes the autoscaler away', () => {
    const read = written({ replicas: RANGE }, { replicas: FIXED });
    expect(patchesIn(read, 'prod')).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { replicas: 3 } },
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, $patch: 'delete' },
    ]);
    expect(patchesIn(read, 'dev')).toEqual([]);
  });

  test('is a range in one environment: the overlay has the autoscaler, and takes the number away', () => {
    const read = written({ replicas: FIXED }, { replicas: RANGE });
    expect(patchesIn(read, 'prod')).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { replicas: null } }]);
    expect(read('k8s/overlays/prod/api/kustomization.yaml').resources).toEqual(['../../../base/api', 'hpa.yaml']);
    expect(read('k8s/overlays/prod/api/hpa.yaml').spec).toMatchObject({ minReplicas: 3, maxReplicas: 9 });
  });

  test('can be another fixed one, or another range', () => {
    expect(patchesIn(written({ replicas: FIXED }, { replicas: NONE }), 'prod')).toEqual([expect.objectContaining({ spec: { replicas: 0 } })]);
    expect(patchesIn(written({ replicas: RANGE }, { replicas: { min: 4, max: 9 } }), 'prod'))
      .toEqual([{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, spec: { minReplicas: 4 } }]);
  });

  test('may be patched where there is an autoscaler, and is a problem where there is none', () => {
    const autoscaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, spec: { maxReplicas: 30 } };
    const patched = (replicas: ServiceOptions['replicas']) => {
      const project = emptyProject();
      const dev = project.addEnvironment('dev');
      project.addService('api', { port: 8080, replicas }).patch(dev, KustomizePatch.strategicMerge(autoscaler));
      return problemsOf(project);
    };
    expect(patched(RANGE)).toEqual([]);
    expect(patched(FIXED)).toEqual([expect.stringContaining('has a patch that does not fit in dev')]);
  });
});

describe('what the autoscaler looks at', () => {
  const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name: 'api' };

  test.each<[what: string, scaleOn: ScalingMetric, rendered: object]>([
    ['cpu', ScalingMetric.cpu(60), { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
    ['memory', ScalingMetric.memory(80), { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } }],
    ['a metric of the pods', ScalingMetric.pods('queue_length', '30'), { type: 'Pods', pods: { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '30' } } }],
    ['a part of such a metric', ScalingMetric.pods('jobs', '500m', { labels: { queue: 'mail' } }), { type: 'Pods', pods: { metric: { name: 'jobs', selector: { matchLabels: { queue: 'mail' } } }, target: { type: 'AverageValue', averageValue: '500m' } } }],
    ['a metric of another object', ScalingMetric.object('requests', route, ScalingTarget.value('2k')), { type: 'Object', object: { describedObject: route, metric: { name: 'requests' }, target: { type: 'Value', value: '2k' } } }],
    ['a metric from outside', ScalingMetric.external('queue', ScalingTarget.averageValue('30'), { labels: { queue: 'mail' } }), { type: 'External', external: { metric: { name: 'queue', selector: { matchLabels: { queue: 'mail' } } }, target: { type: 'AverageValue', averageValue: '30' } } }],
  ])('%s', (_, metric, rendered) => {
    expect(written({ scaleOn: [metric] })('k8s/base/api/hpa.yaml').spec.metrics).toEqual([rendered]);
  });

  test('is the use of cpu, where nothing else is said', () => {
    const cpu = (averageUtilization: number) => [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }];
    expect(written()('k8s/base/api/hpa.yaml').spec.metrics).toEqual(cpu(70));
    expect(written({ targetCpuUtilizationPercent: 50 })('k8s/base/api/hpa.yaml').spec.metrics).toEqual(cpu(50));
  });

  test('and how it goes about it is said for each direction, and rule by rule in an environment', () => {
    const read = written(
      {
        scalingBehavior: {
          scaleUp: { policies: [ScalingPolicy.pods(4, 60), ScalingPolicy.percent(100, 15)], selectPolicy: ScalingPolicySelect.MIN },
          scaleDown: { stabilizationWindowSeconds: 600 },
        },
      },
      { scalingBehavior: { scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED } } },
    );
    expect(read('k8s/base/api/hpa.yaml').spec.behavior).toEqual({
      scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }, { type: 'Percent', value: 100, periodSeconds: 15 }], selectPolicy: 'Min' },
      scaleDown: { stabilizationWindowSeconds: 600 },
    });
    expect(patchesIn(read, 'prod')).toEqual([expect.objectContaining({ spec: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } })]);
  });
});

describe('what does nothing, or cannot be, is a problem', () => {
  const FAR = 'say it where replicas is a range, or drop it.';

  test.each<[what: string, options: Partial<ServiceOptions>, problem: string]>([
    ['a range from none', { replicas: { min: 0, max: 4 } }, 'has replicas from 0 to 4; an autoscaler keeps one at least. Raise min, or say { min: 0, max: 0 } for none.'],
    ['a range upside down', { replicas: { min: 4, max: 2 } }, 'has a replica range upside down: min 4 is above max 2. Swap the two.'],
    ['half a pod', { replicas: { min: 1.5, max: 2 } }, 'has replicas.min 1.5; it has to be a whole number from 0 to 1000.'],
    ['no metric', { scaleOn: [] }, 'has no metric in scaleOn: name one, or leave the option out to scale by the use of the cpu.'],
    ['a metric twice', { scaleOn: [ScalingMetric.cpu(40), ScalingMetric.cpu(50)] }, 'has the metric cpu twice in scaleOn: drop one of the two.'],
    ['the same part of a metric twice', { scaleOn: ['1', '2'].map((value) => ScalingMetric.pods('a', value)) }, 'has the metric "a" twice in scaleOn: drop one of the two.'],
    ['the short form beside the metrics', { scaleOn: [ScalingMetric.cpu(40)], targetCpuUtilizationPercent: 50 }, 'has scaleOn, and targetCpuUtilizationPercent does nothing beside it: drop that, and name ScalingMetric.cpu(…) in scaleOn where it counts.'],
    ['no use at all', { scaleOn: [ScalingMetric.cpu(0)] }, 'has averageUtilizationPercent of cpu in scaleOn: 0; it has to be a whole number from 1 to 1000.'],
    ['a use beyond the limit', { scaleOn: [ScalingMetric.memory(201)] }, 'scales at 201 % of the requested memory, and its limit is 200 %: choose less, or raise resources.limits.memory.'],
    ['a metric without a name', { scaleOn: [ScalingMetric.pods('a/b', '1')] }, 'has the metric "a/b" in scaleOn, which is no legal name of one: no "/", "%" and white space.'],
    ['a target that is no quantity', { scaleOn: [ScalingMetric.pods('a', 'many')] }, 'scales at "many" of the metric "a", which is no quantity above 0: write "30", or "500m" for a half.'],
    ['a target of nothing', { scaleOn: [ScalingMetric.external('a', ScalingTarget.value('0'))] }, 'scales at "0" of the metric "a", which is no quantity above 0: write "30", or "500m" for a half.'],
    ['an object without a version', { scaleOn: [ScalingMetric.object('a', { apiVersion: 'Gateway', kind: 'HTTPRoute', name: 'api' }, ScalingTarget.value('1'))] }, 'has an object with apiVersion "Gateway" in scaleOn, which is no group and version such as "gateway.networking.k8s.io/v1".'],
    ['an object of no kind', { scaleOn: [ScalingMetric.object('a', { apiVersion: 'v1', kind: '', name: 'api' }, ScalingTarget.value('1'))] }, 'has an object of kind "" in scaleOn, which is no kind such as "HTTPRoute".'],
    ['an object without a name', { scaleOn: [ScalingMetric.object('a', { apiVersion: 'v1', kind: 'Service', name: 'Api' }, ScalingTarget.value('1'))] }, 'has an object called "Api" in scaleOn, which is no legal name: use lower-case letters, digits, "-" and ".".'],
    ['a window that is too long', { scalingBehavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } }, 'has scalingBehavior.scaleDown.stabilizationWindowSeconds 3601; it has to be a whole number from 0 to 3600.'],
    ['rules that say nothing', { scalingBehavior: { scaleUp: {} } }, 'says nothing in scalingBehavior.scaleUp: drop it.'],
    ['no policy', { scalingBehavior: { scaleUp: { policies: [] } } }, 'has no policy in scalingBehavior.scaleUp.policies: name one, or leave the option out.'],
    ['a policy of nothing', { scalingBehavior: { scaleUp: { policies: [ScalingPolicy.pods(0, 60)] } } }, 'has a policy of pods in scalingBehavior.scaleUp: 0; it has to be a whole number from 1 to 2147483647.'],
    ['a policy of a long time', { scalingBehavior: { scaleUp: { policies: [ScalingPolicy.percent(10, 1801)] } } }, 'has periodSeconds of a policy in scalingBehavior.scaleUp: 1801; it has to be a whole number from 1 to 1800.'],
    ['policies that nothing follows', { scalingBehavior: { scaleUp: { policies: [ScalingPolicy.pods(1, 60)], selectPolicy: ScalingPolicySelect.DISABLED } } }, 'has policies in scalingBehavior.scaleUp, which do nothing where ScalingPolicySelect.DISABLED holds: drop one of the two.'],
    ['a metric of a fixed number', { replicas: FIXED, scaleOn: [ScalingMetric.cpu(40)] }, `has scaleOn, and a fixed number of pods (3), which no autoscaler changes: ${FAR}`],
    ['the use of cpu of a fixed number', { replicas: FIXED, targetCpuUtilizationPercent: 40 }, `has targetCpuUtilizationPercent, and a fixed number of pods (3), which no autoscaler changes: ${FAR}`],
    ['rules for no pods', { replicas: NONE, scalingBehavior: { scaleDown: { stabilizationWindowSeconds: 60 } } }, `has scalingBehavior, and no pods, which no autoscaler changes: ${FAR}`],
  ])('%s', (_, options, problem) => {
    expect(problemsOf(declare(options))).toContain(`service "api" ${problem}`);
  });

  test.each<[what: string, options: Partial<ServiceOptions>, override: ServiceOverrides, problems: string[]]>([
    ['a metric where another environment has a range', { replicas: RANGE, scaleOn: [ScalingMetric.cpu(40)] }, { replicas: FIXED }, []],
    ['a metric for one environment in which the number is fixed', { replicas: RANGE }, { replicas: FIXED, scaleOn: [ScalingMetric.cpu(40)] }, [`has scaleOn, and a fixed number of pods (3), which no autoscaler changes: ${FAR}`]],
    ['metrics in one environment, beside the short form of all', { targetCpuUtilizationPercent: 50 }, { scaleOn: [ScalingMetric.cpu(40)] }, ['has scaleOn, and targetCpuUtilizationPercent does nothing beside it: drop that, and name ScalingMetric.cpu(…) in scaleOn where it counts.']],
    ['the short form in one environment, beside the metrics of all', { scaleOn: [ScalingMetric.cpu(40)] }, { targetCpuUtilizationPercent: 50 }, ['has targetCpuUtilizationPercent, which does nothing beside scaleOn: name ScalingMetric.cpu(…) in a scaleOn of this environment instead.']],
  ])('%s', (_, options, override, problems) => {
    expect(problemsOf(declare(options, override))).toEqual(problems.map((problem) => `service "api" ${problem}`));
  });
});

describe('what is watched', () => {
  const rulesOf = (project: FeiyueProject) => fs.readFileSync(path.join(project.outdir, 'ops/monitoring/api.rules.yaml'), 'utf-8');

  test('of no pods is nothing', () => {
    const project = declare({}, {}, { replicas: NONE });
    project.synth();
    expect(rulesOf(project)).not.toContain('feiyue-mono-dev');
    expect(rulesOf(project)).toContain('feiyue-mono-prod');
    const nowhere = declare({ replicas: NONE });
    nowhere.synth();
    expect(filesBelow(nowhere, 'ops').filter((file) => /monitoring|runbooks/.test(file))).toEqual([]);
    expect(filesBelow(nowhere, 'k8s/overlays/dev/api')).toEqual(['kustomization.yaml']);
  });

  test('of a fixed number is that there are so many, and no autoscaler', () => {
    const project = declare({ replicas: FIXED });
    project.synth();
    expect(rulesOf(project)).toContain('kube_deployment_spec_replicas{namespace=~"feiyue-mono-dev|feiyue-mono-prod", deployment="api"}');
    expect(rulesOf(project)).not.toMatch(/horizontalpodautoscaler|AtMaximumReplicas/);
    expect(filesBelow(project, 'ops')).not.toContain('runbooks/ServiceAtMaximumReplicas.md');
    const dashboard = fs.readFileSync(path.join(project.outdir, 'ops/monitoring/dashboards/api.json'), 'utf-8');
    expect(dashboard).toContain('kube_deployment_spec_replicas');
    expect(dashboard).not.toContain('horizontalpodautoscaler');
  });

  test('of one pod is whether it is there', () => {
    const project = declare({ replicas: { min: 1, max: 1 } });
    project.synth();
    expect(rulesOf(project)).toContain('alert: ServiceUnavailable');
    expect(rulesOf(project)).not.toContain('ReplicasMissing');
    expect(filesBelow(project, 'ops')).not.toContain('runbooks/ServiceReplicasMissing.md');
  });
});

describeWithTool('promtool', () => {
  /** Both numbers of one environment, and of the other: neither knows the metric of the other. */
  const SERIES: ReadonlyArray<readonly [what: string, base: ServiceOptions['replicas'], prod: ServiceOptions['replicas'], least: string]> = [
    ['fixed everywhere', FIXED, FIXED, 'kube_deployment_spec_replicas'],
    ['a range everywhere', RANGE, RANGE, 'kube_horizontalpodautoscaler_spec_min_replicas'],
    ['fixed, and a range in prod', FIXED, RANGE, 'kube_horizontalpodautoscaler_spec_min_replicas'],
    ['a range, and fixed in prod', RANGE, FIXED, 'kube_deployment_spec_replicas'],
    ['none, and fixed in prod', NONE, FIXED, 'kube_deployment_spec_replicas'],
  ];

  test.each(SERIES)('replicas that are %s: their alerts pass their own trials, and fire in prod when one is missing', (_, base, prod, least) => {
    const project = declare({ replicas: base }, prod === base ? {} : { replicas: prod });
    project.synth();
    const monitoring = path.join(project.outdir, 'ops/monitoring');
    const labelOf = (metric: string) => (metric.includes('autoscaler') ? 'horizontalpodautoscaler' : 'deployment');
    const series = (metric: string, namespace: string, value: number) => ({ series: `${metric}{namespace="feiyue-mono-${namespace}", ${labelOf(metric)}="api"}`, values: `${value}x60` });
    const fires = [{ labels: '{alertname="ServiceReplicasMissing", namespace="feiyue-mono-prod"}', value: 1 }];
    fs.writeFileSync(path.join(monitoring, 'missing.test.yaml'), JSON.stringify({
      rule_files: ['api.rules.yaml'],
      tests: [{
        interval: '1m',
        input_series: [
          series('kube_deployment_status_replicas_available', 'prod', 2), series(least, 'prod', 3),
          // What there is of dev, whatever it is, is enough.
          series('kube_deployment_status_replicas_available', 'dev', base!.max === 0 ? 0 : 3),
          ...(base!.max === base!.min ? [series('kube_deployment_spec_replicas', 'dev', base!.min)] : [series('kube_horizontalpodautoscaler_spec_min_replicas', 'dev', 3)]),
          // A Deployment that is scaled has more pods than it has to have: that more are on their way is no trouble.
          ...(base!.max !== base!.min ? [series('kube_deployment_spec_replicas', 'dev', 8)] : []),
        ],
        promql_expr_test: [{ expr: 'count by (alertname, namespace) (ALERTS{alertstate="firing"})', eval_time: '20m', exp_samples: fires }],
      }],
    }));
    for (const file of ['api.rules.test.yaml', 'missing.test.yaml']) {
      const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', file], { cwd: monitoring });
      expect({ file, status, output: status === 0 ? '' : stdout + stderr }).toEqual({ file, status: 0, output: '' });
    }
  });
});
