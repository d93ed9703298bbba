import { isPinned, parseImage } from '../../src/kubernetes/image-reference';

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

test.each([
  [{ repository: 'a' }, false],
  [{ repository: 'a', tag: 'latest' }, false],
  [{ repository: 'a', tag: '1' }, true],
  [{ repository: 'a', tag: 'latest', digest: DIGEST }, true],
])('%j is pinned: %s', (image, pinned) => {
  expect(isPinned(image)).toBe(pinned);
});
