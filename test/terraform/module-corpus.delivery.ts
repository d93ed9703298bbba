import * as fs from 'fs';
import * as path from 'path';
import { judgedCorpus, moduleDirOf } from './corpus-estate';
import { CORPUS } from './module-corpus';
import type { FeiyueProject } from '../../src';
import { renderMainFile, renderOutputsFile, renderTerraformFile, renderVariablesFile } from '../../src/terraform/render/render-root-module';
import type { ResolvedRootModule } from '../../src/terraform/resolve/resolved-root-module';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory, write } from '../synth/test-project';

const ENVIRONMENT = { TF_CLI_CONFIG_FILE: '/dev/null' };

describeWithTool('terraform', () => {
  const { project } = judgedCorpus();
  const roots = new Map(resolvedRoots(project).map((root) => [root.name, root]));
  const repository = temporaryDirectory();
  fs.cpSync(project.outdir, repository, { recursive: true, filter: (file) => !file.includes('.projen') });

  test.each(CORPUS)('$name is judged as the corpus says', (corpusCase) => {
    const root = roots.get(corpusCase.name)!;
    // What is refused is never written by a run, and so it is rendered here.
    for (const [name, text] of Object.entries(filesOf(root))) write(repository, `${root.dir}/${name}`, text);
    for (const [name, text] of Object.entries(corpusCase.own ?? {})) write(repository, `${root.dir}/${name}`, text);
    expect(fs.existsSync(path.join(repository, moduleDirOf(corpusCase)))).toBe(true);
    const refusal = refusalOf(path.join(repository, root.dir));
    if (corpusCase.refused) expect(refusal).not.toBe('');
    else expect(refusal).toBe('');
  });
});

/** What Terraform says when it refuses a root module; nothing when it can plan it. */
function refusalOf(cwd: string): string {
  for (const args of [['init', '-backend=false'], ['plan']]) {
    const { status, stdout, stderr } = runTool('terraform', [...args, '-no-color', '-input=false'], { cwd, env: ENVIRONMENT });
    if (status !== 0) return stderr || stdout;
  }
  return '';
}

/** The generated files, without a backend that would be asked and without versions of what is built in. */
function filesOf(root: ResolvedRootModule): Record<string, string> {
  const settings = renderTerraformFile(root).replace(/^ *backend .*\n/m, '').replace(/^( *source *= "terraform\.io.*\n) *version .*\n/m, '$1');
  return { 'terraform.tf': settings, 'main.tf': renderMainFile(root), 'outputs.tf': renderOutputsFile(root), 'variables.tf': renderVariablesFile(root) ?? '' };
}

function resolvedRoots(project: FeiyueProject): readonly ResolvedRootModule[] {
  return (project as unknown as { readonly terraform: { readonly resolved: readonly ResolvedRootModule[] } }).terraform.resolved;
}
