import { isRemote, pinProblem } from '../../src/applications/pinned-resource';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

test.each([
  `https://github.com/acme/app//deploy?ref=${COMMIT}`,
  `https://github.com/acme/app?timeout=90s&ref=${COMMIT}`,
  `https://dev.azure.com/acme/app/_git/app//deploy?ref=${COMMIT}`,
  `ssh://git@git.example/acme/app.git//deploy?ref=${COMMIT}`,
  'https://github.com/acme/app/releases/download/v1.2.3/install.yaml',
  'https://raw.githubusercontent.com/acme/app/1.2.3-rc.1/install.yaml',
  `https://raw.githubusercontent.com/acme/app/${COMMIT}/install.yaml`,
])('%s is pinned', (resource) => {
  expect([isRemote(resource), pinProblem(resource)]).toEqual([true, undefined]);
});

test.each([
  ['https://github.com/acme/app//deploy', /^which moves with the repository: end it with \?ref= and a full commit/],
  ['https://github.com/acme/app', /^which moves with the repository/],
  ['https://git.example/acme/app.git', /^which moves with the repository/],
  ['https://github.com/acme/app//deploy?ref=main', /^which moves with "main": .* `git ls-remote/],
  ['https://github.com/acme/app//deploy?ref=v1.2.3', /^which moves with "v1.2.3"/],
  [`https://github.com/acme/app//deploy?ref=${COMMIT.slice(0, 12)}`, /^which moves with "0123456789ab"/],
  [`https://github.com/acme/app//deploy?ref=main&ref=${COMMIT}`, /^which moves with "main"/],
  [`https://github.com/acme/app//deploy?ref=main?ref=${COMMIT}`, /^which moves with "main\?ref=/],
  [`https://github.com/acme/app//deploy?version=${COMMIT}&ref=main`, /^which moves with "main"/],
  [`https://github.com/acme/app//${COMMIT}?ref=main`, /^which moves with "main"/],
  ['https://raw.githubusercontent.com/acme/app/main/install.yaml', /^which has neither a full commit nor a release in its path/],
  ['https://github.com/acme/app/releases/latest/download/install.yaml', /^which has neither/],
  ['http://example.com/v1.2.3/install.yaml', /^which is no address that everyone reads alike/],
  ['github.com/acme/app//deploy?ref=main', /^which is no address that everyone reads alike/],
  [`git@github.com:acme/app?ref=${COMMIT}`, /^which is no address that everyone reads alike/],
  [`git::https://github.com/acme/app?ref=${COMMIT}`, /^which is no address that everyone reads alike/],
  [`https://github.com/acme/app//deploy#?ref=${COMMIT}`, /^which is no address that everyone reads alike/],
])('%s may be another one tomorrow', (resource, problem) => {
  expect(isRemote(resource)).toBe(true);
  expect(pinProblem(resource)).toMatch(problem);
});

test.each(['crds.yaml', 'deploy', 'deploy/crds.yaml', './deploy', '../other', 'a.b/c'])('%s is looked for in the folder', (resource) => {
  expect(isRemote(resource)).toBe(false);
});
