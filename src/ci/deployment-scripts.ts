import { Construct } from 'constructs';
import type { CiScripts } from './ci-scripts';
import type { PolicyFolders } from './policy-folders';
import type { CloudName } from '../clouds/cloud-name';
import type { Layout } from '../estate/layout';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';
import { shippedText } from '../text/shipped-text';

export interface DeploymentScriptsOptions {
  readonly layout: Layout;
  readonly cloud: CloudName;
  /** Types of resources that no deployment destroys without being told to by name. */
  readonly statefulResourceTypes: readonly string[];
  /** What the CI system adds. */
  readonly ciScripts: CiScripts;
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'plan-report.sh': 'the script that plans one root module and reports what it would change',
  'plan-summary.mjs': 'the script that writes about reports of plans, within the limits of GitHub',
  'deployed-root-modules.sh': 'the script that knows which commit of which root module is deployed',
  'check-protection.mjs': 'the script that refuses a deployment to an environment which is not protected as declared',
  'deployment.mjs': 'the script that chooses what is deployed, by what was deployed before',
  'apply-layer.mjs': 'the script that applies the root modules of one layer',
  'apply-applications.mjs': 'the script that brings applications to a cluster',
  'apply-overlay.mjs': 'the script that deploys an overlay, and takes it back when it does not run',
  'mock-values.mjs': 'the script that gives a plan values for outputs which no state has yet',
  'plan-root-modules.mjs': 'the script that plans root modules, and hands on the report of each',
  'guarded.mjs': 'the script that shows what a program prints as mere text, and passes a cancellation on to it',
  'tell.mjs': 'the script that shows a message where the reader of a run sees it',
  'doctor.sh': 'the script that checks the settings of the repository, and sets them',
  'doctor.mjs': 'how it does that',
  'ci/ask.mjs': 'how scripts ask a program something',
  'ci/built-overlay.mjs': 'how a deployment sees the objects of an overlay, and what comes before what',
  'ci/declared.mjs': 'how scripts read what is declared of the settings',
  'ci/filled-names.mjs': 'how a deployment names what it has filled in',
  'ci/http.mjs': 'how scripts call the API of a service',
  'ci/inert.mjs': 'how text from outside is shown so that it does nothing',
  'ci/jobs.mjs': 'how a deployment runs jobs',
  'ci/kubectl.mjs': 'how scripts ask and change a cluster',
  'ci/lock-file.mjs': 'the warning of a lock file that is missing',
  'ci/marks.mjs': 'how a deployment finds the marks of outputs, and fills them in',
  'ci/outputs.mjs': 'how a deployment puts in what Terraform says',
  'ci/prune.mjs': 'how a deployment removes what an overlay no longer has',
  'ci/mocks.mjs': 'how an apply knows a plan that was made with mock values',
  'ci/programs.mjs': 'how scripts run programs side by side, and end them',
  'ci/redact.mjs': 'how secrets are left out of what programs say',
  'ci/replicas.mjs': 'how a deployment hands the number of pods over to an autoscaler, or takes it back',
  'ci/rollbacks.mjs': 'how a deployment takes over what a rollback by hand has set',
  'ci/rollout.mjs': 'how a deployment waits for what rolls out',
  'ci/terraform-outputs.mjs': 'how a deployment reads the outputs of root modules',
  'ci/undo.mjs': 'how a deployment takes back what it changed',
};

/** What the scripts of a cloud are for, by their file. */
interface CloudScripts {
  /** Those that deployments need. */
  readonly deployment: Readonly<Record<string, string>>;
  /** Those that the build of images needs beside them. */
  readonly images: Readonly<Record<string, string>>;
}

const DOCKER_LOGIN = { 'ci/docker-login.mjs': 'how scripts log docker in' };

const CLOUD_SCRIPTS: Readonly<Record<CloudName, CloudScripts>> = {
  azure: {
    deployment: {
      'azure-cluster-login.mjs': 'the script that lets a job in to a cluster',
      'azure-token.mjs': 'how the scripts of Azure get an access token',
    },
    images: { 'azure-registry-login.mjs': 'the script that logs in to the image registry', ...DOCKER_LOGIN },
  },
  tencent: {
    deployment: {
      'tencent-kubeconfig.mjs': 'the script that fetches the kubeconfig of a cluster',
      'ci/tencent-api.mjs': 'how scripts call the API of Tencent Cloud',
    },
    images: { 'tencent-registry-login.mjs': 'the script that logs in to the image registry', ...DOCKER_LOGIN },
  },
};

const IMAGE_SCRIPTS: Readonly<Record<string, string>> = {
  'images.mjs': 'the script that finds what has to be built, and records what was',
};

const CLOUDBASE_RUN_SCRIPTS: Readonly<Record<string, string>> = {
  'apply-cloudbase-run.mjs': 'the script that deploys services to CloudBase Run, and takes back what does not run',
  'drift-cloudbase-run.mjs': 'the script that compares what runs in CloudBase Run with what was deployed',
  'rollback-cloudbase-run.mjs': 'the script that brings a service in CloudBase Run back to a former version',
  'ci/cloudbase-run.mjs': 'how scripts ask and change CloudBase Run',
  'ci/cloudbase-values.mjs': 'how scripts read what runs in CloudBase Run',
};

/** The scripts that work on CloudBase Run, where anything runs there. */
export class CloudBaseRunScripts extends Construct {
  /** @param isNeeded whether anything does, as it is at synthesis */
  constructor(scope: Construct, id: string, layout: Layout, isNeeded: () => boolean) {
    super(scope, id);
    for (const [file, what] of Object.entries(CLOUDBASE_RUN_SCRIPTS)) addScript(this, layout, file, what, { isNeeded });
  }
}

