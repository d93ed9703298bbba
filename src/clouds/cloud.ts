import type { CloudSupplier } from './cloud-supplier';
import { TencentCloud } from './tencent-cloud';
import type { TencentCloudOptions } from './tencent-cloud-options';
import { SourceLocation } from '../synth/source-location';

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
    return new Cloud('tencent', new TencentCloud(options));
  }

  /** Name of the cloud, such as `tencent`. */
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
