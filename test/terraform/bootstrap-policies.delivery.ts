import { PolicyDocument, RoleDocuments, roleDocuments, Statement } from './bootstrap-documents';
import { TENCENT_CALLS } from './library/tencent-calls';
import { Backend, Cloud, DataAccess, tencent } from '../../src';
import { TENCENT_MODULES } from '../../src/clouds/tencent/tencent-modules';
import { tencentActions } from '../../src/clouds/tencent/tencent-permissions';
import { DefaultEstate, emptyProject } from '../default-estate';
import { describeWithTool } from '../real-tool';

/** What a job asks CAM for. */
interface Request {
  readonly action: string;
  readonly resource?: string;
  /** Prefix of a listing, as it stands in the URL. */
  readonly prefix?: string;
}

const STATES = 'qcs::cos:ap-guangzhou:uid/1250000000:feiyue-mono-tfstate-1250000000';
const ACCESS_LOG = 'qcs::cos:ap-guangzhou:uid/1250000000:feiyue-mono-tfstate-log-1250000000';
const UPLOADS = 'qcs::cos:ap-guangzhou:uid/1250000000:feiyue-mono-dev-uploads-1250000000';
const CLOUD = { appId: '1250000000', region: 'ap-guangzhou' };

/**
 * How CAM decides: what is denied is denied, what is not allowed is not either.
 *
 * Source: https://www.tencentcloud.com/document/product/598/10605
 */
function mayDo(policies: readonly PolicyDocument[], request: Request): boolean {
  const applying = policies.flatMap(({ statement }) => statement).filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ effect }) => effect === 'allow');
}

function applies({ action, resource = [], condition }: Statement, request: Request): boolean {
  const plain = (name: string) => name.replace(/^name\//, '');
  return action.some((pattern) => isLike(plain(request.action), plain(pattern)))
    && resource.some((pattern) => isLike(request.resource ?? 'qcs::any', pattern))
    && Object.entries(condition ?? {}).every(([operator, values]) => {
      expect(operator).toBe('string_like');
      return values['cos:prefix'].some((pattern) => isLike(request.prefix ?? '', pattern));
    });
}

function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(text);
}

/** The actions of an identity with all modules that a pull request plans. */
function roleActions(identity: 'plan'): string[] {
  const modules = Object.entries(TENCENT_MODULES).filter(([, { credentials }]) => credentials.length === 0).map(([name]) => name);
  return tencentActions(identity, modules, []);
}

function evaluate(estate: { readonly project: { readonly outdir: string; synth(): void } }): RoleDocuments {
  estate.project.synth();
  return roleDocuments(estate.project.outdir);
}

