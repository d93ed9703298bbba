import { plainOptions } from '../synth/declare/plain-options';

/** Which environment of CloudBase is meant. */
export interface CloudBaseRunEnvironmentOptions {
  /** Id of the environment of CloudBase, as its console shows it: `pme-prod-9g2o448a1b2c`. It has to be there already. */
  readonly envId: string;

  /**
   * Region that the environment of CloudBase is in: `ap-shanghai`.
   * @default - the region of the cloud
   */
  readonly region?: string;
}

/**
 * CloudBase Run (云托管) as the place where services run instead of in a cluster.
 *
 * An environment of CloudBase belongs to one environment of the estate. What CloudBase Run cannot do for a service is a problem at synthesis.
 */
export class CloudBaseRun {
  /** An environment of CloudBase: `runsOn: CloudBaseRun.environment({ envId: 'pme-prod-9g2o448a1b2c' })`. */
  public static environment(options: CloudBaseRunEnvironmentOptions): CloudBaseRun {
    const { envId, region } = plainOptions(options);
    return new CloudBaseRun(envId, region);
  }

  private constructor(
    /** @internal */
    public readonly _envId: string,
    /** Undefined: the region of the cloud. @internal */
    public readonly _region?: string,
  ) {}
}

/** An id of CloudBase is the alias that somebody chose, and letters and digits that make it unique. */
const ENV_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const REGION = /^[a-z]{2,}-[a-z]+(?:-[0-9]+)?$/;

/** What is wrong with what was said of a place, in words that follow "runsOn"; undefined: nothing. */
export function placeProblem({ _envId: envId, _region: region }: CloudBaseRun): string | undefined {
  if (!ENV_ID.test(envId)) return `with the envId ${JSON.stringify(envId)}, which is none of CloudBase: give what its console shows, such as "pme-prod-9g2o448a1b2c"`;
  if (region !== undefined && !REGION.test(region)) return `with the region ${JSON.stringify(region)}, which is none: write one such as "ap-shanghai"`;
  return undefined;
}
