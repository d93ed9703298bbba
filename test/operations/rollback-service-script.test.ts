import { ScriptSandbox } from './run-script';
import { rollbackServiceScript } from '../../src/operations/rollback-service-script';

const PATH = 'ops/scripts/rollback-service.sh';

function sandbox(kubectl = ''): ScriptSandbox {
  const repository = new ScriptSandbox();
  repository.write(PATH, rollbackServiceScript({
    path: PATH,
    example: { environment: 'dev', service: 'api' },
    workloads: [{ name: 'api', owner: 'Deployment' }, { name: 'queue', owner: 'StatefulSet' }, { name: 'nightly' }, { name: 'weekly' }],
    environments: [
      { name: 'dev', namespace: 'shop-dev', isProtected: false, overlayDir: 'k8s/overlays/dev' },
      { name: 'prod', namespace: 'shop', isProtected: true, overlayDir: 'k8s/overlays/prod' },
    ],
  }));
  for (const environment of ['dev', 'prod']) {
    for (const name of ['api', 'queue', 'weekly']) repository.write(`k8s/overlays/${environment}/${name}/kustomization.yaml`, '');
  }
  repository.fake('kubectl', `[[ "$*" == "config current-context" ]] && echo tke-dev\n${kubectl}\nexit 0`);
  return repository;
}

test('a service is rolled back in the namespace of its environment, and waited for', () => {
  const repository = sandbox();
  const { status, stdout, stderr } = repository.run(PATH, ['dev', 'api']);
  expect(status).toBe(0);
  expect(repository.callsOf('kubectl')).toEqual([
    'config current-context',
    '--namespace shop-dev rollout history deployment/api',
    '--namespace shop-dev rollout undo deployment/api',
    '--namespace shop-dev rollout status deployment/api --timeout=600s',
  ]);
  expect(stdout).toBe('');
  expect(stderr).toContain('dev: api in namespace shop-dev of tke-dev');
  expect(stderr).toContain('Now revert the commit of the newer one');
});

/** A cluster that needs a while until it knows what is wanted of a StatefulSet, whose newer release is `queue-2`. */
const QUEUE = `case "$*" in
  *updateRevision*) [[ -f known ]] && echo queue-1 || echo queue-2 ;;
  *observedGeneration*) [[ -f known ]] && echo 8 8 || echo 8 7; [[ ! -f asked ]] || touch known; touch asked ;;
  *"get pods"*) [[ -f known ]] || exit 1; echo queue-0 ;;
esac`;

test('what brings a former release back is asked of each workload', () => {
  const repository = sandbox(QUEUE);
  expect(repository.run(PATH, ['dev', 'queue']).status).toBe(0);
  expect(repository.callsOf('kubectl')).toContain('--namespace shop-dev rollout undo statefulset/queue');
});

test('a StatefulSet that waits for a pod of the newer release is freed of it, once the cluster knows of the former one', () => {
  const repository = sandbox(QUEUE);
  expect(repository.run(PATH, ['dev', 'queue']).status).toBe(0);
  const calls = repository.callsOf('kubectl');
  expect(calls.filter((call) => call.includes('delete'))).toEqual(['--namespace shop-dev delete pod queue-0 --wait=false']);
  expect(calls.find((call) => call.includes('get pods'))).toContain('--selector controller-revision-hash=queue-2 ');
  expect(calls.pop()).toBe('--namespace shop-dev rollout status statefulset/queue --timeout=600s');
});

test('no pod of a StatefulSet goes that is at its former release already', () => {
  const repository = sandbox('case "$*" in *updateRevision*) echo queue-2 ;; *observedGeneration*) echo 8 8 ;; esac');
  expect(repository.run(PATH, ['dev', 'queue']).status).toBe(0);
  expect(repository.callsOf('kubectl').filter((call) => call.includes('delete') || call.includes('get pods'))).toEqual([]);
});

test('where there is no StatefulSet the script knows of none', () => {
  const environments = [{ name: 'dev', namespace: 'shop-dev', isProtected: false, overlayDir: 'k8s/overlays/dev' }];
  const script = rollbackServiceScript({ path: PATH, example: { environment: 'dev', service: 'api' }, workloads: [{ name: 'api', owner: 'Deployment' }], environments });
  expect(script).not.toContain('updateRevision');
});

test('a workload that no former release is remembered of is left alone', () => {
  const repository = sandbox();
  const { status, stderr } = repository.run(PATH, ['dev', 'weekly']);
  expect(status).toBe(2);
  expect(stderr).toContain('weekly has no former release in the cluster: revert its commit, and deploy that');
  expect(repository.callsOf('kubectl')).toEqual([]);
});

test.each([
  ['without its name', [], 'prod is protected: add --confirm prod to roll back a service in it'],
  ['with the name of another', ['--confirm', 'dev'], '--confirm dev is not prod: which one do you mean?'],
])('a protected environment is left alone %s', (_, words, message) => {
  const repository = sandbox();
  const { status, stderr } = repository.run(PATH, ['prod', 'api', ...words]);
  expect(status).toBe(3);
  expect(stderr).toContain(message);
  expect(repository.callsOf('kubectl')).toEqual([]);
});

test('a protected environment is rolled back with its name as explicit word', () => {
  const repository = sandbox();
  expect(repository.run(PATH, ['prod', 'api', '--confirm', 'prod']).status).toBe(0);
  expect(repository.callsOf('kubectl')).toContain('--namespace shop rollout undo deployment/api');
});

test('a former release that does not become available is an error', () => {
  const repository = sandbox('[[ "$*" == *"rollout status"* ]] && exit 1');
  const { status, stderr } = repository.run(PATH, ['dev', 'api']);
  expect(status).toBe(1);
  expect(stderr).toContain('the former release is not available after 600 seconds either');
  expect(repository.callsOf('kubectl').pop()).toBe('--namespace shop-dev get pods --output wide');
});

test('nothing is waited for when there is nothing to go back to', () => {
  const repository = sandbox('[[ "$*" == *"rollout undo"* ]] && exit 1');
  expect(repository.run(PATH, ['dev', 'api']).status).toBe(1);
  expect(repository.callsOf('kubectl').filter((call) => call.includes('status'))).toEqual([]);
});

test.each([
  ['an unknown environment', ['pord', 'api'], 'there is no environment pord; environments are: dev, prod'],
  ['an unknown service', ['dev', 'apo'], 'there is no service apo in dev: k8s/overlays/dev has a directory for each'],
  ['a path as service', ['dev', '../prod/api'], 'there is no service ../prod/api in dev'],
  ['no service', ['dev'], 'Usage:'],
  ['one word too many', ['dev', 'api', 'web'], 'one service at a time; web is one word too many'],
  ['an unknown option', ['dev', 'api', '--force'], 'unknown option --force'],
])('%s: it ends with status 2 and says why', (_, args, message) => {
  const repository = sandbox();
  const { status, stderr } = repository.run(PATH, args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(repository.callsOf('kubectl')).toEqual([]);
});
