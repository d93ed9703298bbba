-- Gives an identity of Microsoft Entra a user on the server, who may do everything in one database, and nobody else anything there.
-- It changes what is not so yet, and may be run any number of times.
\set ON_ERROR_STOP on
\getenv database GRANTED_DATABASE
\getenv user GRANTED_USER
\getenv object_id GRANTED_OBJECT_ID

SELECT pgaadauth_create_principal_with_oid(:'user', :'object_id', 'service', false, false)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user');

-- An identity that was made anew has another object ID.
SELECT format('SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', :'user', 'aadauth,oid=' || :'object_id' || ',type=service')
WHERE NOT EXISTS (
  SELECT FROM pg_shseclabel
  WHERE provider = 'pgaadauth' AND classoid = 'pg_authid'::regclass AND label LIKE '%oid=' || :'object_id' || '%'
    AND objoid = (SELECT oid FROM pg_roles WHERE rolname = :'user')
)
\gexec

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO :"user";

\connect :"database"
GRANT CREATE, USAGE ON SCHEMA public TO :"user";
