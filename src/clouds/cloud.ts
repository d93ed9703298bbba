import { AzureCloud } from './azure/azure-cloud';
import type { AzureCloudOptions } from './azure/azure-cloud-options';
import { AZURE_CHINA, AZURE_PUBLIC } from './azure/azure-sovereign-cloud';
import type { CloudSupplier } from './cloud-supplier';
import { TencentCloud } from './tencent/tencent-cloud';
import type { TencentCloudOptions } from './tencent/tencent-cloud-options';
import { plainOptions } from '../synth/declare/plain-options';
import { SourceLocation } from '../synth/declare/source-location';

/**
 * The cloud that an estate runs on: what supplies the Terraform provider, the state backend and its bootstrap, and the
 * image registry.
 */
export class Cloud {
  /**
   * Tencent Cloud: state in COS, provider `tencentcloudstack/tencentcloud`.
   *
   * Illegal values are reported at synthesis, with the allowed ones.
   */
  public static tencent(options: TencentCloudOptions): Cloud {
    return new Cloud('tencent', new TencentCloud(plainOptions(options)));
  }

  /**
   * Azure: state in Blob Storage, provider `hashicorp/azurerm`, everything signed in with Microsoft Entra ID.
   *
   * Illegal values are reported at synthesis, with the allowed ones.
   */
  public static azure(options: AzureCloudOptions): Cloud {
    return new Cloud('azure', new AzureCloud(plainOptions(options), AZURE_PUBLIC));
  }

  /**
   * Azure in China, operated by 21Vianet: another cloud with its own tenants, subscriptions and host names.
   *
   * Illegal values are reported at synthesis, with the allowed ones.
   */
  public static azureChina(options: AzureCloudOptions): Cloud {
    return new Cloud('azure', new AzureCloud(plainOptions(options), AZURE_CHINA));
  }

  /** Name of the cloud, such as `tencent` or `azure`. */
  public readonly name: string;
  /** @internal */
  public readonly _supplier: CloudSupplier;
  /** @internal */
  public readonly _source: SourceLocation;

  private constructor(name: string, supplier: CloudSupplier) {
    this.name = name;
    this._supplier = supplier;
    this._source = SourceLocation.capture();
  }
}
