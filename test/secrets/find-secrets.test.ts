import * as fc from 'fast-check';
import { findSecrets } from '../../src/secrets/find-secrets';
import { expectLinear } from '../growth';

/** What is found, by name; no value may be in what is said of it. */
function found(data: unknown, hasObjectNames = false): string[] {
  return findSecrets(data, { name: 'it', hasObjectNames }).map(({ name, what, values }) => {
    for (const value of values) expect(what).not.toContain(value);
    return `${name}: ${what}`;
  });
}

/** Put together here, so that nothing takes this file for one with secrets. */
const join = (...parts: string[]) => parts.join('');

test.each<[string, string]>([
  ['amqp://user:pw@host', 'a URL with a password'],
  ['postgres://app:s3cr3t@db:5432/app?sslmode=disable', 'a URL with a password'],
  ['redis://:hunter2@cache:6379', 'a URL with a password'],
  ['mongodb+srv://app:p%40ss@cluster.example', 'a URL with a password'],
  ['amqp://user:p/w@host:5672/vhost', 'a URL with a password'],
  ['postgres://user:p@ss@db/app', 'a URL with a password'],
  ['https://user:pw@git.example/repository', 'a URL with a password'],
  ['see https://a.example and amqp://u:pw@h too', 'a URL with a password'],
  [join('https://', '0123456789abcdef0123456789abcdef', '@o1.ingest.example/2'), 'a URL with a token'],
  ['app:hunter2@tcp(db:3306)/app', 'an address with a password'],
  ['Server=db;User Id=app;Password=hunter2;', 'a value of "Password"'],
  ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9v;EndpointSuffix=core.windows.net', 'a value of "AccountKey"'],
  ['Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=Zm9v', 'a value of "SharedAccessKey"'],
  ['jdbc:postgresql://db/app?user=app&password=hunter2', 'a value of "password"'],
  ['https://api.example/hook?access_token=abc123', 'a value of "access_token"'],
  ['PGPASSWORD=hunter2 psql -h db', 'a value of "PGPASSWORD"'],
  ['redis-server --requirepass hunter2', 'a value of "requirepass"'],
  ['--password=hunter2', 'a value of "password"'],
  ['curl -u app:hunter2 https://api.example', 'a user with a password'],
  ['level: info\npassword: hunter2\n', 'a value of "password"'],
  ['[db]\npassword = hunter2\n', 'a value of "password"'],
  ['{"user": "app", "password": "hunter2"}', 'a value of "password"'],
  [join('AKIA', 'IOSFODNN7EXAMPLE'), 'an access key of AWS'],
  [join('AKID', 'z8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'), 'a secret ID of Tencent Cloud'],
  [join('ghp_', 'a1'.repeat(18)), 'a token of GitHub'],
  [join('github_pat_', '11ABCDEFG0abcdefghijkl_mnop'), 'a token of GitHub'],
  [join('xoxb-', '123456789012-abcdefghijkl'), 'a token of Slack'],
  [join('https://hooks.slack', '.com/services/T0000/B0000/XXXXXXXX'), 'a webhook of Slack'],
  [join('npm_', 'a1'.repeat(18)), 'a token of npm'],
  [join('-----BEGIN ', 'EC PRIVATE KEY-----\nMHc='), 'a private key'],
  [join('-----BEGIN ', 'OPENSSH PRIVATE KEY-----'), 'a private key'],
  [join('eyJhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N'), 'a JSON Web Token'],
  [join('https://a.blob.core.windows.net/c?sv=2022&sig=', 'abcdefghij0123456789%2Babc%3D'), 'a shared access signature'],
  [join('Authorization: Bearer ', 'abc123def456ghi789'), 'credentials of an HTTP header'],
  [join('tskey-', 'auth-kABCDEF1CNTRL-0123456789'), 'a key of Tailscale'],
  [join('hvs.', 'CAESIJ0123456789abcdefgh'), 'a token of Vault'],
])('%j is found', (text, what) => {
  expect(found(text)).toEqual([expect.stringContaining(`what looks like ${what}`)]);
});

