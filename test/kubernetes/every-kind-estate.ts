import { addContainers } from './every-kind/containers';
import { declareGateways } from './every-kind/gateway';
import { addGrants } from './every-kind/grants';
import { addJobs } from './every-kind/jobs';
import { addMetrics } from './every-kind/metrics';
import { addOutputs } from './every-kind/outputs';
import { declareScaling } from './every-kind/scaling';
import { addDaemons, addStatefulServices } from './every-kind/stateful';
import { addSinglePod, addVolumes } from './every-kind/volumes';
import { SmallEstate } from './small-estate';
import { Monitoring } from '../../src/estate/monitoring';
import type { EnvironmentOverlay } from '../../src/kubernetes/environment-overlay';
import { LifecycleHook } from '../../src/kubernetes/options/lifecycle-hook';
import { TaintEffect } from '../../src/kubernetes/options/pod-options';
import { Probe, ProbeScheme } from '../../src/kubernetes/options/probe';
import { ConcurrencyPolicy } from '../../src/kubernetes/options/scheduled-job-options';
import { PodSpread } from '../../src/kubernetes/options/spread-options';
import { TrafficSource } from '../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../src/kubernetes/options/traffic-target';
import { PortProtocol, ServiceType } from '../../src/kubernetes/options/workload-port';
import { ScheduledJob } from '../../src/kubernetes/scheduled-job';
import { Worker } from '../../src/kubernetes/worker';

/** An estate with every kind of workload, and every option that makes a field of its own. */
export class EveryKindEstate {
  public readonly small = new SmallEstate('tencent', Monitoring.prometheusOperator());
  public readonly overlays: EnvironmentOverlay[];

  /**
   * @param isWhole whether it has those workloads too that no other one names; left out, it has
   */
  constructor(isWhole = true) {
    const dev = this.small.addEnvironment('dev');
    const prod = this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.overlays = [dev, prod];
    this.small.addService('api', {
      port: 8080,
      portName: 'grpc',
      servicePort: 443,
      appProtocol: 'kubernetes.io/h2c',
      additionalPorts: [{ name: 'metrics', port: 9090, inService: false }, { name: 'dns', port: 5353, servicePort: 53, protocol: PortProtocol.UDP }],
      serviceType: ServiceType.LOAD_BALANCER,
      serviceAnnotations: { 'example.com/load-balancer': 'internal' },
      allowedFrom: [TrafficSource.sameNamespace(), TrafficSource.namespace('monitoring', { ports: ['metrics'] }), TrafficSource.cidr('10.0.0.0/8', { ports: ['dns'] })],
      liveness: Probe.grpc({ service: 'live', initialDelaySeconds: 1, failureThreshold: 5 }),
      readiness: Probe.http('/readyz', { port: 9090, scheme: ProbeScheme.HTTPS, headers: { Host: 'health.internal' }, periodSeconds: 5, timeoutSeconds: 3, successThreshold: 2 }),
      startup: Probe.exec(['/bin/started'], { periodSeconds: 2 }),
      nodeSelector: { 'kubernetes.io/arch': 'arm64' },
      tolerations: [{ key: 'dedicated', value: 'api', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 }, { key: 'spot' }],
      spread: PodSpread.REQUIRED,
      priorityClassName: 'system-cluster-critical',
      terminationGracePeriodSeconds: 45,
      preStop: LifecycleHook.sleep(5),
      postStart: LifecycleHook.exec(['/bin/warm-up']),
      podLabels: { team: 'core' },
      podAnnotations: { 'example.com/note': 'first\nsecond' },
      serviceAccountAnnotations: { 'example.com/identity': 'api' },
      imagePullSecrets: ['registry'],
      runAsUser: 20001,
      runAsGroup: 20002,
    }).override(prod.environment, {
      serviceType: ServiceType.CLUSTER_IP,
      readiness: Probe.tcp(),
      startup: Probe.grpc(),
      spread: PodSpread.PREFERRED,
      tolerations: [],
      preStop: LifecycleHook.exec(['/bin/drain']),
      podAnnotations: { 'example.com/note': 'other' },
      runAsUser: 20003,
    });
    new Worker(this.small.project, 'mailer', {
      ports: [{ name: 'metrics', port: 9090 }],
      liveness: Probe.exec(['/bin/alive']),
      readiness: Probe.http('/ready'),
      allowedFrom: [TrafficSource.namespace('monitoring')],
    }).override(prod.environment, { replicas: { min: 4, max: 9 }, liveness: Probe.none() });
    new ScheduledJob(this.small.project, 'report', {
      schedule: '30 3 * * mon-fri',
      timeZone: 'Asia/Shanghai',
      concurrencyPolicy: ConcurrencyPolicy.REPLACE,
      startingDeadlineSeconds: 300,
      activeDeadlineSeconds: 900,
      backoffLimit: 4,
      connectsTo: [TrafficTarget.service('api', { ports: ['grpc', 'dns'] })],
      podLabels: { team: 'core' },
    }).override(prod.environment, { schedule: '@hourly', suspend: true, resources: { limits: { memory: '1Gi' } } });
    addJobs(this.small.project, 'prod');
    addGrants(this.small.project);
    declareScaling(this.small, dev.environment);
    if (!isWhole) return;
    declareGateways(this.small);
    addStatefulServices(this.small.project, prod.environment);
    addDaemons(this.small.project, prod.environment);
    addContainers(this.small, prod.environment);
    addVolumes(this.small, prod.environment);
    addSinglePod(this.small, prod.environment);
    addMetrics(this.small, prod.environment);
    addOutputs(this.small, dev.environment);
  }
}
