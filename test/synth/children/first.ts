import { twoVersions } from '../two-versions';

/** Synthesises an estate once. */
const [root, services] = process.argv.slice(2);
twoVersions(root, 'old', Number(services)).synth();
