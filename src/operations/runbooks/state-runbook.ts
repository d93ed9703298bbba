import type { RunbookSection } from './runbook-section';

/** What brings a former version of a state back, by the type of the backend. Sources: the documents of the services about versions of objects. */
const RESTORES: Readonly<Record<string, readonly string[]>> = {
  azurerm: [
    'az storage blob list --auth-mode login --account-name <account> --container-name <container> --prefix <key> --include v --output table',
    'az storage blob download --auth-mode login --account-name <account> --container-name <container> --name <key> --version-id <version> --file former.tfstate',
  ],
  cos: [
    'coscli ls cos://<bucket>/<key> --all-versions --endpoint cos.<region>.myqcloud.com',
    'coscli cp cos://<bucket>/<key> former.tfstate --version-id <version> --endpoint cos.<region>.myqcloud.com',
  ],
  s3: [
    'aws s3api list-object-versions --bucket <bucket> --prefix <key>',
    'aws s3api get-object --bucket <bucket> --key <key> --version-id <version> former.tfstate',
  ],
  gcs: ['gcloud storage ls --all-versions gs://<bucket>/<prefix>/default.tfstate', 'gcloud storage cp gs://<bucket>/<prefix>/default.tfstate#<generation> former.tfstate'],
  local: ['cp <directory>/terraform.tfstate.backup former.tfstate'],
};

/**
 * About the states of Terraform.
 * @param backendType type of the backend of most states
 * @param scriptsDir folder of the scripts, relative to the repository
 */
export function stateSections(backendType: string, scriptsDir: string): RunbookSection[] {
  return [
    {
      title: 'A state is locked',
      text: 'A run holds the lock, or was killed while it did. Look first: two runs at once destroy the state.',
      commands: [`${scriptsDir}/unlock-state.sh <directory>`],
      steps: [
        'The run that it names is still going: wait for it.',
        `It is gone: \`${scriptsDir}/unlock-state.sh <directory> <lock id>\`, with \`--confirm <environment>\` where that is protected. Then plan, and read what the killed run left undone.`,
      ],
    },
    {
      title: 'A state is broken, or lost',
      text: 'Every version of a state is kept. A former version does not know what was made since: the plan after it says so.',
      commands: [
        ...RESTORES[backendType] ?? [],
        `${scriptsDir}/terraform-root.sh plan <directory>`,
        'terraform -chdir=<directory> state push former.tfstate',
      ],
      steps: [
        'Nobody deploys meanwhile: hold the environment in CI.',
        'The first line of `former.tfstate` with `serial` has to be larger than that of the state which is there, or the push is refused: that is right when there is one which works.',
        'Plan. What would be made a second time is there already: `terraform import` it. What would be destroyed was made before the former version: read why.',
        'Delete `former.tfstate`: it may hold passwords.',
      ],
    },
  ];
}
