import { AlertAddress, AlertReceiver, AlertSeverity } from '../../../estate/alert-receiver';
import type { MetricsReader, SmtpServer } from '../../../estate/monitoring';
import { workloadLabels } from '../../../kubernetes/manifests/labels';
import type { Manifest } from '../../../kubernetes/manifests/manifest';
import type { NamedModel } from '../../../kubernetes/models/workload-model';

/** Every receiver hears when an alert is over, too. */
const RESOLVED = { sendResolved: true };

/** Groups of users are none of Alertmanager's: to name one is a problem. */
type Kind = Exclude<AlertAddress['kind'], 'userGroup'>;

/** What a receiver of Alertmanager is told by, for each kind of address. The keys are those of the operator's `v1alpha1`. */
const CONFIGS: {
  readonly [K in Kind]: (address: AlertAddress & { readonly kind: K }, smtp?: SmtpServer) => readonly [field: string, config: object];
} = {
  email: ({ address }, smtp) => ['emailConfigs', { ...RESOLVED, to: address, ...smtp && mail(smtp) }],
  webhook: ({ secret, key }) => ['webhookConfigs', { ...RESOLVED, urlSecret: { name: secret, key } }],
  slack: ({ secret, key, channel }) => ['slackConfigs', { ...RESOLVED, apiURL: { name: secret, key }, ...(channel !== undefined && { channel }) }],
};

function mail({ server, from, username, passwordSecret = 'smtp' }: SmtpServer): object {
  const login = username === undefined ? {} : { authUsername: username, authPassword: { name: passwordSecret, key: 'password' } };
  return { smarthost: server, from, requireTLS: true, ...login };
}

/** Who takes what nobody is told of. */
const NOBODY = 'nobody';

/**
 * Where the alerts of a workload go, by their severity. The operator lets it match alerts of its namespace alone.
 * Undefined: nobody is told.
 */
export function renderAlertmanagerConfig(
  model: NamedModel, { labels }: MetricsReader, receivers: readonly AlertReceiver[], smtp: SmtpServer | undefined,
): Manifest | undefined {
  const toldOf = (severity: AlertSeverity) => receivers.filter(({ _severities }) => _severities.includes(severity));
  const told = Object.values(AlertSeverity).map((severity) => ({ severity, who: toldOf(severity) })).filter(({ who }) => who.length > 0);
  if (told.length === 0) return undefined;
  const matcher = (name: string, value: string) => ({ name, matchType: '=', value });
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: model.name, labels: { ...workloadLabels(model), ...labels } },
    spec: {
      route: {
        receiver: NOBODY,
        groupBy: ['alertname', 'namespace'],
        matchers: [matcher('service', model.name)],
        routes: told.map(({ severity }) => ({ receiver: severity, matchers: [matcher('severity', severity)] })),
      },
      receivers: [{ name: NOBODY }, ...told.map(({ severity, who }) => ({ name: severity, ...configsOf(who, smtp) }))],
    },
  };
}

function configsOf(receivers: readonly AlertReceiver[], smtp: SmtpServer | undefined): object {
  const configs: Record<string, object[]> = {};
  for (const { _address: address } of receivers) {
    if (address.kind === 'userGroup') continue;
    const render = CONFIGS[address.kind] as (given: AlertAddress, server?: SmtpServer) => readonly [string, object];
    const [field, config] = render(address, smtp);
    configs[field] = [...configs[field] ?? [], config];
  }
  return configs;
}
