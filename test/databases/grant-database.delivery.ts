import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { HAS_POSTGRESQL, PostgresqlServer } from './postgresql-server';
import { shippedText } from '../../src/text/shipped-text';
import { temporaryDirectory } from '../synth/test-project';

const SQL = shippedText(`${__dirname}/../../src/databases`, 'scripts/grant-database.sql');

/** What Azure has, as far as the statements ask it: a role of Entra has a label with its object ID. */
const ENTRA = `
CREATE ROLE azure_pg_admin NOLOGIN;
CREATE ROLE administrator LOGIN CREATEROLE IN ROLE azure_pg_admin;
CREATE FUNCTION pgaadauth_create_principal_with_oid(name text, oid text, type text, is_admin boolean, is_mfa boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('CREATE ROLE %I LOGIN', name);
  INSERT INTO pg_shseclabel VALUES ((SELECT r.oid FROM pg_roles r WHERE rolname = name), 'pg_authid'::regclass, 'pgaadauth', 'aadauth,oid=' || $2 || ',type=' || type);
  RETURN 'Created role for ' || name;
END $$;
ALTER FUNCTION pgaadauth_create_principal_with_oid SET allow_system_table_mods = on;
CREATE DATABASE orders OWNER azure_pg_admin;
CREATE DATABASE "we""ird" OWNER azure_pg_admin;
`;

const OBJECT_ID = '00000000-0000-0000-0000-000000000001';

(HAS_POSTGRESQL ? describe : describe.skip)('with a PostgreSQL server', () => {
  let server: PostgresqlServer;

  /** Grants a database to users, by the object IDs of their identities. */
  function grant(database: string, users: Readonly<Record<string, string>>, administrator = 'administrator'): string {
    const GRANTED_USERS = Object.entries(users).map((pair) => pair.join('=')).join(',');
    return server.psql(administrator, SQL, { env: { GRANTED_DATABASE: database, GRANTED_USERS, PGOPTIONS: '-c role=none' } });
  }

  beforeAll(() => {
    server = new PostgresqlServer();
    expect(server.psql('postgres', ENTRA)).toBe('');
  });

  afterAll(() => server.stop());

  test('a user may do everything in its database, and nobody else anything', () => {
    expect(grant('orders', { orders: OBJECT_ID })).toBe('Created role for orders');
    expect(server.psql('orders', 'CREATE TABLE items (id int); INSERT INTO items VALUES (1); CREATE SCHEMA more; SELECT id FROM items', { database: 'orders' })).toBe('1');
    server.psql('postgres', 'CREATE ROLE other LOGIN');
    expect(server.psql('other', 'SELECT 1', { database: 'orders' })).toContain('permission denied for database "orders"');
    expect(server.psql('orders', 'CREATE DATABASE another')).toContain('permission denied to create database');
  });

  test('a second time changes nothing', () => {
    const state = () => server.psql('postgres', "SELECT datname, datacl FROM pg_database; SELECT * FROM pg_shseclabel; SELECT * FROM pg_auth_members; SELECT * FROM pg_db_role_setting; SELECT nspacl FROM pg_namespace WHERE nspname = 'public'", { database: 'orders' });
    const before = state();
    expect(grant('orders', { orders: OBJECT_ID })).toBe('');
    expect(state()).toBe(before);
  });

  test('of several users each uses what another one made, and one who is no longer named nothing', () => {
    const MIGRATION = '00000000-0000-0000-0000-000000000003';
    expect(grant('orders', { orders: OBJECT_ID, migrate: MIGRATION })).toBe('Created role for migrate');
    const query = (user: string, text: string) => server.psql(user, text, { database: 'orders' });
    expect(query('migrate', 'ALTER TABLE items ADD name text; CREATE TABLE more_items (id serial); INSERT INTO more_items DEFAULT VALUES; SELECT session_user, current_user')).toBe('migrate|orders_owner');
    expect(query('orders', 'UPDATE more_items SET id = 2; DROP TABLE more_items; SELECT name FROM items')).toBe('');
    // An administrator who was not the first may do it as well.
    server.psql('postgres', 'CREATE ROLE successor LOGIN CREATEROLE IN ROLE azure_pg_admin');
    expect(grant('orders', { orders: OBJECT_ID }, 'successor')).toBe('');
    expect(query('migrate', 'SELECT 1')).toContain('permission denied for database "orders"');
    expect(query('orders', 'SELECT id FROM items')).toBe('1');
  });

  test('an identity that was made anew is the same user', () => {
    expect(grant('orders', { orders: '00000000-0000-0000-0000-000000000002' })).toContain('security label provider "pgaadauth" is not loaded');
  });

  test('names are quoted', () => {
    expect(grant('we"ird', { 'o\'dd "user': OBJECT_ID })).toBe('Created role for o\'dd "user');
    expect(server.psql('o\'dd "user', 'CREATE TABLE items (id int); SELECT count(*) FROM items', { database: 'we"ird' })).toBe('0');
  });

  test('what goes wrong ends it', () => {
    expect(grant('missing', { third: OBJECT_ID })).toContain('database "missing" does not exist');
    expect(server.psql('postgres', 'SELECT 1', { env: { PGDATABASE: 'missing' } })).toContain('does not exist');
  });
});

