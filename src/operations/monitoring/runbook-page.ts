import type { AlertPage } from '../../kubernetes/watch/runbook';

/**
 * The page that says what an alert means and what to do about it.
 * @param rollBackScript path of the script that rolls back a service, relative to the repository
 */
export function runbookPage(alert: string, { severity, namesPod, runbook }: AlertPage, rollBackScript: string): string {
  const { meaning, impact, look, act } = runbook(rollBackScript);
  const urgency = severity === 'critical' ? 'act now' : 'act within days';
  return `# ${alert}

${meaning}

**${severity}**: ${urgency}. ${impact}

## Look

The alert names the namespace${namesPod ? ', the service and the pod' : ' and the service'}; the dashboard of the service shows since when.

\`\`\`sh
${look.join('\n')}
\`\`\`

## Act

${act.map((step) => `- ${step}`).join('\n')}
`;
}