const DASHBOARDS_SCRIPTS: Readonly<Record<CloudName, Readonly<Record<string, string>>>> = {
  azure: { 'azure-dashboards.mjs': 'the script that brings dashboards to an Azure Managed Grafana' },
  tencent: { 'tencent-dashboards.mjs': 'the script that brings dashboards to a managed Grafana of Tencent Cloud' },
};

/** The scripts that bring dashboards to a managed Grafana, where there is one. */
export class DashboardsScripts extends Construct {
  /** @param isNeeded whether there is one, as it is at synthesis */
  constructor(scope: Construct, id: string, { layout, cloud }: Pick<DeploymentScriptsOptions, 'layout' | 'cloud'>, isNeeded: () => boolean) {
    super(scope, id);
    const scripts = { ...DASHBOARDS_SCRIPTS[cloud], 'ci/grafana.mjs': 'how scripts bring dashboards to Grafana' };
    for (const [file, what] of Object.entries(scripts)) addScript(this, layout, file, what, { isNeeded });
  }
}

/** The scripts that the workflow runs which builds images. */
export class ImageScripts extends Construct {
  constructor(scope: Construct, id: string, { layout, cloud }: Pick<DeploymentScriptsOptions, 'layout' | 'cloud'>) {
    super(scope, id);
    addScripts(this, layout, { ...IMAGE_SCRIPTS, ...CLOUD_SCRIPTS[cloud].images });
  }
}

const PROPOSAL_SCRIPTS: Readonly<Record<string, string>> = {
  'proposed-commit.mjs': 'the script that makes a commit of what was recorded, and takes nothing into it but what follows',
  'proposed-pull-request.mjs': 'the script that keeps one pull request with what was recorded up to date',
  'ci/image-changes.mjs': 'what new digests change in generated files',
  'ci/output-changes.mjs': 'what recorded outputs change in overlays',
  'ci/proposals.mjs': 'the pull requests that workflows keep',
  'ci/refusal.mjs': 'how scripts say what may not be',
};

/** The scripts by which workflows keep pull requests with what they have recorded. */
export class ProposalScripts extends Construct {
  /** @param isNeeded whether a workflow keeps any, as it is at synthesis */
  constructor(scope: Construct, id: string, { layout, ciScripts, isNeeded }: Pick<DeploymentScriptsOptions, 'layout' | 'ciScripts'> & { readonly isNeeded: () => boolean }) {
    super(scope, id);
    for (const [file, what] of Object.entries(PROPOSAL_SCRIPTS)) addScript(this, layout, file, what, { isNeeded });
    for (const [file, what] of Object.entries(ciScripts.proposalFiles)) addScript(this, layout, file, what, { from: ciScripts.system, isNeeded });
  }
}

/** The scripts that hold plans and overlays against policies, and where these are: by that file other scripts know that there are any. */
export class PolicyScripts extends Construct {
  /** @param folders as they are at synthesis */
  constructor(scope: Construct, id: string, layout: Layout, folders: () => PolicyFolders) {
    super(scope, id);
    const source = SourceLocation.capture();
    const written = () => {
      const { plan, access } = folders();
      return { plan, access };
    };
    const hasAny = () => Object.values(written()).some((folder) => folder !== undefined);
    addScript(this, layout, 'conftest.sh', 'the script that runs conftest at a pinned version', { isNeeded: hasAny });
    addScript(this, layout, 'check-policies.sh', 'the script that holds a plan against the policies', { isNeeded: () => folders().plan !== undefined });
    addScript(this, layout, 'check-access.sh', 'the script that holds rights in a cluster against the policies', { isNeeded: () => folders().access !== undefined });
    new GeneratedText(this, `${layout.scriptsDir}/policies.json`, {
      content: () => (hasAny() ? jsonText(written()) : undefined),
      explain: () => [{ what: 'where the policies are', source, change: 'project.addPolicy(…) and project.addAccess(…)' }],
    });
  }
}

/** The scripts that the workflows run, and that a person may run as well. */
export class DeploymentScripts extends Construct {
  constructor(scope: Construct, id: string, { layout, cloud, statefulResourceTypes, ciScripts }: DeploymentScriptsOptions) {
    super(scope, id);
    const source = SourceLocation.capture();
    addScripts(this, layout, { ...SCRIPTS, ...CLOUD_SCRIPTS[cloud].deployment });
    for (const [file, what] of Object.entries(ciScripts.files)) addScript(this, layout, file, what, { from: ciScripts.system });
    new GeneratedText(this, `${layout.scriptsDir}/stateful-resources.json`, {
      content: () => jsonText({ types: statefulResourceTypes }),
      explain: () => [{ what: 'what a deployment does not destroy without being told to', source }],
    });
  }
}

function addScripts(scope: Construct, layout: Layout, scripts: Readonly<Record<string, string>>): void {
  for (const [file, what] of Object.entries(scripts)) addScript(scope, layout, file, what);
}

interface AddScriptOptions {
  /** Folder below the scripts of this package. */
  readonly from?: string;
  /** Whether it is for anything in this estate. */
  readonly isNeeded?: () => boolean;
}

function addScript(
  scope: Construct, layout: Layout, file: string, what: string, { from = 'all', isNeeded = () => true }: AddScriptOptions = {},
): void {
  const source = SourceLocation.capture();
  const content = shippedText(__dirname, `scripts/${from}/${file}`);
  new GeneratedText(scope, `${layout.scriptsDir}/${file}`, {
    executable: content.startsWith('#!'),
    comment: file.endsWith('.mjs') ? '//' : '#',
    content: () => (isNeeded() ? content : undefined),
    explain: () => [{ what, source, change: 'a file of your own, since these come with the package' }],
  });
}
