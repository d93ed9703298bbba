import type { Layout } from '../estate/layout';
import { code } from '../text/markdown';

/** What the seeded README of an estate tells of. */
export interface ReadmeFacts {
  readonly projectName: string;
  readonly layout: Layout;
}

/** The README that an estate starts with. It is the user's from then on, so it holds nothing that another declaration makes wrong. */
export function renderReadme({ projectName, layout: { estatePage } }: ReadmeFacts): string {
  const page = `[${estatePage}](${estatePage})`;
  return `# ${projectName}

The infrastructure, workloads and delivery of ${projectName}. Everything here but the files you add is written from
\`.projenrc.ts\`: change it there, then run \`npx projen\`.

${page} tells what there is, what CI does, and what has to be set up. Every run of \`npx projen\` renews it. This file is
yours, and never touched.

## First steps

Follow [those of the estate](${estatePage}#first-steps), then [let CI in](${estatePage}#let-ci-in). Read both again whenever
something is new: an environment has to be protected by hand before anything is deployed to it.

## Daily work

- Edit \`.projenrc.ts\`, run \`npx projen\`, commit what it wrote. Wrong names and values are found before anything is written.
- Files of your own may stand beside generated ones, for instance an ${code('extra.tf')} in a root module; they are never touched.
- \`npx projen upgrade\` installs the newest feiyue-projen and rolls its conventions into this repository.
`;
}
