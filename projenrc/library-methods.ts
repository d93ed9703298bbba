/** Methods that classes of the library have beside what follows from their modules: each makes a call of another module, which belongs to the one. */

/** The text of methods, and what they need. */
export interface LibraryMethods {
  /** Those from the folder of the class first. */
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

/** By `<cloud>/<module>`. */
export const LIBRARY_METHODS: Readonly<Record<string, LibraryMethods | undefined>> = {
  'azure/postgresql': {
    imports: [
      "import { PostgresqlEntraDatabase } from './postgresql-entra-database';",
      "import { callIdOf, owned } from '../declare/owned-call';",
      "import { EntraDatabaseOptions, userNameOf } from '../declare/owner-options';",
    ],
    lines: [
      '  /**',
      '   * Makes a database that belongs to one workload, and a user who may do everything in it and nothing else, so that the workload does not',
      '   * run as an administrator. It is a call of the module `postgresql-entra-database` in the same root module, `<id>_<name>`, and a job',
      '   * `<id>-<name>`, which makes the user before the workload starts. There is no password: the workload logs in with a token of Microsoft Entra,',
      '   * by an identity of its own. What is wrong with a name is a problem at synthesis. Returns that call, with the outputs that the',
      '   * workload needs.',
      '   * @param name name of the database: letters, digits, underscores and hyphens; another name means another, empty database',
      '   */',
      '  public addDatabase(name: string, options: EntraDatabaseOptions): PostgresqlEntraDatabase {',
      '    return owned(this, new PostgresqlEntraDatabase(this.rootModule, callIdOf(this, name), {',
      '      serverId: this.id,',
      '      host: this.host,',
      '      port: this.port,',
      '      databaseName: name,',
      '      userName: userNameOf(options),',
      '    }), options);',
      '  }',
    ],
  },
  'tencent/mysql': {
    imports: [
      "import { MysqlDatabase } from './mysql-database';",
      "import { callIdOf, owned } from '../declare/owned-call';",
      "import { ownerName, PasswordDatabaseOptions, userNameOf } from '../declare/owner-options';",
    ],
    lines: [
      '  /**',
      '   * Makes a database that belongs to one workload, and a user who may do everything in it and nothing else, so that the workload does not',
      '   * run as the administrator. It is a call of the module `mysql-database` in the same root module, `<id>_<name>`, whose state holds the',
      '   * password; what is wrong with a name is a problem at synthesis. Returns that call, with the outputs that the workload needs.',
      '   * @param name name of the database: lower-case letters, digits, hyphens and underscores; another name means another, empty database',
      '   */',
      '  public addDatabase(name: string, options: PasswordDatabaseOptions): MysqlDatabase {',
      '    return owned(this, new MysqlDatabase(this.rootModule, callIdOf(this, name), {',
      '      instanceId: this.id,',
      '      host: this.host,',
      '      port: this.port,',
      '      databaseName: name,',
      '      userName: userNameOf(options),',
      '      remark: ownerName(options),',
      '      passwordVersion: options.passwordVersion,',
      '    }), options);',
      '  }',
    ],
  },
  'tencent/postgresql': {
    imports: [
      "import { PostgresqlDatabase } from './postgresql-database';",
      "import { callIdOf, owned } from '../declare/owned-call';",
      "import { ownerName, PasswordDatabaseOptions, userNameOf } from '../declare/owner-options';",
    ],
    lines: [
      '  /**',
      '   * Makes a database that belongs to one workload, and a user who owns it and nothing else, so that the workload does not run as the',
      '   * administrator. It is a call of the module `postgresql-database` in the same root module, `<id>_<name>`, whose state holds the password;',
      '   * what is wrong with a name is a problem at synthesis. Returns that call, with the outputs that the workload needs.',
      '   * @param name name of the database: letters, digits and underscores; another name means another, empty database',
      '   */',
      '  public addDatabase(name: string, options: PasswordDatabaseOptions): PostgresqlDatabase {',
      '    return owned(this, new PostgresqlDatabase(this.rootModule, callIdOf(this, name), {',
      '      instanceId: this.id,',
      '      host: this.host,',
      '      port: this.port,',
      '      databaseName: name,',
      '      userName: userNameOf(options),',
      '      remark: ownerName(options),',
      '      passwordVersion: options.passwordVersion,',
      '    }), options);',
      '  }',
    ],
  },
  'tencent/redis': {
    imports: [
      "import { RedisAccount } from './redis-account';",
      "import { callIdOf, owned } from '../declare/owned-call';",
      "import { AccountOptions, ownerName } from '../declare/owner-options';",
    ],
    lines: [
      '  /**',
      '   * Makes an account that belongs to one workload, so that the workload does not have the password of all. It is a call of the module',
      '   * `redis-account` in the same root module, `<id>_<name>`, whose state holds the password; what is wrong with a name is a problem at',
      '   * synthesis. Returns that call, with the outputs that the workload needs.',
      '   * @param name name of the account: letters, digits, hyphens and underscores; it cannot be changed',
      '   */',
      '  public addAccount(name: string, options: AccountOptions): RedisAccount {',
      '    return owned(this, new RedisAccount(this.rootModule, callIdOf(this, name), {',
      '      instanceId: this.id,',
      '      host: this.host,',
      '      port: this.port,',
      '      accountName: name,',
      '      readOnly: options.readOnly,',
      '      remark: ownerName(options),',
      '      passwordVersion: options.passwordVersion,',
      '    }), options);',
      '  }',
    ],
  },
};
