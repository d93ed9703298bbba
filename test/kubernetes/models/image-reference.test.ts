import { movingPart, parseImage } from '../../../src/kubernetes/models/image-reference';

const DIGEST = `sha256:${'0'.repeat(64)}`;

test.each([
  ['app', { repository: 'app' }],
  ['team/app:1.0', { repository: 'team/app', tag: '1.0' }],
  ['localhost:5000/app', { repository: 'localhost:5000/app' }],
  ['host.example:5000/a/b:v1', { repository: 'host.example:5000/a/b', tag: 'v1' }],
  [`host.example/a/b@${DIGEST}`, { repository: 'host.example/a/b', digest: DIGEST }],
  [`host.example/a/b:v1@${DIGEST}`, { repository: 'host.example/a/b', tag: 'v1', digest: DIGEST }],
])('the image %s is taken apart', (text, expected) => {
  expect(parseImage(text)).toEqual(expected);
});

test.each(['', ':1.0', 'App', 'app:', 'app@', 'app@sha256:12', 'host.example/', 'a//b', 'a b', 'app:1:2', 'app\n', 'https://host.example/app', `app:${'x'.repeat(129)}`])(
  '%j is no image', (text) => {
    expect(parseImage(text)).toBeUndefined();
  });

const COMMIT = '3f2a9c1';

test.each([
  '0.1.0', 'v1.2.3', '1.27', '7.2-alpine', '17.0.2-slim-bookworm', 'release-1.4', 'v2.0.0-rc.1', '2026.11', COMMIT, `main-${COMMIT}`, `sha-${COMMIT}`,
  '20261129', 'main-2026-11-29', 'main.20261129.4', 'build-1284', 'ci-7', `latest-${COMMIT}`,
])('the tag %s is pinned', (tag) => {
  expect(movingPart({ repository: 'a', tag })).toBeUndefined();
});

test.each([
  'latest', 'stable', 'main', 'master', 'lts', 'alpine', 'mainline', 'mainline-alpine', 'edge', 'nightly', 'dev', 'prod', '7', '7-alpine', 'v2', '22', '22-bookworm-slim',
  'alpine3.20', 'lts-alpine3.20', 'bookworm-20', '2019-latest', '1.27-latest', '1.x', '1.27.x', '1.2-SNAPSHOT', 'jammy', '2022', 'feature-x', 'deadbeef',
])('the tag %s moves', (tag) => {
  expect(movingPart({ repository: 'a', tag })).toBe(`with the moving tag "${tag}"`);
  expect(movingPart({ repository: 'a', tag, digest: DIGEST })).toBeUndefined();
});

test('an image without tag and digest moves', () => {
  expect(movingPart({ repository: 'a' })).toBe('without a tag or digest');
});
