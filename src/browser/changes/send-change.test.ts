import { createClient, createExchange } from '#browser/api/client.ts';
import { createSignIn } from '#browser/api/sign-in.ts';
import type { Device } from '#contract/device.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createActivityLog } from './activity-log.ts';
import type { Change } from './change.ts';
import { ChangeError, createSendChange } from './send-change.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const deviceId = 'nRouter01CNTRL';
const router: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'edge-01.tail4e21b.ts.net',
  addresses: ['100.64.0.1'],
  keyExpiryDisabled: false,
};
const token = 'start-up-token';

const expiryOff: Change<'setKeyExpiry'> = {
  aspect: 'key-expiry',
  deviceId,
  deviceName: 'edge-01',
  title: 'Key expiry turned off',
  differences: [{ kind: 'became', before: 'Expires 14 Mar 2027', after: 'Does not expire' }],
  undo: { aspect: 'key-expiry', intent: { keyExpiryDisabled: false } },
  call: { name: 'setKeyExpiry', parameters: { deviceId }, body: { keyExpiryDisabled: true } },
};

/** A page's half of the world, with the real proxy and a tailnet of one device behind it. */
async function world() {
  const standIn = createStandIn({ now, devices: [router] });
  const { proxy } = compose(readConfig({}, []), { assets: null, now: () => now, log: () => {}, standIn });
  const server = await listen(proxy, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const sent: string[] = [];
  // A browser says by itself that a request comes from the page's own origin; Node.js does not.
  const passOn = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('sec-fetch-site', 'same-origin');
    if (init.method !== 'GET') sent.push(headers.get('idempotency-key') ?? 'none');
    return passOn(url, { ...init, headers });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const exchange = createExchange({ origin: server.origin, signIn: createSignIn(token) });
  const client = createClient(exchange);
  const log = createActivityLog(undefined);
  let clock = now;
  let count = 0;
  const send = createSendChange({
    exchange,
    log,
    now: () => (clock += 100),
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  });
  const verify = async () => {
    const seen = await client('getDevice', { parameters: { deviceId } }).catch(() => undefined);
    return seen && seen.keyExpiryDisabled === true;
  };
  return {
    standIn,
    log,
    sent,
    close: () => server.close(),
    send: (change: Change<'setKeyExpiry'> = expiryOff) => send(change, { verify }),
    sendAny: send,
    isOff: () => standIn.tailnet.device(deviceId).keyExpiryDisabled === true,
    entry: () => log.entries()[0],
  };
}

/** The failure of a change; fails the test when there is none. */
async function failureOf(change: Promise<unknown>): Promise<ChangeError> {
  const error: unknown = await change.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ChangeError) return error;
  throw new Error(`This is no failed change: ${String(error)}`);
}

describe('a change that succeeds', () => {
  test('is sent once under its own key, and the log tells all of it', async () => {
    const { send, sent, isOff, entry } = await world();
    const pending = send();
    expect(entry()).toMatchObject({ outcome: 'sending', title: 'Key expiry turned off', deviceName: 'edge-01' });
    await pending;
    expect(isOff()).toBe(true);
    expect(sent).toEqual([entry()?.id]);
    expect(entry()).toEqual({
      id: '00000000-0000-4000-8000-000000000001',
      at: now + 100,
      aspect: 'key-expiry',
      deviceId,
      deviceName: 'edge-01',
      title: 'Key expiry turned off',
      differences: expiryOff.differences,
      undo: expiryOff.undo,
      finality: undefined,
      request: { method: 'POST', path: `/api/v2/device/${deviceId}/key`, body: { keyExpiryDisabled: true } },
      outcome: 'applied',
      status: 200,
      took: 100,
      requestId: expect.stringMatching(/./) as string,
      message: undefined,
      undoneAt: undefined,
      undoes: undefined,
    });
  });

  test('that takes another back marks it as undone', async () => {
    const { send, log } = await world();
    await send();
    const [first] = log.entries();
    const call = { ...expiryOff.call, body: { keyExpiryDisabled: false } };
    await send({ ...expiryOff, title: 'Key expiry turned on', call, undoes: first?.id });
    const [undone, undoing] = log.entries();
    expect(undone?.undoneAt).toBeGreaterThan(now);
    expect(undoing).toMatchObject({ outcome: 'applied', undoes: undone?.id, undoneAt: undefined });
  });
});

