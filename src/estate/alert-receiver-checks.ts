import type { AlertAddress, AlertReceiver, AlertReceivers } from './alert-receiver';
import type { MonitoringContent } from './monitoring';

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;
const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const SERVER = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/i;
const SECRET_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** What may be wrong with an address, by its kind. */
const PROBLEMS: { readonly [K in AlertAddress['kind']]: (address: AlertAddress & { readonly kind: K }) => string | undefined } = {
  email: ({ address }) => (EMAIL.test(address) ? undefined : `has the email ${JSON.stringify(address)}, which is no address of one mailbox`),
  webhook: secretProblem,
  slack: secretProblem,
  userGroup: ({ id, channels }) => {
    if (!Number.isSafeInteger(id) || id < 1) return `has the user group ${id}, which is no number of a group: the console of CAM shows it`;
    return channels.length > 0 ? undefined : `has the user group ${id} with no channels, which would be told of nothing: leave channels out to have mails`;
  },
};

function secretProblem({ secret, key }: { readonly secret: string; readonly key: string }): string | undefined {
  if (!OBJECT_NAME.test(secret)) return `has secret ${JSON.stringify(secret)}, which is no name of a Secret: give its name, and never the address itself`;
  return SECRET_KEY.test(key) ? undefined : `has key ${JSON.stringify(key)}, which is no key of a Secret: give its key, and never the address itself`;
}

/** What names of groups and notices take, each behind the name of the call. */
const TEAM_NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/;

/** A way, as somebody who sends. */
interface Sender<C extends MonitoringContent> {
  readonly name: string;
  /** The kinds of address that it can send to by itself. */
  readonly sendsTo: ReadonlyArray<AlertAddress['kind']>;
  /**
   * What to do about kinds to which it does not send.
   * @default - to name another
   */
  readonly ways?: Partial<Readonly<Record<AlertAddress['kind'], string>>>;
  /**
   * Names of secrets that its store takes.
   * @default - those of Secrets
   */
  readonly secretName?: RegExp;
  /**
   * Names of teams that are part of names in its cloud.
   * @default - any
   */
  readonly teamName?: RegExp;
  /** What keeps it from sending to these kinds. */
  readonly problem: (content: C, kinds: ReadonlyArray<AlertAddress['kind']>) => string | undefined;
}

const SENDERS: { readonly [K in MonitoringContent['kind']]: Sender<MonitoringContent & { readonly kind: K }> } = {
  'files': { name: 'Monitoring.files()', sendsTo: [], problem: () => undefined },
  'prometheus-operator': { name: 'Monitoring.prometheusOperator()', sendsTo: ['email', 'webhook', 'slack'], problem: smtpProblem },
  'azure': {
    name: 'Monitoring.azure()',
    sendsTo: ['email', 'webhook'],
    ways: { slack: 'name the mail address of the channel by AlertReceiver.email, or a bridge by AlertReceiver.webhook' },
    secretName: /^[0-9A-Za-z-]{1,127}$/,
    teamName: TEAM_NAME,
    problem: () => undefined,
  },
  'tencent': {
    name: 'Monitoring.tencent()',
    sendsTo: ['userGroup', 'webhook', 'slack'],
    ways: { email: 'mail goes to users of Tencent Cloud alone: name their group by AlertReceiver.userGroup' },
    secretName: /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/,
    teamName: TEAM_NAME,
    problem: () => undefined,
  },
};

function smtpProblem({ smtp }: MonitoringContent & { readonly kind: 'prometheus-operator' }, kinds: ReadonlyArray<AlertAddress['kind']>): string | undefined {
  const mails = kinds.includes('email');
  if (smtp === undefined) return mails ? 'alertReceivers has AlertReceiver.email, and no server takes the mail: say Monitoring.prometheusOperator({ smtp: { … } })' : undefined;
  if (!mails) return 'monitoring has smtp, and alertReceivers has no AlertReceiver.email: leave smtp out';
  const { server, from, username, passwordSecret } = smtp;
  if (!SERVER.test(server)) return `monitoring has smtp.server ${JSON.stringify(server)}, which is no name and port such as "smtp.example.com:587"`;
  if (!EMAIL.test(from)) return `monitoring has smtp.from ${JSON.stringify(from)}, which is no address of one mailbox`;
  if (passwordSecret === undefined) return undefined;
  if (username === undefined) return 'monitoring has smtp.passwordSecret, and no smtp.username who logs in with it: say both, or neither';
  return OBJECT_NAME.test(passwordSecret)
    ? undefined : `monitoring has smtp.passwordSecret ${JSON.stringify(passwordSecret)}, which is no name of a Secret: give its name, and never the password itself`;
}

/** What is wrong with the receivers of alerts, and with the way that alerts take. */
export function alertReceiverProblems(receivers: AlertReceivers | undefined, content: MonitoringContent): string[] {
  const sender = SENDERS[content.kind] as Sender<MonitoringContent>;
  const { name, sendsTo, problem } = sender;
  if (receivers !== undefined && sendsTo.length === 0) {
    return [`alertReceivers says where alerts go, and nothing sends them with ${name}: choose another way by "monitoring", or leave alertReceivers out`];
  }
  const teams = Object.entries(receivers ?? {});
  const lacking = problem(content, teams.flatMap(([, list]) => list.map(({ _address }) => _address.kind)));
  return [...teams.flatMap(([team, list]) => teamProblems(team, list, sender)), ...(lacking === undefined ? [] : [lacking])];
}

function teamProblems(team: string, receivers: readonly AlertReceiver[], { name, sendsTo, ways = {}, secretName, teamName }: Omit<Sender<never>, 'problem'>): string[] {
  const subject = `alertReceivers of team ${JSON.stringify(team)}`;
  if (receivers.length === 0) return [`${subject} has nobody: give it a receiver, or leave the team out`];
  if (teamName?.test(team) === false) return [`${subject}: the name is part of names in the cloud, which take up to 40 letters, digits and hyphens`];
  return receivers.flatMap(({ _address: address, _severities: severities }) => {
    if (!sendsTo.includes(address.kind)) {
      const mend = ways[address.kind];
      return `${subject} has AlertReceiver.${address.kind}, to which ${name} does not send; ${mend ?? `it sends to: ${sendsTo.join(', ')}`}`;
    }
    if (severities.length === 0) return `${subject} has a receiver with no severities, who would be told of nothing: leave severities out to have all`;
    if ('channel' in address && secretName !== undefined) return `${subject} has a channel of Slack, which ${name} cannot choose: leave it out, the webhook has one`;
    const problem = (PROBLEMS[address.kind] as (given: AlertAddress) => string | undefined)(address);
    if (problem !== undefined) return `${subject} ${problem}`;
    if ('secret' in address && secretName?.test(address.secret) === false) return `${subject} has secret ${JSON.stringify(address.secret)}, of which the store of the cloud takes no such name: use letters, digits and hyphens`;
    return [];
  });
}
