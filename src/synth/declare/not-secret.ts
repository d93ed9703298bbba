import { Construct } from 'constructs';
import { plainOptions } from './plain-options';
import { Problems } from './problems';
import { LocalKind } from './register';
import { SecretFindings } from './secret-findings';
import { SourceLocation } from './source-location';

const NOT_SECRETS = new LocalKind('NotSecret', 'remove one of them');

/** Why something is no secret. */
export interface NotSecretOptions {
  /** Why, for whoever reviews it: `'the name of a header'`. */
  readonly reason: string;
}

/**
 * Says that what looks like a secret is none: `new NotSecret(api, 'CSRF_TOKEN', { reason: 'the name of a header' })`.
 *
 * It holds for everything of that name in the scope: a service, an application, a root module, or the whole project. One that
 * excuses nothing is a problem at synthesis.
 */
export class NotSecret extends Construct {
  /** What the value stands under: a variable, a field or an option, as the problem names it. */
  public readonly name: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _scope: Construct;

  /**
   * @param scope what the value belongs to
   * @param id what the value stands under: `CSRF_TOKEN`
   */
  constructor(scope: Construct, id: string, options: NotSecretOptions) {
    super(scope, NOT_SECRETS.claim(scope, plainOptions(id)));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this._scope = scope;
    this.name = id;
    if (!NOT_SECRETS.isFirst(this, id)) return;
    if (options.reason.trim() === '') Problems.of(this).add(this._source, `NotSecret "${id}" has no reason: say why it is none, for whoever reviews it`);
    SecretFindings.of(this).excuse(this);
  }
}
