import { plainOptions } from '../synth/declare/plain-options';

/** How soon somebody has to act. */
export enum AlertSeverity {
  /** Now. */
  CRITICAL = 'critical',
  /** Within days. */
  WARNING = 'warning',
}

/** Which alerts somebody is told of. */
export interface AlertReceiverOptions {
  /**
   * The severities of these alerts.
   * @default - all
   */
  readonly severities?: AlertSeverity[];
}

/**
 * An address that is a secret: whoever knows it may write there. With `Monitoring.prometheusOperator` it stands in a Secret of each environment's
 * namespace; with `Monitoring.azure` in a secret of the key vault, and with `Monitoring.tencent` in one of SSM, whose value is a JSON object. Something else puts it there.
 */
export interface SecretAddressOptions extends AlertReceiverOptions {
  /** Name of the Secret, or of the secret in the store of the cloud. */
  readonly secret: string;
  /** Key inside of it, whose value is the address. */
  readonly key: string;
}

/** How Tencent Cloud tells people of something. */
export enum NoticeChannel {
  /** A mail. */
  EMAIL = 'EMAIL',
  /** A text message. */
  SMS = 'SMS',
  /** A call. */
  CALL = 'CALL',
  /** WeChat. */
  WECHAT = 'WECHAT',
  /** WeCom. */
  WECOM = 'RTX',
}

/** How a group of users is told. */
export interface UserGroupReceiverOptions extends AlertReceiverOptions {
  /**
   * The ways on which each of them is told, as far as the user has given a mail address or number there.
   * @default - by mail
   */
  readonly channels?: NoticeChannel[];
}

/** A channel of Slack, and the webhook by which it is written to. */
export interface SlackReceiverOptions extends SecretAddressOptions {
  /**
   * The channel: `#alerts`.
   * @default - that of the webhook
   */
  readonly channel?: string;
}

/** Where alerts go. */
export type AlertAddress =
  | { readonly kind: 'email'; readonly address: string }
  | { readonly kind: 'webhook'; readonly secret: string; readonly key: string }
  | { readonly kind: 'slack'; readonly secret: string; readonly key: string; readonly channel?: string }
  | { readonly kind: 'userGroup'; readonly id: number; readonly channels: readonly NoticeChannel[] };

/** Somebody who is told of the alerts of a team. */
export class AlertReceiver {
  /** A mailbox. With `Monitoring.prometheusOperator` it needs `smtp`; Tencent Cloud sends mail to users of its own alone: `userGroup`. */
  public static email(address: string, options?: AlertReceiverOptions): AlertReceiver {
    return new AlertReceiver({ kind: 'email', address: plainOptions(address) }, options);
  }

  /**
   * An address that takes what the way sends: with `Monitoring.prometheusOperator` what Alertmanager does, with `Monitoring.azure` the common alert schema,
   * and with `Monitoring.tencent` what alarms of Tencent Cloud do. The robots of Feishu, DingTalk and WeCom read formats of their own, which only the last one sends: put a bridge between.
   */
  public static webhook(options: SecretAddressOptions): AlertReceiver {
    const { secret, key } = plainOptions(options);
    return new AlertReceiver({ kind: 'webhook', secret, key }, options);
  }

  /** A channel of Slack. Azure cannot send to one: name the mail address of the channel there. */
  public static slack(options: SlackReceiverOptions): AlertReceiver {
    const { secret, key, channel } = plainOptions(options);
    return new AlertReceiver({ kind: 'slack', secret, key, ...(channel !== undefined && { channel }) }, options);
  }

  /**
   * A group of users of Tencent Cloud. With `Monitoring.tencent` alone.
   * @param id number of the group, as the console of CAM shows it
   */
  public static userGroup(id: number, options: UserGroupReceiverOptions = {}): AlertReceiver {
    return new AlertReceiver({ kind: 'userGroup', id, channels: plainOptions(options).channels ?? [NoticeChannel.EMAIL] }, options);
  }

  /** @internal */
  public readonly _address: AlertAddress;
  /** @internal */
  public readonly _severities: readonly AlertSeverity[];

  private constructor(address: AlertAddress, options: AlertReceiverOptions = {}) {
    this._address = address;
    this._severities = plainOptions(options).severities ?? Object.values(AlertSeverity);
  }
}

/** The receivers of each team; the first team has what no other one is named for. */
export type AlertReceivers = Readonly<Record<string, readonly AlertReceiver[]>>;
