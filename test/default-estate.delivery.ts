import * as fs from 'fs';
import * as path from 'path';
import { DefaultEstate } from './default-estate';
import { describeWithTool, runTool } from './real-tool';
import { temporaryDirectory } from './synth/test-project';

describeWithTool('kubectl', () => {
  test('kubectl builds every base and overlay of the default estate from its own folder', () => {
    const outdir = temporaryDirectory();
    new DefaultEstate({ outdir }).project.synth();
    const files = (fs.readdirSync(path.join(outdir, 'k8s'), { recursive: true }) as string[]).filter((file) => path.basename(file) === 'kustomization.yaml');
    expect(files).toHaveLength(3 + 2 * (1 + 3));
    for (const file of files) expect(runTool('kubectl', ['kustomize'], { cwd: path.join(outdir, 'k8s', path.dirname(file)) })).toMatchObject({ status: 0, stderr: '' });
  });
});
