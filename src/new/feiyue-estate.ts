import { projenrcText } from './projenrc-text';
import type { ConventionalEstate, ToldEstate } from './told-estate';
import { Cloud } from '../clouds/cloud';
import { EXAMPLE_ACCOUNT_UIN, EXAMPLE_APP_ID } from '../clouds/tencent/example-account';
import type { TencentCloudOptions } from '../clouds/tencent/tencent-cloud-options';
import { TENCENT_ZONES } from '../clouds/tencent/tencent-regions';
import type { NewEstateOptions } from '../estate/feiyue-project-options';
import { quote, quoteAll } from '../text/typescript-quote';

/** The estate of a small product on Tencent Cloud. */
export function feiyueEstate(told: ToldEstate, options: NewEstateOptions): ConventionalEstate {
  const cloud = tencentOptions(options);
  return { cloud: Cloud.tencent(cloud), projenrc: projenrc(told, cloud), strangers: ['subscriptionId', 'tenantId', 'location'] };
}

/** The cloud that the command line tells of. */
export function tencentOptions({ appId, accountUin, region = 'ap-guangzhou', zones, registry }: NewEstateOptions): TencentCloudOptions {
  return {
    appId: String(appId ?? EXAMPLE_APP_ID),
    accountUin: String(accountUin ?? EXAMPLE_ACCOUNT_UIN),
    region: String(region),
    zones: zones?.map(String) ?? newestZones(region),
    registry: registry === undefined ? undefined : String(registry),
  };
}

function newestZones(region: string): string[] | undefined {
  return Object.hasOwn(TENCENT_ZONES, region) ? TENCENT_ZONES[region].slice(-2) : undefined;
}

function projenrc(told: ToldEstate, { appId, accountUin = '', region, zones = [], registry }: TencentCloudOptions): string {
  return projenrcText('feiyue', told, {
    ...(told.ciSystem === undefined && { 'CiSystem, ': '' }),
    "'__app_id__'": quote(appId),
    "'__account_uin__'": quote(accountUin),
    "'__region__'": quote(region),
    "['__zone__']": quoteAll(zones),
    // In a region with a single zone, every replica is in that.
    ...(zones.length < 2 && { '.override(prod, { multiZone: true })': '' }),
    ", registry: '__registry__'": registry === undefined ? '' : `, registry: ${quote(registry)}`,
  });
}
