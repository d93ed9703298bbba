import { plainOptions } from '../synth/declare/plain-options';
/** Whom a cluster, and perhaps the cloud, lets in. */
export interface SubjectModel {
  readonly kind: 'Group' | 'User';
  /** As the API server knows it. */
  readonly name: string;
  /** Object ID in Entra; undefined: the cloud knows nobody of that name. */
  readonly principalId?: string;
}

/** An object ID of Entra. */
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What Kubernetes takes for the name of a group or user: any text; these have no control characters or spaces at their ends. */
const NAME = /^(?! )[^\p{Cc}\p{Cs}]{1,253}(?<! )$/u;

/** Names that Kubernetes keeps for itself, such as `system:masters`. */
const RESERVED = 'system:';

/** Somebody who is given access: a group, or a single user. */
export class AccessSubject {
  /**
   * A security group of Entra. A cluster on Azure knows it by its ID, and the cloud can give it roles.
   * @param objectId the object ID of the group: `az ad group show --group <name> --query id` prints it
   */
  public static entraGroup(objectId: string): AccessSubject {
    objectId = plainOptions(objectId);
    const problems = GUID.test(objectId) ? [] : [`has the Entra group "${objectId}", which is not an object ID, of the form 00000000-0000-0000-0000-000000000000: \`az ad group show --group <name> --query id\` prints it`];
    const id = objectId.toLowerCase();
    return new AccessSubject({ kind: 'Group', name: id, principalId: id }, problems);
  }

  /**
   * A group of the OpenID Connect provider that the API server, or kube-oidc-proxy before it, trusts.
   * @param name with the prefix that the API server puts before it, such as `oidc:platform`
   */
  public static oidcGroup(name: string): AccessSubject {
    name = plainOptions(name);
    return new AccessSubject({ kind: 'Group', name }, nameProblems('OIDC group', name));
  }

  /**
   * A single user as the API server knows him. On TKE that is the common name of the client certificate of a sub-account
   * of CAM, `<UIN>-<number>`: `kubectl auth whoami` prints it.
   */
  public static user(name: string): AccessSubject {
    name = plainOptions(name);
    return new AccessSubject({ kind: 'User', name }, nameProblems('user', name));
  }

  /** @internal */
  public readonly _model: SubjectModel;
  /** What is wrong with it, each message to be put behind the name of the access. @internal */
  public readonly _problems: readonly string[];

  private constructor(model: SubjectModel, problems: readonly string[]) {
    this._model = model;
    this._problems = problems;
  }
}

function nameProblems(kind: string, name: string): string[] {
  if (!NAME.test(name)) return [`has the ${kind} ${JSON.stringify(name)}: use 1 to 253 characters, none of them a control character, and no space at either end`];
  if (name.startsWith(RESERVED)) return [`has the ${kind} "${name}", which is one of Kubernetes' own: name a group of people`];
  return [];
}