describeWithTool('terraform', () => {
  describe('in the default estate', () => {
    let documents: RoleDocuments;
    const may = (role: string, request: Request) => mayDo(documents.policies[`feiyue-mono-${role}`], request);

    beforeAll(() => {
      documents = evaluate(new DefaultEstate({ cloud: Cloud.tencent({ ...CLOUD, additionalServices: ['cdb'] }) }));
    });

    test.each<[what: string, request: Request, plan: boolean, apply: boolean]>([
      ['reads a state of its environment', { action: 'cos:GetObject', resource: `${STATES}/dev/network/terraform.tfstate` }, true, true],
      ['writes one', { action: 'cos:PutObject', resource: `${STATES}/dev/network/terraform.tfstate` }, false, true],
      ['removes a lock', { action: 'cos:DeleteObject', resource: `${STATES}/dev/network/terraform.tfstate.tflock` }, false, true],
      ['tags the account to lock', { action: 'tag:CreateTag' }, false, true],
      ['lists the states of a root module', { action: 'cos:GetBucket', resource: `${STATES}/`, prefix: 'dev%2Fnetwork' }, true, true],
      ['lists those of another environment', { action: 'cos:GetBucket', resource: `${STATES}/`, prefix: 'prod%2Fnetwork' }, false, false],
      ['lists the whole bucket', { action: 'cos:GetBucket', resource: `${STATES}/` }, false, false],
      ['reads a state of another environment', { action: 'cos:GetObject', resource: `${STATES}/prod/network/terraform.tfstate` }, false, false],
      ['writes one of another environment', { action: 'cos:PutObject', resource: `${STATES}/prod/network/terraform.tfstate` }, false, false],
      ['reads the state of an environment that begins alike', { action: 'cos:GetObject', resource: `${STATES}/dev2/network/terraform.tfstate` }, false, false],
      ['reads the state of the bootstrap', { action: 'cos:GetObject', resource: `${STATES}/bootstrap/tencent-cos/terraform.tfstate` }, false, false],
      ['opens the bucket of the states', { action: 'cos:PutBucketPolicy', resource: `${STATES}/` }, false, false],
      ['looks at a network', { action: 'vpc:DescribeVpcs' }, true, true],
      ['makes a network', { action: 'vpc:CreateVpc' }, false, true],
      ['makes an elastic address', { action: 'cvm:AllocateAddresses' }, false, true],
      ['makes a virtual machine', { action: 'cvm:RunInstances' }, false, false],
      ['looks at a service of the user\'s own modules', { action: 'cdb:DescribeDBInstances' }, true, true],
      ['changes it', { action: 'cdb:CreateDBInstance' }, false, true],
      ['looks at a bucket of its environment', { action: 'cos:GetBucketLifecycle', resource: `${UPLOADS}/` }, true, true],
      ['changes it', { action: 'cos:PutBucketLifecycle', resource: `${UPLOADS}/` }, false, true],
      ['reads what is in it', { action: 'cos:GetObject', resource: `${UPLOADS}/photo.jpg` }, false, false],
      ['changes a bucket of another environment', { action: 'cos:PutBucketLifecycle', resource: `${UPLOADS.replace('dev', 'prod')}/` }, false, false],
      ['changes who is trusted', { action: 'cam:UpdateAssumeRolePolicy' }, false, false],
      ['gives itself a policy', { action: 'cam:AttachRolePolicy' }, false, false],
      ['becomes another role', { action: 'sts:AssumeRole' }, false, false],
    ])('a role %s', (_, request, plan, apply) => {
      expect({ plan: may('dev-plan', request), drift: may('dev-drift', request), apply: may('dev-apply', request) }).toEqual({ plan, drift: plan, apply });
    });

    test.each<[what: string, request: Request, drift: boolean]>([
      ['reads the state of a database', { action: 'cos:GetObject', resource: `${STATES}/dev/database/terraform.tfstate` }, true],
      ['reads an old version of it', { action: 'cos:GetObjectVersion', resource: `${STATES}/dev/database/terraform.tfstate` }, false],
      ['fetches the kubeconfig of any cluster', { action: 'tke:DescribeClusterKubeconfig' }, true],
      ['looks at the password of any cluster', { action: 'tke:DescribeClusterSecurity' }, true],
      ['opens the console of any machine', { action: 'cvm:DescribeInstanceVncUrl' }, false],
      ['reads a secret', { action: 'ssm:GetSecretValue' }, false],
      ['looks at the keys of a VPN', { action: 'vpc:DescribeVpnConnections' }, false],
    ])('a role that plans for pull requests never %s', (_, request, drift) => {
      expect({ plan: may('dev-plan', request), drift: may('dev-drift', request) }).toEqual({ plan: false, drift });
    });

    test.each<[what: string, subject: string, roles: readonly string[]]>([
      ['a pull request, whatever its workflow was made to say', 'pull_request', ['dev-plan']],
      ['the merge queue', 'environment:merge_queue', ['dev-plan']],
      ['a pull request whose plan a reviewer let in', 'environment:prod-plan', ['prod-plan']],
      ['an environment that somebody made up', 'environment:dev-plan', []],
      ['the default branch', 'ref:refs/heads/main', ['dev-drift', 'prod-drift']],
      ['another branch', 'ref:refs/heads/attack', []],
      ['a tag that is called like the default branch', 'ref:refs/tags/main', []],
      ['a deployment to dev', 'environment:dev', ['dev-apply']],
      ['a deployment to prod', 'environment:prod', ['prod-apply']],
    ])('%s is let in as no more than its roles', (_, subject, roles) => {
      const trusting = Object.entries(documents.trust).filter(([, { statement }]) => statement.some(({ condition }) =>
        condition!.string_equal['oidc:sub'].includes(`repo:feiyue/feiyue-mono:${subject}`)));
      expect(trusting.map(([role]) => role)).toEqual(roles.map((role) => `feiyue-mono-${role}`));
    });

    test('no role is given all actions of everything, and no action by the name of all services', () => {
      const allowed = Object.values(documents.policies).flat().flatMap(({ statement }) => statement).filter(({ effect }) => effect === 'allow');
      expect(allowed.flatMap(({ action }) => action).filter((action) => /^(name\/)?(\*|cos:\*|cam:|sts:|tag:\*)/.test(action))).toEqual([]);
    });
  });

  test('a permission that slips in does not reach the states of other environments, however many there are', () => {
    const estate = new DefaultEstate();
    const names = Array.from({ length: 70 }, (_, i) => `team-${i}`);
    for (const name of names) estate.project.addEnvironment(name);
    const { policies } = evaluate(estate);
    const everything: PolicyDocument = { version: '2.0', statement: [{ effect: 'allow', action: ['*'], resource: ['*'] }] };
    const widened = [...policies['feiyue-mono-team-7-apply'], everything];
    const reached = ['dev', 'prod', ...names].filter((name) => mayDo(widened, { action: 'cos:GetObject', resource: `${STATES}/${name}/network/terraform.tfstate` }));
    expect(reached).toEqual(['team-7']);
  });

  test('a cluster is planned by roles that read its kubeconfig, and these do not plan for pull requests', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
    new tencent.TkeCluster(project.addRootModule('cluster'), 'tke', { vpcId: vpc.vpcId, subnetId: 'subnet-1' });
    const { policies } = evaluate({ project });
    const kubeconfig = { action: 'tke:DescribeClusterKubeconfig' };
    const clusters = { action: 'tke:DescribeClusters' };
    const state = { action: 'cos:GetObject', resource: `${STATES}/dev/cluster/terraform.tfstate` };
    const may = (identity: string) => [kubeconfig, clusters, state].map((request) => mayDo(policies[`feiyue-mono-dev-${identity}`], request));
    expect({ plan: may('plan'), drift: may('drift'), apply: may('apply') })
      .toEqual({ plan: [false, false, false], drift: [true, true, true], apply: [true, true, true] });
  });

  test('what hands out credentials comes neither with a whole service nor by mistake', () => {
    const project = emptyProject({ cloud: Cloud.tencent({ ...CLOUD, additionalServices: ['tke', 'cvm', 'vpc', 'ssm', 'ssl', 'redis', 'postgres'] }) });
    project.addEnvironment('dev');
    for (const [id, declare] of Object.entries(TENCENT_CALLS)) declare(project.addRootModule(id));
    const { policies, credentialActions } = evaluate({ project });
    const everything: PolicyDocument = { version: '2.0', statement: [{ effect: 'allow', action: ['*'], resource: ['*'] }] };
    const reached = (documents: readonly PolicyDocument[]) => credentialActions.filter((action) => mayDo(documents, { action }));
    expect(reached(policies['feiyue-mono-dev-plan'])).toEqual([]);
    expect(reached([...policies['feiyue-mono-dev-plan'], everything])).toEqual([]);
    expect(mayDo(policies['feiyue-mono-dev-plan'], { action: 'tke:DescribeClusters' })).toBe(true);
    // Without what the user adds, nothing is granted that would have to be denied.
    const granted = roleActions('plan').filter((pattern) => credentialActions.some((action) => isLike(action, pattern)));
    expect(granted).toEqual([]);
  });

  test('many states with credentials are denied in parts, whatever else is granted', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    const names = Array.from({ length: 65 }, (_, i) => `vault-${i}`);
    for (const name of names) project.addRootModule(name, { holdsCredentials: true });
    project.addRootModule('plain');
    const { policies } = evaluate({ project });
    const everything: PolicyDocument = { version: '2.0', statement: [{ effect: 'allow', action: ['*'], resource: ['*'] }] };
    const reads = (identity: string) => [...names, 'plain'].filter((name) => mayDo(
      [...policies[`feiyue-mono-dev-${identity}`], everything], { action: 'cos:GetObject', resource: `${STATES}/dev/${name}/terraform.tfstate` },
    ));
    expect([reads('plan'), reads('drift').length]).toEqual([['plain'], 66]);
    for (const document of Object.values(policies).flat()) expect(JSON.stringify(document).length).toBeLessThan(6144);
  });

  test('a role is given what the modules of its own environment need, and nothing else', () => {
    const project = emptyProject();
    const dev = project.addEnvironment('dev');
    project.addEnvironment('prod');
    new tencent.CosStorage(project.addRootModule('storage'), 'uploads');
    new tencent.Network(project.addRootModule('network', { environments: [dev] }), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
    const { policies } = evaluate({ project });
    const makesNetworks = (role: string) => mayDo(policies[role], { action: 'vpc:CreateVpc' });
    expect([makesNetworks('feiyue-mono-dev-apply'), makesNetworks('feiyue-mono-prod-apply')]).toEqual([true, false]);
  });

  test('the role that applies to the first environment pushes the images that are built, and no other does', () => {
    const project = emptyProject({ cloud: Cloud.tencent({ ...CLOUD, registry: 'team.tencentcloudcr.com/feiyue' }) });
    const dev = project.addEnvironment('dev');
    project.addEnvironment('prod', { promotedFrom: dev });
    project.addRootModule('network');
    project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
    const { policies } = evaluate({ project });
    const pushes = (role: string) => ['DescribeInstances', 'CreateInstanceToken', 'PushRepository'].map((action) => mayDo(policies[`feiyue-mono-${role}`], { action: `tcr:${action}` }));
    expect(pushes('dev-apply')).toEqual([true, true, true]);
    for (const role of ['dev-plan', 'dev-drift', 'prod-plan', 'prod-drift', 'prod-apply']) expect(pushes(role)).toEqual([false, false, false]);
    expect(mayDo(policies['feiyue-mono-dev-apply'], { action: 'tcr:DeleteRepository' })).toBe(false);
  });

  test('an environment that declares the bucket of the access log as its own cannot change it', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    new tencent.CosStorage(project.addRootModule('storage'), 'uploads', { name: 'feiyue-mono-tfstate-log' });
    const { policies } = evaluate({ project });
    for (const action of ['cos:PutBucketLifecycle', 'cos:DeleteBucket']) {
      expect(mayDo(policies['feiyue-mono-dev-apply'], { action, resource: `${ACCESS_LOG}/` })).toBe(false);
    }
  });

  describe('of a workload', () => {
    const project = emptyProject({ cloud: Cloud.tencent({ ...CLOUD, accountUin: '100000000001' }) });
    const [dev] = [project.addEnvironment('dev'), project.addEnvironment('prod')];
    new tencent.TkeCluster(project.addRootModule('cluster'), 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    const storage = project.addRootModule('storage');
    const uploads = new tencent.CosStorage(storage, 'uploads');
    const states = new tencent.CosStorage(project.addRootModule('mistaken', { environments: [dev] }), 'states', { name: 'feiyue-mono-tfstate' });
    const [api, reader, writer] = ['api', 'reader', 'writer'].map((name) => project.addWorker(name));
    uploads.grant(api, DataAccess.READ_WRITE).grant(reader, DataAccess.READ).grant(writer, DataAccess.WRITE);
    states.grant(api, DataAccess.READ_WRITE, { environments: [dev] });
    project.synth();
    const { workloads } = roleDocuments(project.outdir, { dev: 'cls-devcluster' });

    test('there is a role once the cluster is there, for exactly its service account and cluster', () => {
      expect(Object.keys(workloads).sort()).toEqual(['api', 'reader', 'writer'].map((name) => `feiyue-mono-dev-workload-${name}`));
      expect(workloads['feiyue-mono-dev-workload-api'].trust).toEqual({
        version: '2.0',
        statement: [{
          effect: 'allow',
          action: ['name/sts:AssumeRoleWithWebIdentity'],
          principal: { federated: ['qcs::cam::uin/100000000001:oidc-provider/cls-devcluster'] },
          condition: { string_equal: { 'oidc:iss': ['https://cls-devcluster.example'], 'oidc:aud': ['sts.cloud.tencent.com'], 'oidc:sub': ['system:serviceaccount:feiyue-mono-dev:api'] } },
        }],
      });
    });

    test.each<[what: string, request: Request, allowed: readonly string[]]>([
      ['reads an object of its bucket', { action: 'cos:GetObject', resource: `${UPLOADS}/photo.jpg` }, ['api', 'reader']],
      ['lists the bucket', { action: 'cos:GetBucket', resource: `${UPLOADS}/` }, ['api', 'reader']],
      ['writes an object', { action: 'cos:PutObject', resource: `${UPLOADS}/photo.jpg` }, ['api', 'writer']],
      ['writes one in parts', { action: 'cos:UploadPart', resource: `${UPLOADS}/video.mp4` }, ['api', 'writer']],
      ['removes one', { action: 'cos:DeleteObject', resource: `${UPLOADS}/photo.jpg` }, ['api', 'writer']],
      ['changes the bucket', { action: 'cos:PutBucketPolicy', resource: `${UPLOADS}/` }, []],
      ['reads a bucket of another environment', { action: 'cos:GetObject', resource: `${UPLOADS.replace('dev', 'prod')}/photo.jpg` }, []],
      ['reads a state, though somebody declared its bucket as one of his own', { action: 'cos:GetObject', resource: `${STATES}/prod/network/terraform.tfstate` }, []],
      ['changes who is trusted', { action: 'cam:UpdateAssumeRolePolicy' }, []],
      ['reads a secret', { action: 'ssm:GetSecretValue' }, []],
    ])('a role %s', (_, request, allowed) => {
      const may = ['api', 'reader', 'writer'].filter((name) => mayDo([workloads[`feiyue-mono-dev-workload-${name}`].permissions], request));
      expect(may).toEqual(allowed);
    });
  });

  test('states in a bucket of their own, and of a renamed environment, are where the roles look for them', () => {
    const project = emptyProject();
    project.addEnvironment('live', { stateKey: 'prod' });
    project.addRootModule('plain');
    project.addRootModule('apart', { backend: Backend.cos({ bucket: 'vault-1250000000', region: 'ap-shanghai', statePathPrefix: 'ops' }) });
    const { policies } = evaluate({ project });
    const vault = 'qcs::cos:ap-shanghai:uid/1250000000:vault-1250000000';
    const writes = (resource: string) => mayDo(policies['feiyue-mono-live-apply'], { action: 'cos:PutObject', resource });
    expect(writes(`${STATES}/prod/plain/terraform.tfstate`)).toBe(true);
    expect(writes(`${vault}/ops/prod/apart/terraform.tfstate`)).toBe(true);
    expect(writes(`${STATES}/live/plain/terraform.tfstate`)).toBe(false);
    expect(mayDo(policies['feiyue-mono-live-apply'], { action: 'cos:PutBucketPolicy', resource: `${vault}/` })).toBe(false);
  });
});
