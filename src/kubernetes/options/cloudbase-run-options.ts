import type { ReplicaRange } from './deployment-options';

/** From where a service in CloudBase Run can be reached. */
export enum CloudBaseAccess {
  /** From the internet, at the address that CloudBase gives it. */
  PUBLIC = 'PUBLIC',
  /** From the private network of the environment of CloudBase. */
  VPC = 'VPC',
  /** From mini programs of WeChat, through its own network. */
  MINI_PROGRAM = 'MINIAPP',
  /** From the network of the office, as the console of CloudBase knows it. */
  OFFICE = 'OA',
}

/**
 * How a new version comes into use: a share of the requests first, then all of them, or none when it does not answer. The very first version of a
 * service has nothing to be compared with, and is released as a whole.
 */
export interface CloudBaseCanary {
  /** Share of the requests that the new version gets, in percent, from 1 to 99. */
  readonly percent: number;

  /**
   * How long it is looked at, in seconds, from 1 to 1800. It counts to the time that a deployment has.
   * @default 60
   */
  readonly seconds?: number;

  /**
   * Path that is asked once a second at the public address of the service, so that the share of it reaches the new version. One answer of status
   * 500 and above, or none, takes the new version back.
   * @default '/'
   */
  readonly path?: string;
}

/** What is said of a service for where it runs in CloudBase Run. */
export interface CloudBaseRunOptions {
  /**
   * From where it can be reached.
   * @default [CloudBaseAccess.VPC] - from the private network alone
   */
  readonly access?: CloudBaseAccess[];

  /**
   * How many instances run: as many as requests need, from 0 to 50. With `min: 0` the first request after a pause waits for an instance to start.
   * @default - `replicas` of the service
   */
  readonly instances?: ReplicaRange;

  /**
   * Time between the start of an instance and the first look at its port, in seconds, from 0 to 600. CloudBase Run looks at the port, and asks no path.
   * @default 2
   */
  readonly initialDelaySeconds?: number;

  /**
   * How a new version comes into use. Needs `CloudBaseAccess.PUBLIC`, because the deployment asks the service.
   * @default - at once, when it has started
   */
  readonly canary?: CloudBaseCanary;
}
