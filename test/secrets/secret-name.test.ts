import { namesSecret, namesSecretObject } from '../../src/secrets/secret-name';

test.each([
  'PASSWORD', 'DB_PASSWORD', 'DB_PASSWD', 'MYSQL_PWD', 'RABBITMQ_DEFAULT_PASS', 'SMTP_PASS', 'SMTP_PW', 'PASSPHRASE', 'PGPASSWORD', 'REDISPASS', 'API_TOKEN', 'token',
  'CLIENT_SECRET', 'clientSecret', 'client-secret', 'client.secret', 'SESSION_SECRET', 'SECRET', 'API_KEY', 'APIKEY', 'apiKey', 'X-Api-Key', 'AWS_SECRET_ACCESS_KEY',
  'TENCENTCLOUD_SECRET_KEY', 'SSH_PRIVATE_KEY', 'privateKey', 'STORAGE_ACCOUNT_KEY', 'SharedAccessKey', 'JWT_SIGNING_KEY', 'ENCRYPTION_KEY', 'MASTER_KEY', 'LICENSE_KEY',
  'GOOGLE_CREDENTIALS', 'CREDENTIALS', 'SENTRY_DSN', 'DB_DSN', 'PASSWORD_1', 'PASSWORD_OLD', 'TOKEN_NEXT', 'PASSWORD_BASE64', 'PASSWORD_HASH', 'SECRET_KEY_BASE', 'DBPassword',
  'adminPassword', 'db.password', 'spring.datasource.password', 'requirepass', 'oauth2_client_secret', 'nginx.ingress.kubernetes.io/auth-token', 'NPM_TOKEN', 'GH_TOKEN',
])('%s names a secret', (name) => {
  expect(namesSecret(name)).toBe(true);
});

test.each([
  'TOKEN_TTL_SECONDS', 'PASSWORD_MIN_LENGTH', 'PASSWORD_POLICY', 'SECRET_NAME', 'SECRETNAME', 'secretName', 'SECRET_REF', 'PASSWORD_FILE', 'TOKEN_URL', 'TOKEN_ENDPOINT', 'TOKEN_ISSUER',
  'TOKEN_AUDIENCE', 'PUBLIC_KEY', 'JWT_PUBLIC_KEY', 'KEY_ID', 'AWS_ACCESS_KEY_ID', 'PARTITION_KEY', 'CACHE_KEY', 'PRIMARY_KEY', 'SORT_KEY', 'KEY', 'COMPASS', 'BYPASS', 'PASSENGER',
  'PASSIVE', 'MAX_TOKENS', 'MAX_TOKEN', 'NUM_TOKEN', 'TOKENIZER', 'SECRETARY', 'PWD', 'OLDPWD', 'KEYBOARD', 'MONKEY', 'existingSecret', 'imagePullSecrets', 'no-password', 'ASK_PASS',
  'TOKENS', 'SECRETS_DIR', 'PASSWORD_RESET_ENABLED', 'NEXT_PUBLIC_MAPBOX_TOKEN', 'passwordKey', 'CREDENTIALS_PATH', 'DSN_PREFIX', '', '_', 'ID', 'AUTH_MODE', '${{ secrets.GITHUB_TOKEN }}', 'a\ntoken',
])('%s names none', (name) => {
  expect(namesSecret(name)).toBe(false);
});

test.each(['secret', 'tlsSecret', 'pull-secret', 'nginx.ingress.kubernetes.io/auth-secret', 'nginx.ingress.kubernetes.io/auth-tls-secret'])(
  '%s may be the name of an object that holds one', (name) => {
    expect(namesSecretObject(name)).toBe(true);
  });

test.each(['clientSecret', 'secretKey', 'SESSION_SECRET', 'password', 'token'])('%s is no name of an object', (name) => {
  expect(namesSecretObject(name)).toBe(false);
});
