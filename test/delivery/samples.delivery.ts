import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { served } from './cluster/served';
import { DeliveredSample } from './delivered-sample';
import { Job, Service } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { customSchemas, definedNames, definitionsFile } from '../kubernetes/custom-definitions';
import { realTool, runTool, ToolName } from '../real-tool';
import { Said, SAMPLES, SECRET } from '../samples/samples';
import { temporaryDirectory, withoutPostSynthesis } from '../synth/test-project';

withoutPostSynthesis();

/** What Terraform says, one deployment after the other. The secrets have signs that JSON, Go and shells write in other ways, and several lines. */
const FIRST: Said = { address: '10.0.32.11', secret: `${SECRET}-first "<&>\\` };
const OTHER_SECRET: Said = { ...FIRST, secret: `${SECRET}-second\n${SECRET}-line` };
const OTHER_ADDRESS: Said = { ...OTHER_SECRET, address: '10.0.32.12' };
const LAST: Said = { ...OTHER_ADDRESS, secret: `${SECRET}-third` };
/** What must be seen nowhere: a part of every secret, and each as it stands in an object. */
const PATTERNS = [SECRET, ...[FIRST, OTHER_SECRET, LAST].map(({ secret }) => Buffer.from(secret).toString('base64').replace(/=+$/, ''))];
/** What judges built overlays. */
const LINTERS: ReadonlyArray<[ToolName, string[]]> = [
  ['kubeconform', [...customSchemas(), '-strict']],
  ['kube-linter', ['lint']],
  ['kube-score', ['score', '--exit-one-on-warning']],
];

let cluster: Cluster;
/** Programs that look around before they run the real ones. */
let bin: string;

/** A program that looks for secrets in all files that are there for a while, and in the arguments of all programs, before it runs the real one. */
function watch(tool: ToolName): void {
  const lines = [
    '#!/usr/bin/env bash',
    `grep --recursive --files-with-matches --fixed-strings --file='${bin}/patterns' "\${TMPDIR:-/nowhere}" >> '${bin}/found' 2> /dev/null`,
    `cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\\0' '\\n' | grep --fixed-strings --file='${bin}/patterns' >> '${bin}/found'`,
    `echo '${tool}' >> '${bin}/called'`,
    `exec '${realTool(tool)!.path}' "$@"`,
  ];
  writeFileSync(join(bin, tool), lines.map((line) => `${line}\n`).join(''));
  chmodSync(join(bin, tool), 0o755);
}

const isIn = (text: string) => PATTERNS.filter((pattern) => text.includes(pattern));

describeWithTools(['kubectl', ...LINTERS.map(([linter]) => linter)], () => {
  test.each(SAMPLES)('the overlays of the sample on %s are as they should be', (_, { declare }) => {
    const project = declare(temporaryDirectory());
    project.synth();
    const folder = temporaryDirectory();
    const files = project.environments.map(({ name }) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, runTool('kubectl', ['kustomize', join(project.outdir, project.overlay(name).directory)]).stdout);
      return file;
    });
    for (const [linter, args] of LINTERS) {
      const { status, stdout, stderr } = runTool(linter, [...args, ...files]);
      expect({ linter, status, report: status === 0 ? '' : stdout + stderr }).toEqual({ linter, status: 0, report: '' });
    }
    for (const directory of [project.outdir, folder]) rmSync(directory, { recursive: true });
  });
});

