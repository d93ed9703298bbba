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
};

function secretProblem({ secret, key }: { readonly secret: string; readonly key: string }): string | undefined {
  if (!OBJECT_NAME.test(secret)) return `has secret ${JSON.stringify(secret)}, which is no name of a Secret: give its name, and never the address itself`;
  return SECRET_KEY.test(key) ? undefined : `has key ${JSON.stringify(key)}, which is no key of a Secret: give its key, and never the address itself`;
}

/** A way, as somebody who sends. */
interface Sender<C extends MonitoringContent> {
  readonly name: string;
  /** The kinds of address that it can send to by itself. */
  readonly sendsTo: ReadonlyArray<AlertAddress['kind']>;
  /** What keeps it from sending to these kinds. */
  readonly problem: (content: C, kinds: ReadonlyArray<AlertAddress['kind']>) => string | undefined;
}

const SENDERS: { readonly [K in MonitoringContent['kind']]: Sender<MonitoringContent & { readonly kind: K }> } = {
  'files': { name: 'Monitoring.files()', sendsTo: [], problem: () => undefined },
  'prometheus-operator': { name: 'Monitoring.prometheusOperator()', sendsTo: ['email', 'webhook', 'slack'], problem: smtpProblem },
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
  const { name, sendsTo, problem } = SENDERS[content.kind] as Sender<MonitoringContent>;
  if (receivers !== undefined && sendsTo.length === 0) {
    return [`alertReceivers says where alerts go, and nothing sends them with ${name}: choose another way by "monitoring", or leave alertReceivers out`];
  }
  const teams = Object.entries(receivers ?? {});
  const lacking = problem(content, teams.flatMap(([, list]) => list.map(({ _address }) => _address.kind)));
  return [...teams.flatMap(([team, list]) => teamProblems(team, list, { name, sendsTo })), ...(lacking === undefined ? [] : [lacking])];
}

function teamProblems(team: string, receivers: readonly AlertReceiver[], { name, sendsTo }: Pick<Sender<never>, 'name' | 'sendsTo'>): string[] {
  const subject = `alertReceivers of team ${JSON.stringify(team)}`;
  if (receivers.length === 0) return [`${subject} has nobody: give it a receiver, or leave the team out`];
  return receivers.flatMap(({ _address: address, _severities: severities }) => {
    if (!sendsTo.includes(address.kind)) return `${subject} has AlertReceiver.${address.kind}, to which ${name} does not send; it sends to: ${sendsTo.join(', ')}`;
    if (severities.length === 0) return `${subject} has a receiver with no severities, who would be told of nothing: leave severities out to have all`;
    const problem = (PROBLEMS[address.kind] as (given: AlertAddress) => string | undefined)(address);
    return problem === undefined ? [] : `${subject} ${problem}`;
  });
}
