import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../../src/ci/scripts/all/ci/redact.mjs');
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'aB3'.repeat(9)}`;

/** What a program may say, and what is shown of it. */
const SAID: ReadonlyArray<readonly [said: string, shown: string]> = [
  ['connecting to mysql://root:sup3r@db:3306/shop', 'connecting to mysql://***@db:3306/shop'],
  ['postgres://app:a/b+c@db/shop?sslmode=require', 'postgres://***@db/shop?sslmode=require'],
  ['https://ghp_abcdefghijklmnop@github.com/a/b', 'https://***@github.com/a/b'],
  ['dsn is app:hunter2@tcp(db:3306)/shop', 'dsn is ***@tcp(db:3306)/shop'],
  ['DB_PASSWORD=hunter2 PORT=8080', 'DB_PASSWORD=*** PORT=8080'],
  ['password: "two words", user: app', 'password: ***, user: app'],
  ['{"clientSecret":"x y","id":7}', '{"clientSecret":***,"id":7}'],
  ['--api-key abc123 --verbose', '--api-key *** --verbose'],
  ['Authorization: Bearer abcdef', 'Authorization: ***'],
  ['sent Basic YXBwOmh1bnRlcjI=', 'sent Basic ***'],
  [`got ${TOKEN}.`, 'got ***.'],
  [`id ${'AKID'}${'a1B2'.repeat(8)}`, 'id ***'],
  [`key ${'aB3_'.repeat(10)}!`, 'key ***!'],
  ['-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nnext', '***\nnext'],
  ['-----BEGIN PRIVATE KEY-----\nMIIE and no end', '***'],
  // What is no secret stays, or nobody could see what went wrong.
  ['ERROR 1050: Table `users` already exists', 'ERROR 1050: Table `users` already exists'],
  ['GET https://api.example.com:8443/v1/things?page=2 took 12ms', 'GET https://api.example.com:8443/v1/things?page=2 took 12ms'],
  [`image registry.example/migrate@sha256:${'0a'.repeat(32)}`, `image registry.example/migrate@sha256:${'0a'.repeat(32)}`],
  ['at com.example.shop.migration.FlywayRunner2.migrateEverything(FlywayRunner2.java:42)', 'at com.example.shop.migration.FlywayRunner2.migrateEverything(FlywayRunner2.java:42)'],
  ['3 of 7 migrations applied, to 20261130_add_index', '3 of 7 migrations applied, to 20261130_add_index'],
  ['mail to somebody@example.com', 'mail to somebody@example.com'],
];

test('what looks like a secret is left out of what a program says, and nothing else', () => {
  const program = `import('${SCRIPT}').then(({ redacted }) => console.log(JSON.stringify(JSON.parse(process.argv[1]).map((text) => redacted(text)))))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, JSON.stringify(SAID.map(([said]) => said))], { encoding: 'utf-8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(SAID.map(([, shown]) => shown));
});

test('a long text without an end of anything takes no longer than its length', () => {
  const program = `const { expectLinear } = require(${JSON.stringify(resolve(__dirname, '../../growth'))});
    import('${SCRIPT}').then(({ redacted }) => {
      const parts = ['a', 'aB3', 'http://', 'password=', '"', '-', 'eyJ', ' ', 'a:', '-----BEGIN KEY-----'];
      for (const part of parts) for (const end of ['', '\\n']) expectLinear((scale) => {
        const text = (part.repeat(500) + end).repeat(5 * scale);
        return () => redacted(text);
      });
    });`;
  const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', program], { encoding: 'utf-8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a secret that a run knows is in nothing that it shows, in whatever form a program quotes it', () => {
  const secret = 'pa"ss<&>\\word\n  of two lines\n}';
  const said = [
    `got ${secret}!`,
    JSON.stringify({ secret }),
    JSON.stringify({ secret }).replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    Buffer.from(secret).toString('base64'),
    'and of two lines',
    'pa"ss<&>\\word',
    // A part that is as short as that is in many words.
    'if (a) { b }',
  ];
  const program = `Promise.all([import('${resolve(SCRIPT, '../inert.mjs')}'), import('${SCRIPT}')]).then(([{ inert, oneLine, code, html, words, blockLines }, { neverShow }]) => {
    neverShow([${JSON.stringify(secret)}]);
    const texts = ${JSON.stringify(said)};
    console.log(JSON.stringify([inert, oneLine, code, html, words, (text) => blockLines(text).join('\\n')].map((show) => texts.map((text) => show(text)))));
  })`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf-8' });
  expect(stderr).toBe('');
  const [inert, ...others] = JSON.parse(stdout) as string[][];
  expect(inert).toEqual(['got ***!', '{"secret":"***"}', '{"secret":"***"}', '***', 'and ***', '***', 'if (a) { b }']);
  for (const shown of others) expect(shown.join('\n')).not.toMatch(/word|two lines|cGEi/);
});
