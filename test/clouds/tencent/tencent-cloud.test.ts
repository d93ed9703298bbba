import { TencentCloud } from '../../../src/clouds/tencent/tencent-cloud';
import type { TencentCloudOptions } from '../../../src/clouds/tencent/tencent-cloud-options';

const OPTIONS: TencentCloudOptions = { appId: '1250000000', region: 'ap-guangzhou' };

function cloud(options: Partial<TencentCloudOptions> = {}): TencentCloud {
  return new TencentCloud({ ...OPTIONS, ...options });
}

test.each<[Partial<TencentCloudOptions>, RegExp[]]>([
  [{}, []],
  [{ zones: ['ap-guangzhou-3'] }, []],
  [{ region: 'xx-newland', zones: ['xx-newland-1'] }, []],
  [{ registry: 'team.tencentcloudcr.com/shop' }, []],
  [{ accountUin: '100000000001' }, []],
  [{ accountUin: 'admin' }, [/^accountUin "admin" is not the UIN of an account/]],
  [{ additionalServices: ['cdb', 'kms'] }, []],
  [{ additionalServices: ['cdb:*'] }, [/^additional service "cdb:\*" is not the name of a service in CAM, such as "cdb"/]],
  [{ additionalServices: ['cam', '*'] }, [/^additional service "cam" is withheld from jobs/, /^additional service "\*" is not the name/]],
  [{ appId: '125000000' }, [/^appId "125000000" is not an APPID/]],
  [{ region: 'xx-newland' }, [/^region "xx-newland" is not known; regions are: ap-bangkok, .* For a newer region, give its zones as well$/]],
  [{ region: 'ap-gangzhou', zones: ['ap-guangzhou-6'] }, [/^region "ap-gangzhou" is not known; .* Did you mean "ap-guangzhou"\?/]],
  [{ region: 'ap-gangzhou', zones: ['ap-gangzhou-6'] }, [/Did you mean "ap-guangzhou"\?/]],
  [{ zones: ['ap-shanghai-2', 'ap-guangzhou-x'] }, [/^zone "ap-shanghai-2" is not one of region "ap-guangzhou"/, /^zone "ap-guangzhou-x"/]],
  [{ registry: 'https://x/' }, [/^registry "https:\/\/x\/" is not of the form host\/namespace/]],
])('options %j have the problems %j', (options, problems) => {
  const found = cloud(options).problems();
  expect(found).toHaveLength(problems.length);
  problems.forEach((problem, index) => expect(found[index]).toMatch(problem));
});

test('the state bucket keeps to the 60 characters of COS, however long the project is called', () => {
  const { bucket } = cloud().defaultBackend(`a${'-long'.repeat(20)}`)._configuration('dev', 'network').attributes;
  expect(String(bucket)).toMatch(/^a(-long)+[a-z-]*-tfstate-1250000000$/);
  expect(String(bucket).length).toBeLessThanOrEqual(60);
});

test('names of resources have no underscores, which buckets and hosts refuse', () => {
  expect(cloud().sharedInputs({ projectName: 'shop', environment: 'dev', rootModule: 'storage', id: 'user_uploads', module: 'cos-storage' }).name).toBe('shop-dev-user-uploads');
});
