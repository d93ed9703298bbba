import type { ConventionalEstate, ToldEstate } from './initial-estate';
import { Cloud } from '../clouds/cloud';
import type { NewEstateOptions } from '../feiyue-project-options';

/** The estate of a large product on Azure, with environments in China. */
export function picassoEstate(_told: ToldEstate, _options: NewEstateOptions): ConventionalEstate {
  return { cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), projenrc: '', strangers: ['appId', 'region', 'zones'] };
}
