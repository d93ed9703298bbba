import type { Layout } from '../estate/layout';
import type { EstateProject } from '../synth/estate-project';

/** Has git take in the folders of generated files, but for what Terraform leaves there: the last pattern that matches a path decides. */
export function addGitPatterns(project: EstateProject, layout: Layout): void {
  for (const dir of layout.generatedDirs()) project.addGeneratedDirectory(dir);
  project.gitignore.exclude(...TERRAFORM_LEFTOVERS);
}

/** Files that Terraform leaves behind and nobody commits. The lock file is not among them: it is the user's to commit. */
const TERRAFORM_LEFTOVERS = ['.terraform/', '*.tfstate', '*.tfstate.*', '*.tfplan', 'crash.log', 'crash.*.log'];
