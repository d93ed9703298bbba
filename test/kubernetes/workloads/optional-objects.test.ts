// Objects that a workload has in some environments alone, of a kind that the package does not have.
import { NightlyJob, NightlySettings } from './nightly-job';
import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import { describeWithTool } from '../../real-tool';
import { build, objects } from '../kustomize-build';
import { SmallEstate } from '../small-estate';

const FILES = { 'a.conf': 'one\ntwo\n', 'quoted': '"text"' };

function estate(base: NightlySettings, dev: NightlySettings) {
  const small = new SmallEstate();
  const environments = ['dev', 'prod'].map((name) => small.addEnvironment(name).environment);
  const job = new NightlyJob(small.project, 'report', { env: { LEVEL: 'info' }, ...base, schedule: '0 3 * * *' }).override('dev', dev);
  return { small, job, environments };
}

describe('an object that a workload may have', () => {
  test('is in the base, and taken away where it is not', () => {
    const { small } = estate({ timeZone: 'Asia/Shanghai' }, { timeZone: 'Etc/UTC' });
    small.write();
    expect(small.files('k8s/base/report')).toContain('lease.yaml');
    expect(small.files('k8s/overlays/dev/report')).toEqual(['kustomization.yaml']);
    expect(small.read('k8s/overlays/dev/report/kustomization.yaml')).toContain('kind: Lease\n      metadata:\n        name: report\n      $patch: delete\n');
  });

  test('has a file in the overlay of the one environment that has it', () => {
    const { small } = estate({}, { timeZone: 'Asia/Shanghai', files: FILES });
    small.write();
    expect(small.files('k8s/base/report')).not.toContain('lease.yaml');
    expect(small.files('k8s/overlays/dev/report')).toEqual(['files.yaml', 'kustomization.yaml', 'lease.yaml']);
    expect(small.files('k8s/overlays/prod/report')).toEqual(['kustomization.yaml']);
  });

  test('may be patched in the base, whether an environment has it or not', () => {
    const { small, job } = estate({ timeZone: 'Asia/Shanghai' }, { timeZone: 'Etc/UTC' });
    job.patchBase(KustomizePatch.strategicMerge({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'report' }, spec: { leaseDurationSeconds: 9 } }));
    expect(small.problems()).toEqual([]);
  });
});

describeWithTool('kustomize', () => {
  test.each<[string, NightlySettings, NightlySettings]>([
    ['are everywhere but in one environment', { timeZone: 'Asia/Shanghai' }, { timeZone: 'Etc/UTC' }],
    ['are in one environment alone', {}, { timeZone: 'Asia/Shanghai', files: FILES }],
    ['are others in an environment', { files: FILES }, { files: { ...FILES, 'b.conf': ' three ' } }],
    ['have no files any more', { files: FILES }, { files: {} }],
    ['have fewer files', { files: FILES }, { files: { quoted: "'" } }],
  ])('builds the objects of the model where they %s', (_, base, dev) => {
    const { small, job, environments } = estate(base, dev);
    const root = small.write();
    for (const environment of environments) {
      const built = objects(build('kustomize', `${root}/k8s/overlays/${environment.name}/report`));
      expect(sorted(built)).toEqual(sorted(objectsIn(job._workload, environment)));
    }
  });
});

/** Without the hashes in names. */
function sorted(manifests: readonly Manifest[]): Manifest[] {
  const plain = JSON.parse(JSON.stringify(manifests).replace(/"(report(?:-files)?)-[a-z0-9]{10}"/g, '"$1"')) as Manifest[];
  return plain.sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1));
}
