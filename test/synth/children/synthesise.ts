import { TextFile } from 'projen/lib/textfile';
import { GeneratedText } from '../../../src/synth/files/generated-text';
import { twoVersions, Version } from '../two-versions';

/** Synthesises one version of an estate once, and says what went wrong. */
const [root, version, services, bytes] = process.argv.slice(2);
const project = twoVersions(root, version as Version, Number(services));
if (bytes !== undefined) new GeneratedText(project, 'k8s/big', { content: () => 'x'.repeat(Number(bytes)) });
new TextFile(project, `k8s/only-${version}.txt`, { lines: [version] });
try {
  project.synth();
} catch (error) {
  process.stdout.write((error as Error).message);
  process.exitCode = 1;
}