test.each([
  'https://api.example/path', 'http://host:8080/path@x', 'http://host:8080/users/@me', 'ssh://git@host/repository', 'git@github.com:acme/shop.git', 'amqp://host', 'amqp://user@host',
  'amqp://user:$(AMQP_PASSWORD)@host', 'postgres://app:${DB_PASSWORD}@db/app', 'oci://host:5000/x@sha256:0', 'registry.example/app:1.0@sha256:0', 'redis://cache:6379/0',
  '--password=$(DB_PASSWORD)', '--password-file=/run/secrets/db', '--token-ttl=3600', '--no-password', 'Server=db;Authentication=Active Directory Default;', 'level: info\nport: 8080\n',
  'Enter your password: then press return', 'grant_type=client_credentials', '-----BEGIN CERTIFICATE-----', '-----BEGIN PUBLIC KEY-----', 'Basic authentication required', 'Bearer',
  'password: ${DB_PASSWORD}\n', 'secretName: db', 'token_endpoint=https://a.example/token', 'https://registry.example:4873/@acme/shop', '[::1]:8080', 'a=b', '', 'x'.repeat(200_000), 'a'.repeat(200_000),
])('%j is none', (text) => {
  expect(found(text.slice(0))).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['a variable', { DB_PASSWORD: 'hunter2', LEVEL: 'info' }, ['DB_PASSWORD: what its name calls a secret']],
  ['a variable of a container', { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }, { name: 'A', value: 'b' }] }, ['DB_PASSWORD: what its name calls a secret']],
  ['an option and its value', ['--user', 'app', '--password', 'hunter2'], ['password: what its name calls a secret']],
  ['a number under the name of a password', { password: 123456 }, ['password: what its name calls a secret']],
  ['something deep', { a: [{ b: { adminPassword: 'hunter2' } }] }, ['adminPassword: what its name calls a secret']],
])('%s is found', (_, data, names) => {
  expect(found(data)).toEqual(names);
});

test.each<[string, unknown]>([
  ['a reference to a Secret', { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }],
  ['a variable of another', { DB_PASSWORD: '$(OTHER)' }],
  ['a file', { DB_PASSWORD: '/run/secrets/db', TOKEN: 'file:///run/token' }],
  ['nothing', { DB_PASSWORD: '', TOKEN: null, SECRET: undefined }],
  ['a word', { 'TOKEN': 'true', 'PASSWORD': 'required', 'id-token': 'write' }],
  ['an address', { SENTRY_DSN: 'postgres://db:5432/app?sslmode=require' }],
  ['an option without a value', ['--password', '--user', 'app']],
  ['an option that is read elsewhere', ['--password', '$(DB_PASSWORD)', '--token', '${TOKEN}']],
  ['how many tokens', { tokens: 5, maxTokens: 100, token: 3 }],
])('%s is none', (_, data) => {
  expect(found(data)).toEqual([]);
});

test('the name of an object is none where fields hold such names', () => {
  const fields = { 'secret': 'db', 'tls': { secretName: 'tls' }, 'existingSecret': 'db', 'data': [{ secretKey: 'password', remoteRef: { key: 'db' } }], 'auth-secret': 'infra/basic' };
  expect(found(fields, true)).toEqual([]);
  expect(found({ secret: 'S3cr3t!', clientSecret: 'abc' }, true)).toHaveLength(2);
  expect(found({ SECRET: 'db' })).toHaveLength(1);
});

test('any password in a URL is found, and never said', () => {
  const password = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._~!*-]{2,20}$/);
  fc.assert(fc.property(fc.constantFrom('amqp', 'https', 'postgresql+asyncpg', 'x'), fc.stringMatching(/^[a-z]{0,8}$/), password, (scheme, user, secret) => {
    const findings = findSecrets({ URL: `${scheme}://${user}:${secret}@host:1/path` }, { name: 'it' });
    expect(findings).toMatchObject([{ name: 'URL', values: [`${scheme}://${user}:${secret}@`, secret] }]);
  }));
});

test.each(['a', 'ab-', 'x=', 'x: ', 'a://', 'a:b@', '-u ', 'sk-a', 'eyJ', '--a '])('a long text of %j takes no longer than its length', (part) => {
  expectLinear((scale) => {
    const text = part.repeat(5_000 * scale);
    return () => void findSecrets({ text }, { name: 'it' });
  });
});
