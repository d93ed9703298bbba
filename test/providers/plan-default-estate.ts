import * as fs from 'node:fs';
import * as path from 'node:path';
import { PlanPolicy } from '../../src';
import { DefaultEstate } from '../default-estate';
import { start } from '../delivery/program';
import { estateRoles } from '../delivery/tencent/estate-roles';
import { startTencent } from '../delivery/tencent/tencent';

const BUCKET = { name: 'feiyue-mono-tfstate-1250000000', region: 'ap-guangzhou' };
const VPC = { id: 'vpc-12345678', cidrBlock: '10.0.0.0/16' };
/** Outputs of the network that other root modules use. */
const NETWORK = { vpc_id: VPC.id, vpc_subnet_id: 'subnet-12345678', vpc_subnet_ids: ['subnet-12345678'] };
const PLANNED = /^Plan: [1-9]\d* to add, 0 to change, 0 to destroy\.$/m;

export interface PlannedRootModule {
  readonly dir: string;
  readonly seconds: number;
  /** The line with the numbers of the plan. */
  readonly summary: string;
  /** What Terraform printed when it could not plan. */
  readonly complaint?: string;
}

/**
 * Plans every root module of the default estate with the real plugins, through its own script, its own backend and the
 * identity that may only plan, and holds the plans against the policies that every estate could have. In the place of Tencent
 * Cloud is its stand-in, in which the network exists already.
 */
export async function* planDefaultEstate(outdir: string, cliConfig: string): AsyncGenerator<PlannedRootModule> {
  const { project } = new DefaultEstate({ outdir });
  project.addPolicy('no-destroy', PlanPolicy.noDestroy());
  project.addPolicy('no-public-storage', PlanPolicy.noPublicStorage());
  project.addPolicy('regions', PlanPolicy.allowedRegions(['ap-guangzhou']));
  project.synth();
  const environments = [{ name: 'dev', isProtected: false }, { name: 'prod', isProtected: true }];
  const tencent = await startTencent({
    buckets: [BUCKET],
    vpcs: [VPC],
    ...estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments, bucket: BUCKET }),
  });
  try {
    for (const { name: environment } of environments) {
      tencent.putOutputs(BUCKET.name, `${environment}/network/terraform.tfstate`, NETWORK);
      for (const rootModule of fs.readdirSync(path.join(outdir, 'terraform', environment)).sort()) {
        const dir = `terraform/${environment}/${rootModule}`;
        const started = Date.now();
        const report = path.join(outdir, `${environment}-${rootModule}.report.json`);
        const { status, output } = await start('ops/scripts/plan-report.sh', ['--check-policies', dir, report], {
          cwd: outdir,
          env: { ...tencent.env, ...tencent.keysOf(`feiyue-mono-${environment}-plan`), HOME: outdir, TF_CLI_CONFIG_FILE: cliConfig, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
        }).ended;
        const summary = PLANNED.exec(output)?.[0];
        // A plan that failed has a report without them.
        const { violations } = JSON.parse(fs.readFileSync(report, 'utf-8')) as { violations?: readonly unknown[] };
        const isPlanned = status === 0 && summary !== undefined && violations?.length === 0;
        yield { dir, seconds: (Date.now() - started) / 1000, summary: summary ?? '', ...(isPlanned ? {} : { complaint: output }) };
      }
    }
  } finally {
    await tencent.stop();
  }
}
