import { Auth0Action, Auth0Trigger } from './auth0-action';

/** Path of the code of an action, relative to the data of its tenant. */
export function actionCodePath({ name }: Auth0Action): string {
  return `actions/${name}/code.js`;
}

/** Version of each trigger, and what the code exports for it. Source: Auth0's documentation of actions, `supported_triggers`. */
const TRIGGERS: Readonly<Record<Auth0Trigger, { readonly version: string; readonly handler: string; readonly when: string }>> = {
  [Auth0Trigger.POST_LOGIN]: { version: 'v3', handler: 'onExecutePostLogin', when: 'after a user logged in, before tokens are issued' },
  [Auth0Trigger.CREDENTIALS_EXCHANGE]: { version: 'v2', handler: 'onExecuteCredentialsExchange', when: 'before a client gets a token in its own name' },
  [Auth0Trigger.PRE_USER_REGISTRATION]: { version: 'v2', handler: 'onExecutePreUserRegistration', when: 'before a user is added to a database' },
  [Auth0Trigger.POST_USER_REGISTRATION]: { version: 'v2', handler: 'onExecutePostUserRegistration', when: 'after a user was added to a database' },
  [Auth0Trigger.POST_CHANGE_PASSWORD]: { version: 'v2', handler: 'onExecutePostChangePassword', when: 'after a user changed the password' },
};

/** `actions/<name>.json`. */
export function renderAction(action: Auth0Action): object {
  const { name, trigger, runtime = 'node22', dependencies = {}, secrets = [] } = action;
  return {
    name,
    code: actionCodePath(action),
    runtime,
    dependencies: Object.entries(dependencies).map(([dependency, version]) => ({ name: dependency, version })),
    secrets: secrets.map((secret) => ({ name: secret, value: `@@${secret}@@` })),
    supported_triggers: [{ id: trigger, version: TRIGGERS[trigger].version }],
    deployed: true,
  };
}

/** `triggers/triggers.json`; undefined when there is no action, since the file would unbind those of the tenant. */
export function renderTriggers(actions: readonly Auth0Action[]): object | undefined {
  const used = Object.values(Auth0Trigger).filter((trigger) => actions.some((action) => action.trigger === trigger));
  if (used.length === 0) return undefined;
  return Object.fromEntries(used.map((trigger) => [
    trigger, actions.filter((action) => action.trigger === trigger).map(({ name }) => ({ action_name: name, display_name: name })),
  ]));
}

/** What the code of an action begins as: it lets everybody through. */
export function actionCode({ name, trigger, secrets = [] }: Auth0Action): string {
  const { handler, when } = TRIGGERS[trigger];
  return [
    '/**',
    ` * ${name}: runs ${when}.`,
    ...(secrets.length > 0 ? [' *', ` * Secrets: ${secrets.map((secret) => `event.secrets.${secret}`).join(', ')}`] : []),
    ' *',
    ' * @param {Event} event what happens, and to whom',
    ' * @param {object} api what the action can do about it',
    ' */',
    `exports.${handler} = async (event, api) => {`,
    '};',
    '',
  ].join('\n');
}
