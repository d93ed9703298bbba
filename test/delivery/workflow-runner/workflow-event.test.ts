import type { ValueObject } from './expressions/value';
import { dispatchInputs, whyNotTriggered } from './workflow-event';

function event(name: string, payload: ValueObject = {}, ref = 'refs/heads/main') {
  return { name, payload, ref, sha: 'a'.repeat(40) };
}

const PULL_REQUEST = { action: 'opened', pull_request: { base: { ref: 'main' } } };

test.each([
  [{ push: null }, event('push')],
  [{ push: { branches: ['main'] } }, event('push')],
  [{ push: { branches: ['release/**'] } }, event('push', {}, 'refs/heads/release/1/2')],
  [{ schedule: [{ cron: '1 2 * * *' }] }, event('schedule')],
  [{ pull_request: {} }, event('pull_request', PULL_REQUEST)],
  [{ pull_request: { types: ['closed'] } }, event('pull_request', { ...PULL_REQUEST, action: 'closed' })],
])('%j is started by its event', (on, started) => {
  expect(whyNotTriggered(on, started)).toBeUndefined();
});

test.each([
  [{ push: null }, event('schedule'), 'it runs on push, not on schedule'],
  [{ push: { branches: ['main', 'v*'] } }, event('push', {}, 'refs/heads/v1/2'), 'it runs for main, v*, not for v1/2'],
  [{ pull_request: {} }, event('pull_request', { ...PULL_REQUEST, action: 'closed' }), 'opened, synchronize, reopened, not when it is closed'],
  [{ pull_request: { branches: ['dev'] } }, event('pull_request', PULL_REQUEST), 'it runs for dev, not for main'],
])('%j is not started by another', (on, started, reason) => {
  expect(whyNotTriggered(on, started)).toContain(reason);
});

test('a filter that the event does not have is an error', () => {
  expect(() => whyNotTriggered({ push: { branch: ['main'] } }, event('push'))).toThrow('does not know the key branch');
});

const INPUTS = {
  commit: { type: 'string' },
  dry: { type: 'boolean', default: true },
  place: { type: 'choice', options: ['dev', 'prod'], default: 'dev' },
  why: { required: true },
};

test('inputs have their defaults and types', () => {
  const on = { workflow_dispatch: { inputs: INPUTS } };
  expect(dispatchInputs(on, event('workflow_dispatch', { inputs: { why: 'x', dry: 'false' } }))).toEqual({ commit: '', dry: false, place: 'dev', why: 'x' });
  expect(dispatchInputs(on, event('push'))).toEqual({});
});

test.each([
  [{}, 'the input why is required'],
  [{ why: 'x', place: 'moon' }, 'the input place has no option moon'],
  [{ why: 'x', reason: 'y' }, 'the workflow has no input reason'],
])('the inputs %j are refused', (inputs, message) => {
  expect(() => dispatchInputs({ workflow_dispatch: { inputs: INPUTS } }, event('workflow_dispatch', { inputs }))).toThrow(message);
});
