import { twoVersions } from '../two-versions';

/** Synthesises the two versions of an estate in turn until it is killed. */
const [root, services] = process.argv.slice(2);
process.stdout.write('ready\n');
for (;;) {
  twoVersions(root, 'old', Number(services)).synth();
  twoVersions(root, 'new', Number(services)).synth();
}
