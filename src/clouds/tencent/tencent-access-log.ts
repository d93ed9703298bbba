import { TENCENT_ZONES } from './tencent-regions';
import { shellWord } from '../../text/bash-quote';

/**
 * Whether COS keeps access logs of buckets in a region: it does in those that are known here.
 * Source: Tencent Cloud document 436/37414 (2024-11).
 */
export function keepsAccessLogs(region: string): boolean {
  return Object.hasOwn(TENCENT_ZONES, region);
}

/** Shell that gives the log service the role by which it writes to buckets, where the account has none. Source: as above. */
export function logServiceRoleCommands(): string[] {
  const document = JSON.stringify({ version: '2.0', statement: [{ action: 'name/sts:AssumeRole', effect: 'allow', principal: { service: LOG_SERVICE } }] });
  return [
    `tccli cam GetRole --RoleName ${ROLE} > /dev/null 2>&1 || {`,
    `  tccli cam CreateRole --RoleName ${ROLE} --PolicyDocument ${shellWord(document)}`,
    `  tccli cam AttachRolePolicy --AttachRoleName ${ROLE} --PolicyName QcloudCOSAccessForCLSRole`,
    '}',
  ];
}

const ROLE = 'CLS_QcsRole';
const LOG_SERVICE = 'cls.cloud.tencent.com';