describe('a change that is refused', () => {
  test('keeps the words of the server, and says so to the caller', async () => {
    const { send, standIn, isOff, entry, sent } = await world();
    standIn.fail({ endpoint: 'setKeyExpiry', status: 403, message: 'not yours to change' });
    const { outcome, reason } = await failureOf(send());
    expect([outcome, reason.message]).toEqual(['refused', 'not yours to change']);
    expect(entry()).toMatchObject({ outcome: 'refused', status: 403, message: 'not yours to change' });
    expect(entry()?.requestId).toBe(reason.requestId);
    expect([isOff(), sent.length]).toEqual([false, 1]);
  });

  test('as an undo leaves what it was to take back as it is', async () => {
    const { send, standIn, log } = await world();
    await send();
    standIn.fail({ endpoint: 'setKeyExpiry', status: 400, message: 'no' });
    await failureOf(send({ ...expiryOff, undoes: log.entries()[0]?.id }));
    expect(log.entries()[0]?.undoneAt).toBeUndefined();
  });
});

describe('a change whose answer is lost', () => {
  const losses = [
    ['a timeout', { status: 504 }],
    ['a lost connection', { drop: true }],
    ['a page in the place of an answer', { html: '<h1>Portal</h1>' }],
  ] as const;

  test.each(losses)('to %s and was carried out all the same is applied, without sending it again', async (_, fault) => {
    const { send, standIn, isOff, entry, sent } = await world();
    standIn.fail({ endpoint: 'setKeyExpiry', ...fault, after: true });
    expect(await send()).toBeUndefined();
    expect([isOff(), entry()?.outcome, sent.length]).toEqual([true, 'applied', 1]);
  });

  test.each(losses)('to %s and was not carried out is not applied, which reading again tells', async (_, fault) => {
    const { send, standIn, isOff, entry, sent } = await world();
    standIn.fail({ endpoint: 'setKeyExpiry', ...fault });
    expect((await failureOf(send())).outcome).toBe('not-applied');
    expect([isOff(), entry()?.outcome, sent.length]).toEqual([false, 'not-applied', 1]);
  });

  test('and that cannot be read again either is unknown', async () => {
    const { send, standIn, entry } = await world();
    standIn.fail({ endpoint: 'setKeyExpiry', status: 504, after: true });
    standIn.fail({ endpoint: 'getDevice', status: 503, times: Infinity });
    expect((await failureOf(send())).outcome).toBe('unknown');
    expect(entry()).toMatchObject({ outcome: 'unknown', status: 504 });
  });

  test('because Tailboard itself is gone is unknown, without a status', async () => {
    const { send, close, entry } = await world();
    await close();
    expect((await failureOf(send())).outcome).toBe('unknown');
    expect(entry()).toMatchObject({ outcome: 'unknown', status: undefined });
  });

  test('and whose reading throws is unknown, too', async () => {
    const { sendAny, standIn, entry } = await world();
    standIn.fail({ endpoint: 'setKeyExpiry', status: 504 });
    const verify = () => Promise.reject(new Error('no'));
    expect((await failureOf(sendAny(expiryOff, { verify }))).outcome).toBe('unknown');
    expect(entry()?.outcome).toBe('unknown');
  });
});

test('neither the token of the tab nor the link of an invite is ever in the log', async () => {
  const { sendAny, log } = await world();
  const result = await sendAny<'createInvites'>(
    {
      aspect: 'sharing',
      deviceId,
      deviceName: 'edge-01',
      title: 'Invite created',
      differences: [{ kind: 'added', text: 'Link' }],
      undo: undefined,
      finality: 'Revoke it instead.',
      call: { name: 'createInvites', parameters: { deviceId }, body: [{}] },
    },
    { verify: () => Promise.resolve(undefined) },
  );
  const link = result?.answer?.[0]?.inviteUrl ?? 'none';
  expect(link).toMatch(/^https:/);
  const text = JSON.stringify(log.entries());
  expect(text).not.toContain(link);
  expect(text).not.toContain(token);
  expect(text).toContain('Revoke it instead.');
});
