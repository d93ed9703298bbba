import { AzureCloud } from './azure/azure-cloud';
import type { AzureCloudOptions } from './azure/azure-cloud-options';
import { AZURE_CHINA, AZURE_PUBLIC, AzureSovereignCloud } from './azure/azure-sovereign-cloud';
import type { CloudSupplier } from './cloud-supplier';
import type { PerCloud } from './per-cloud';
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
    const supplier = new TencentCloud(plainOptions(options));
    return new Cloud(supplier, (table) => table.tencent(supplier));
  }

  /**
   * Azure: state in Blob Storage, provider `hashicorp/azurerm`, everything signed in with Microsoft Entra ID.
   *
   * Illegal values are reported at synthesis, with the allowed ones.
   */
  public static azure(options: AzureCloudOptions): Cloud {
    return Cloud.ofAzure(options, AZURE_PUBLIC);
  }

  /**
   * Azure in China, operated by 21Vianet: another cloud with its own tenants, subscriptions and host names.
   *
   * Illegal values are reported at synthesis, with the allowed ones.
   */
  public static azureChina(options: AzureCloudOptions): Cloud {
    return Cloud.ofAzure(options, AZURE_CHINA);
  }

  private static ofAzure(options: AzureCloudOptions, sovereignCloud: AzureSovereignCloud): Cloud {
    const supplier = new AzureCloud(plainOptions(options), sovereignCloud);
    return new Cloud(supplier, (table) => table.azure(supplier));
  }

  /** Name of the cloud, such as `tencent` or `azure`. */
  public readonly name: string;
  /** @internal */
  public readonly _supplier: CloudSupplier;
  /** @internal */
  public readonly _source: SourceLocation;

  private constructor(supplier: CloudSupplier, private readonly lookUp: <T>(table: PerCloud<T>) => T) {
    this.name = supplier.name;
    this._supplier = supplier;
    this._source = SourceLocation.capture();
  }

  /** What a table of all clouds has for this one. @internal */
  public _in<T>(table: PerCloud<T>): T {
    return this.lookUp(table);
  }
}
