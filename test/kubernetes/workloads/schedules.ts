/** Schedules, and whether Kubernetes takes them: test/delivery/workload-kinds.delivery.ts asks it. */
export const SCHEDULES: ReadonlyArray<readonly [schedule: string, isTaken: boolean]> = [
  ['* * * * *', true], ['0 0 1 1 0', true], ['*/5 0-6,22-23 ? jan-MAR,12 mon', true], ['5/10 * * * *', true], ['59 23 31 12 6', true], ['0  4 * * *', true],
  ['@daily', true], ['@hourly', true], ['007 * * * *', true],
  ['0 0 29 2 *', true], ['0 0 31 */2 *', true], ['0 0 30 2 mon', true], ['0 0 30 2 */2', true],
  ['60 * * * *', false], ['* 24 * * *', false], ['* * 0 * *', false], ['* * 32 * *', false], ['* * * 13 *', false], ['* * * * 7', false], ['* * * * *  *', false],
  ['5-1 * * * *', false], ['*/0 * * * *', false], ['1/2/3 * * * *', false], ['a * * * *', false], ['1- * * * *', false], ['-1 * * * *', false], ['', false],
  ['* * * foo *', false], ['@never', false], ['@Daily', false], ['CRON_TZ=UTC * * * * *', false], ['1,,2 * * * *', false], [', * * * *', false], ['@every 1h', false], ['1.5 * * * *', false],
  ['0 0 30 2 *', false], ['0 0 31 4,jun,9-11/2 ?', false], ['0 0 30-31 feb */1', false],
];

/** Those of them that are refused though Kubernetes takes them: they mean something else than they say, or nothing. */
export const STRICTER: readonly string[] = ['1,,2 * * * *', ', * * * *', '@every 1h', '0 0 30 2 *', '0 0 31 4,jun,9-11/2 ?', '0 0 30-31 feb */1'];
