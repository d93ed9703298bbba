import { spawnSync } from 'node:child_process';
import { SERVICE_PAGES } from '../../../src/kubernetes/workloads/deployment/watch/service-pages';
import { runbookPage } from '../../../src/operations/monitoring/runbook-page';

const ALERTS = Object.keys(SERVICE_PAGES);

test.each(ALERTS)('the page of %s says what it means, where to look and what to do', (alert) => {
  const page = runbookPage(alert, SERVICE_PAGES[alert], 'ops/scripts/rollback-service.sh');
  expect(page).toMatch(new RegExp(`^# ${alert}\n\n[A-Z][^\n]+\\.\n\n\\*\\*${SERVICE_PAGES[alert].severity}\\*\\*: act `));
  expect(page).toMatch(/## Look\n[^]+```sh\nkubectl [^]+```\n\n## Act\n\n- /);
  expect(page).not.toContain('undefined');
});

test.each(ALERTS)('a shell can read the commands of %s once the names are filled in', (alert) => {
  const [, commands] = /```sh\n([^]+?)```/.exec(runbookPage(alert, SERVICE_PAGES[alert], 'ops/scripts/rollback-service.sh'))!;
  const { status, stderr } = spawnSync('bash', ['-n', '-c', commands.replace(/<(\w+)>/g, '$1')], { encoding: 'utf-8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
