/** An account and a region of Tencent Cloud. */
export interface TencentCloudOptions {
  /**
   * APPID of the account: ten digits, shown in the console under account information. Part of every COS bucket name.
   */
  readonly appId: string;

  /**
   * UIN of the account, shown in the console beside the APPID. The roles that the workflows assume belong to it.
   * @default - the variable `TENCENTCLOUD_ACCOUNT_UIN` of the GitHub repository
   */
  readonly accountUin?: string;

  /**
   * Region of every resource, such as `ap-guangzhou`.
   */
  readonly region: string;

  /**
   * Availability zones to spread over, in order of preference; the first is where single-zone resources live.
   * @default - the two newest zones on sale in the region
   */
  readonly zones?: string[];

  /**
   * Services that root modules use beside those of the library's modules, each by the name that its actions begin with in
   * CAM, such as `cdb`. The roles that apply get all of a service, those that plan may read it.
   * @default - none
   */
  readonly additionalServices?: string[];

  /**
   * Image registry and namespace of the services, without a trailing slash: `<instance>.tencentcloudcr.com/<namespace>`
   * for an enterprise instance.
   * @default - `ccr.ccs.tencentyun.com/<project name>`
   */
  readonly registry?: string;
}
