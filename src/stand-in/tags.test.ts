import { expect, test } from 'vitest';
import { apiCaller, outcome } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

function start() {
  const standIn = createStandIn({ now: told });
  const call = apiCaller(standIn);
  const tag = async (name: string, tags: readonly string[]) => {
    return outcome(await call('POST', `/device/${standIn.tailnet.device(name).nodeId}/tags`, { tags }));
  };
  return { tag, tailnet: standIn.tailnet };
}

test('tags replace the list, are sorted, and stand there once', async () => {
  const { tag, tailnet } = start();
  expect(await tag('edge-fra-01', ['tag:router', 'tag:edge', 'tag:monitored', 'tag:edge'])).toBe('null');
  expect(tailnet.device('edge-fra-01').tags).toEqual(['tag:edge', 'tag:monitored', 'tag:router']);
});

test('unknown and misspelt tags are refused by name and nothing changes', async () => {
  const { tag, tailnet } = start();
  expect(await tag('edge-fra-01', ['tag:prod', 'tag:madeup', 'wrongexample', 'tag:1st'])).toBe(
    '400 requested tags [tag:madeup wrongexample tag:1st] are invalid or not permitted',
  );
  expect(tailnet.device('edge-fra-01').tags).toEqual(['tag:prod', 'tag:router']);
});

test('one of two tags may go, the last may not', async () => {
  const { tag, tailnet } = start();
  expect(await tag('edge-fra-01', ['tag:prod'])).toBe('null');
  expect(await tag('edge-fra-01', [])).toBe('400 tagged nodes cannot be untagged without reauth');
  expect(tailnet.device('edge-fra-01').tags).toEqual(['tag:prod']);
});

test('the first tag takes the device from its user and ends key expiry, but keeps the date', async () => {
  const { tag, tailnet } = start();
  const { expires } = tailnet.device('jonas-thinkpad');
  await tag('jonas-thinkpad', ['tag:ci']);
  expect(tailnet.device('jonas-thinkpad')).toMatchObject({
    user: 'tagged-devices',
    keyExpiryDisabled: true,
    expires,
    tags: ['tag:ci'],
  });
});

test('another tag leaves user and key expiry of a tagged device alone', async () => {
  const { tag, tailnet } = start();
  await tag('db-replica-03', ['tag:db']);
  expect(tailnet.device('db-replica-03')).toMatchObject({ user: 'priya@example.com', keyExpiryDisabled: false });
});

test('no tags for an untagged device is fine and leaves the key absent', async () => {
  const { tag, tailnet } = start();
  expect(await tag('amelie-mbp', [])).toBe('null');
  expect(tailnet.device('amelie-mbp')).not.toHaveProperty('tags');
});
