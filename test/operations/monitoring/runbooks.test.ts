import { spawnSync } from 'node:child_process';
import { AlertName, SEVERITIES } from '../../../src/operations/monitoring/alert';
import { runbookPage } from '../../../src/operations/monitoring/runbooks';

const ALERTS = Object.keys(SEVERITIES) as AlertName[];

test.each(ALERTS)('the page of %s says what it means, where to look and what to do', (alert) => {
  const page = runbookPage(alert, 'ops/scripts/rollback-service.sh');
  expect(page).toMatch(new RegExp(`^# ${alert}\n\n[A-Z][^\n]+\\.\n\n\\*\\*${SEVERITIES[alert]}\\*\\*: act `));
  expect(page).toMatch(/## Look\n[^]+```sh\nkubectl [^]+```\n\n## Act\n\n- /);
  expect(page).not.toContain('undefined');
});

test.each(ALERTS)('a shell can read the commands of %s once the names are filled in', (alert) => {
  const [, commands] = /```sh\n([^]+?)```/.exec(runbookPage(alert, 'ops/scripts/rollback-service.sh'))!;
  const { status, stderr } = spawnSync('bash', ['-n', '-c', commands.replace(/<(\w+)>/g, '$1')], { encoding: 'utf-8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