describeWithTools(['bash', 'kubectl', 'terraform', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    bin = temporaryDirectory();
    for (const file of ['found', 'called']) writeFileSync(join(bin, file), '');
    writeFileSync(join(bin, 'patterns'), PATTERNS.map((pattern) => `${pattern}\n`).join(''));
    for (const tool of ['kubectl', 'terraform'] as const) watch(tool);
    runTool('kubectl', ['apply', '--server-side', '--filename', definitionsFile()], { env: { KUBECONFIG: cluster.kubeconfig } });
    await served(cluster.kubeconfig, ...definedNames());
  });

  afterAll(async () => {
    rmSync(bin, { recursive: true });
    await cluster.stop();
  });

  describe.each(SAMPLES)('the sample on %s', (cloud, sample) => {
    const { environment, seen, reached, identities, secretVariable } = sample;
    let it: DeliveredSample;

    beforeAll(() => { it = new DeliveredSample(sample, cluster, bin); });
    afterAll(() => it.cleanUp());

    const reachedNow = (said: Said) => Object.fromEntries(Object.keys(reached(said)).map((workload) => [workload, it.reachedBy(workload)]));

    test('at its first deployment each pod sees what Terraform says, and is who it says', async () => {
      await it.release(FIRST);
      await it.succeeds();
      expect(it.seen).toEqual(seen(FIRST));
      expect(reachedNow(FIRST)).toEqual(reached(FIRST));
      const accounts = it.items('serviceaccounts').map(({ metadata: { name, annotations = {} } }) => (
        [name, Object.fromEntries(Object.entries(annotations).filter(([key]) => Object.keys(identities.api).includes(key)))]));
      expect(Object.fromEntries(accounts.filter(([, annotations]) => Object.keys(annotations).length > 0))).toEqual(identities);
    });

    test('another secret reaches the pods that use it, and no other is replaced', async () => {
      const web = it.podsOf('web');
      expect(await it.release(OTHER_SECRET)).toHaveLength(1);
      await it.succeeds();
      expect(it.seen).toEqual(seen(OTHER_SECRET));
      expect(it.podsOf('web')).toEqual(web);
    });

    test('another address reaches policies of the network, and pods with jobs before them where they know it', async () => {
      const web = it.podsOf('web');
      expect(await it.release(OTHER_ADDRESS)).toEqual(['database']);
      await it.succeeds();
      expect(it.seen).toEqual(seen(OTHER_ADDRESS));
      expect(reachedNow(OTHER_ADDRESS)).toEqual(reached(OTHER_ADDRESS));
      expect(it.podsOf('web')).toEqual(web);
    });

    // The scripts that undo are the same everywhere.
    if (cloud === 'Tencent Cloud') {
      test('when the migration fails all goes on as before, and what it said shows no secret', async () => {
        cluster.failImage(it.imageOf('migrate', '0.0.1'), `cannot log in with ${LAST.secret}\n`);
        const before = [it.podsOf('api'), it.podsOf('fulfilment')];
        await it.release(LAST, (find) => find(Job, 'migrate').override(environment, { imageTag: '0.0.1', backoffLimit: 0 }));
        const { isDone, output } = await it.deploy();
        expect(isDone).toBe(false);
        expect(output).toMatch(/Failed: job\/migrate-[0-9a-f]{10}: BackoffLimitExceeded.*Nothing rolled out\./);
        expect(output).toContain('cannot log in with ***');
        expect([it.podsOf('api'), it.podsOf('fulfilment')]).toEqual(before);
        expect(it.seenBy('api')).toEqual(seen(OTHER_ADDRESS).api);
      });

      test('an undo brings back image and values together', async () => {
        cluster.breakImage(it.imageOf('api', '0.0.2'));
        await it.release(LAST, (find) => find(Service, 'api').override(environment, { imageTag: '0.0.2' }));
        const { isDone, output } = await it.deploy(15);
        expect(isDone).toBe(false);
        expect(output).toMatch(/Undone, and running as before: .*deployment\/api/);
        expect(it.seenBy('api')).toEqual(seen(OTHER_ADDRESS).api);
      });

      test('a variable that is gone is gone from the pods', async () => {
        await it.release(LAST, (find) => find(Service, 'api').override(environment, { removedVariables: [secretVariable] }));
        await it.succeeds();
        const { [secretVariable]: _gone, ...left } = seen(LAST).api;
        expect(it.seen).toEqual({ ...seen(LAST), api: left });
      });
    }

    test('no secret was shown, nor was it in an argument, a file, or what the cluster keeps beside Secrets', () => {
      expect(isIn(it.shown)).toEqual([]);
      expect(it.leftFiles).toContain('What changes in the cluster');
      expect(isIn(it.leftFiles)).toEqual([]);
      expect(readFileSync(join(bin, 'found'), 'utf8')).toBe('');
      expect(new Set(readFileSync(join(bin, 'called'), 'utf8').split('\n'))).toEqual(new Set(['', 'kubectl', 'terraform']));
      const kinds = it.kubectl('api-resources', '--namespaced', '--verbs=list', '--output=name').trim().split('\n').filter((kind) => !['endpoints', 'secrets'].includes(kind));
      expect(isIn(it.kubectl('get', kinds.join(','), '--show-managed-fields', '--output=json'))).toEqual([]);
      const secrets = it.items('secrets', '--show-managed-fields');
      expect(isIn(JSON.stringify(secrets.map(({ data, ...rest }) => rest)))).toEqual([]);
      expect(isIn(JSON.stringify(secrets))).not.toEqual([]);
    });
  });
});