/** Programs that say what they were given, and what Entra answers. */
const STAND_INS: Readonly<Record<string, string>> = {
  wget: 'echo "wget $*" >> "$LOG"; cat "$5" > "$LOG.request"; printf \'%s\' "$ANSWER"',
  psql: 'echo "$PGOPTIONS psql $*" >> "$LOG"; printf \'%s\' "$PGPASSWORD" > "$LOG.password"',
};

/** Runs the script in the place of a pod, with an answer of Entra. */
function login(answer: string, authority = 'https://login.microsoftonline.com/') {
  const dir = temporaryDirectory();
  for (const [name, body] of Object.entries(STAND_INS)) fs.writeFileSync(path.join(dir, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  fs.writeFileSync(path.join(dir, 'federated'), 'federated-token');
  const script = path.join(__dirname, '../../src/databases/scripts/grant-database.sh');
  const { status, stdout, stderr } = spawnSync('sh', [script], {
    env: {
      PATH: `${dir}:${process.env.PATH}`,
      LOG: path.join(dir, 'log'),
      ANSWER: answer,
      TMPDIR: dir,
      AZURE_CLIENT_ID: 'client',
      AZURE_TENANT_ID: 'tenant',
      AZURE_AUTHORITY_HOST: authority,
      AZURE_FEDERATED_TOKEN_FILE: path.join(dir, 'federated'),
      GRANTED_USERS: 'orders=00000000-0000-0000-0000-000000000001,migrate=00000000-0000-0000-0000-000000000003',
      GRANTED_DATABASE: 'orders',
    },
    encoding: 'utf8',
  });
  const file = (name: string) => fs.readFileSync(path.join(dir, name), 'utf8');
  return { status, said: stdout + stderr, file, left: fs.readdirSync(dir).filter((name) => name.startsWith('tmp.')) };
}

describe('the script of the job', () => {
  test('logs in with the token that Entra gives for that of the pod, and neither is an argument or printed', () => {
    const { status, said, file, left } = login('{"token_type":"Bearer","expires_in":3599,"access_token":"entra-token"}');
    expect([status, said]).toEqual([0, 'Database orders may be used by orders, migrate, and by nobody else but administrators\n']);
    expect(file('log.password')).toBe('entra-token');
    expect(file('log')).toMatch(/^wget -q -O - --post-file \S+ https:\/\/login\.microsoftonline\.com\/tenant\/oauth2\/v2\.0\/token\n-c role=none psql --no-psqlrc --quiet --file \S+\/grant-database\.sql\n$/);
    expect(Object.fromEntries(new URLSearchParams(file('log.request')))).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_id: 'client',
      scope: 'https://ossrdbms-aad.database.windows.net/.default',
      client_assertion: 'federated-token',
    });
    expect(left).toEqual([]);
  });

  test('in China it asks for a token of China', () => {
    const { file } = login('{"access_token":"t"}', 'https://login.chinacloudapi.cn/');
    expect(new URLSearchParams(file('log.request')).get('scope')).toBe('https://ossrdbms-aad.database.chinacloudapi.cn/.default');
  });

  test('without a token it does nothing', () => {
    const { status, said, file } = login('{"error":"invalid_client"}');
    expect([status, said]).toEqual([1, 'Entra gave no token for the database\n']);
    expect(file('log')).not.toContain('psql');
  });
});
