import { AzureDelivery } from './azure-delivery';
import { AzureDevOpsTrust } from './azure-devops-trust';
import type { CloudName } from '../../clouds/cloud-name';
import type { EstateProject } from '../../synth/estate-project';
import type { CodeHost, DeliveredEstate, DeliverySystem, RepositoryFacts } from '../delivery-system';

/** A repository in Azure Repos. */
export class AzureReposHost implements CodeHost {
  public readonly url: string;
  public readonly trust?: AzureDevOpsTrust;

  constructor(private readonly facts: RepositoryFacts) {
    const { name, isExample, projectName, serviceConnections } = facts;
    const [organization = '', project = '', repository = ''] = name.split('/').map(encodeURIComponent);
    this.url = `https://dev.azure.com/${organization}/${project}/_git/${repository}`;
    // An example is somebody else's repository: nothing of his is let in.
    this.trust = isExample ? undefined : new AzureDevOpsTrust(projectName, serviceConnections);
  }

  public fileUrl(path: string): string {
    return `${this.url}?path=/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  public problems(): string[] {
    const { name, isExample, cloud, serviceConnections } = this.facts;
    const problems = REPOSITORY.test(name) || isExample ? [] : [`repository "${name}" is not of the form organization/project/name, such as "contoso/ops/ops"`];
    if (!LOGS_IN[cloud]) problems.push(`Azure Pipelines logs in to Azure only, and the estate is on cloud "${cloud}": leave ciSystem out, or choose CiSystem.GITHUB_ACTIONS`);
    if (this.facts.repositoryIds) problems.push('repositoryIds is given, which is for GitHub alone: leave it out, or choose ciSystem: CiSystem.GITHUB_ACTIONS');
    if (serviceConnections && !/^https:\/\/[^\s]+$/.test(serviceConnections.issuer)) {
      problems.push(`serviceConnections has the issuer ${JSON.stringify(serviceConnections.issuer)}, which is no address: the page of a service connection shows it`);
    }
    return problems;
  }

  public deliver(project: EstateProject, estate: DeliveredEstate): DeliverySystem {
    return new AzureDelivery(project, { ...estate, isExample: this.facts.isExample, repository: this.facts.name });
  }
}

/** `organization/project/name`; projects and repositories may have spaces in their names. */
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(\/[A-Za-z0-9_](?:[A-Za-z0-9._ -]*[A-Za-z0-9_-])?){2}$/;

/** Whether pipelines log in to a cloud: only Azure has service connections that hold no key. */
const LOGS_IN: Readonly<Record<CloudName, boolean>> = { azure: true, tencent: false };
