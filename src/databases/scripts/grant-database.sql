-- Gives identities of Microsoft Entra users on the server, who may do everything in one database, and nobody else anything there. All of them
-- act in it as the role that owns what is made there, <database>_owner. It changes what is not so yet, and may be run any number of times.
\set ON_ERROR_STOP on
\getenv database GRANTED_DATABASE
\getenv users GRANTED_USERS
SELECT :'database' || '_owner' AS owner
\gset
-- What is there already is no news.
SET client_min_messages = warning;

CREATE TEMPORARY TABLE granted AS
SELECT split_part(pair, '=', 1) AS name, split_part(pair, '=', 2) AS object_id FROM unnest(string_to_array(:'users', ',')) AS pair;

SELECT pgaadauth_create_principal_with_oid(name, object_id, 'service', false, false) FROM granted
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);

-- An identity that was made anew has another object ID.
SELECT format('SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', name, 'aadauth,oid=' || object_id || ',type=service') FROM granted
WHERE NOT EXISTS (
  SELECT FROM pg_shseclabel
  WHERE provider = 'pgaadauth' AND classoid = 'pg_authid'::regclass AND label LIKE '%oid=' || object_id || '%'
    AND objoid = (SELECT oid FROM pg_roles WHERE rolname = name)
)
\gexec

-- Any administrator may give the role to others, and not only the one who made it.
SELECT format(statement, :'owner') FROM (VALUES ('CREATE ROLE %I NOLOGIN'), ('GRANT %I TO azure_pg_admin WITH ADMIN OPTION')) AS made (statement)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner')
\gexec

-- Who may use it is said in the name of all administrators: since PostgreSQL 16 a role takes back only what it has given itself.
GRANT SELECT ON granted TO azure_pg_admin;
SET ROLE azure_pg_admin;
SELECT format('REVOKE %I FROM %I', :'owner', rolname) FROM pg_roles
WHERE rolcanlogin AND NOT rolcreaterole AND rolname NOT IN (SELECT name FROM granted)
  AND EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid AND roleid = (SELECT oid FROM pg_roles WHERE rolname = :'owner'))
\gexec
SELECT format('GRANT %I TO %I', :'owner', name) FROM granted
WHERE NOT pg_has_role(name, :'owner', 'MEMBER')
\gexec
RESET ROLE;

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO :"owner";
ALTER DATABASE :"database" SET role TO :'owner';

\connect :"database"
GRANT CREATE, USAGE ON SCHEMA public TO :"owner";
