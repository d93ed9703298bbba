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

/** An address that is a secret: whoever knows it may write there. It stands in a Secret of each environment's namespace, which something else puts there. */
export interface SecretAddressOptions extends AlertReceiverOptions {
  /** Name of the Secret. */
  readonly secret: string;
  /** Key inside the Secret, whose value is the address. */
  readonly key: string;
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
  | { readonly kind: 'slack'; readonly secret: string; readonly key: string; readonly channel?: string };

/** Somebody who is told of the alerts of a team. */
export class AlertReceiver {
  /** A mailbox. With `Monitoring.prometheusOperator` it needs `smtp`. */
  public static email(address: string, options?: AlertReceiverOptions): AlertReceiver {
    return new AlertReceiver({ kind: 'email', address: plainOptions(address) }, options);
  }

  /** An address that takes what Alertmanager sends, as a bridge to Feishu, DingTalk or WeCom does, whose robots read another format. */
  public static webhook(options: SecretAddressOptions): AlertReceiver {
    const { secret, key } = plainOptions(options);
    return new AlertReceiver({ kind: 'webhook', secret, key }, options);
  }

  /** A channel of Slack. */
  public static slack(options: SlackReceiverOptions): AlertReceiver {
    const { secret, key, channel } = plainOptions(options);
    return new AlertReceiver({ kind: 'slack', secret, key, ...(channel !== undefined && { channel }) }, options);
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
