import { everyModule, ROOT_MODULES } from './every-module';
import { CLOUD_NAMES } from '../../../src/clouds/cloud-name';
import { LIBRARY_MODULES } from '../../../src/clouds/library-modules';
import { describeWithTool, runTool } from '../../real-tool';
import { problemsOf } from '../../room';
import { tree } from '../../synth/test-project';

describeWithTool('terraform', () => {
  test.each([...CLOUD_NAMES])('every module for %s is written as terraform fmt writes it, in a large estate', (cloud) => {
    const project = everyModule(cloud);
    expect(problemsOf(project)).toEqual([]);
    const files = Object.keys(tree(project.outdir));
    const rootModules = files.filter((file) => /^terraform\/env-\d+\/[^/]+\/main\.tf$/.test(file));
    expect(rootModules.length).toBeGreaterThanOrEqual(ROOT_MODULES);
    const copied = files.filter((file) => /^terraform\/modules\/[^/]+\/main\.tf$/.test(file)).map((file) => file.split('/')[2]);
    expect(copied).toEqual(Object.keys(LIBRARY_MODULES[cloud]).sort());
    expect(runTool('terraform', ['fmt', '-check', '-recursive', project.outdir])).toMatchObject({ status: 0, stdout: '' });
  });
});
