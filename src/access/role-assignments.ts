import type { CloudRoles, GrantModel } from './cloud-roles';
import type { Cloud } from '../clouds/cloud';
import type { Environment } from '../environment';
import { LibraryModule } from '../terraform/library-module';
import type { RootModule } from '../terraform/root-module';

/** An environment, and what somebody is given in it. */
export interface EnvironmentGrant {
  readonly environment: Environment;
  readonly cloud: Cloud;
  readonly grant: GrantModel;
}

/** The call of the module that assigns the roles of the cloud. In environments without access it assigns none, so that roles are taken back. */
export class RoleAssignments extends LibraryModule {
  constructor(rootModule: RootModule, id: string, roles: CloudRoles, grants: readonly EnvironmentGrant[]) {
    super(rootModule, id, roles.module, { assignments: {} });
    for (const { environment, cloud, grant } of grants) this.overrideProps(environment, { ...roles.inputs(grant, cloud) });
  }
}
