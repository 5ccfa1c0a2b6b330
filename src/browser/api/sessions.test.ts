import { expect, onTestFinished, test, vi } from 'vitest';
import type { Role } from '#contract/role.ts';
import { type Session, sessionHeader } from '#contract/session.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { ApiError } from './api-error.ts';
import { createExchange } from './client.ts';
import { askSession, createSessions } from './sessions.ts';

/** The page of whoever the portal names, over the real proxy; `signIn` has the portal name somebody else. */
async function openPage() {
  const secret = 'S3cret-of-the-portal';
  const environment = {
    TAILBOARD_SSO: 'header',
    TAILBOARD_PROXY_SECRET: secret,
    TAILBOARD_OPERATOR_GROUPS: 'operator',
    TAILBOARD_ADMIN_GROUPS: 'admin',
  };
  const standIn = createStandIn({ now: 0 });
  const { proxy } = compose(readConfig(environment, []), { assets: null, now: () => 0, standIn });
  const { origin, close } = await listen(proxy, { host: '127.0.0.1', port: 0 });
  onTestFinished(close);
  let person = { id: 'vera@example.com', role: 'viewer' };
  let asked = 0;
  const passOn = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('sec-fetch-site', 'same-origin');
    headers.set('x-tailboard-proxy-secret', secret);
    headers.set('x-forwarded-user', person.id);
    headers.set('x-forwarded-groups', person.role);
    if (url.endsWith('/api/session')) asked += 1;
    return passOn(url, { ...init, headers });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const first = await askSession(origin);
  if (first === undefined) throw new Error('There is no session.');
  const sessions = createSessions(first, () => askSession(origin));
  const exchange = createExchange({ origin, sessions });
  const deviceId = standIn.tailnet.devices()[0]?.nodeId ?? '';
  asked = 0;
  return {
    sessions,
    asked: () => asked,
    writes: () => standIn.journal.filter(({ method }) => method !== 'GET').length,
    signIn: (id: string, role: Role) => {
      person = { id, role };
    },
    read: async () => void (await exchange('listDevices', { parameters: { tailnet: '-' } })),
    write: async () =>
      await exchange('setKeyExpiry', { parameters: { deviceId }, body: { keyExpiryDisabled: true } }).then(
        () => 'done',
        (error: unknown) => (error instanceof ApiError ? `${error.status} ${error.code}` : 'a mistake'),
      ),
    learns: (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 }),
  };
}

test('another role is taken at once, is told, and needs no second question', async () => {
  const page = await openPage();
  await page.read();
  expect([page.asked(), page.sessions.state().news]).toEqual([0, undefined]);
  page.signIn('vera@example.com', 'operator');
  await Promise.all([page.read(), page.read()]);
  await page.learns(() => expect(page.sessions.state().current.person?.role).toBe('operator'));
  await page.read();
  expect([page.asked(), page.sessions.state().news, page.sessions.state().other]).toEqual([1, 'rights', undefined]);
  expect(await page.write()).toBe('done');
  page.sessions.noted();
  expect(page.sessions.state().news).toBeUndefined();
});

test('somebody else is noticed, the page stays whose it is, and nothing of it is done in the name of another', async () => {
  const page = await openPage();
  page.signIn('vera@example.com', 'admin');
  await page.read();
  await page.learns(() => expect(page.sessions.state().current.person?.role).toBe('admin'));
  page.signIn('otto@example.com', 'admin');
  expect(await page.write()).toBe('409 session_changed');
  await page.learns(() => expect(page.sessions.state().other?.person?.id).toBe('otto@example.com'));
  expect([page.sessions.state().current.person?.id, page.writes()]).toEqual(['vera@example.com', 0]);
  page.signIn('vera@example.com', 'admin');
  await page.read();
  await page.learns(() => expect(page.sessions.state().other).toBeUndefined());
  expect(await page.write()).toBe('done');
});

test('what was not known before is learned and is no news; what is known and goes is', async () => {
  const session: Session = { tag: 'a.1', mode: 'live', credential: 'oauth', tailnet: '', needsToken: false };
  let told: Session | undefined;
  const sessions = createSessions(session, () => Promise.resolve(told));
  const hear = async (next: Session | undefined, tag = next?.tag ?? 'a.9') => {
    told = next;
    sessions.heard(tag);
    await Promise.resolve();
    await Promise.resolve();
    return sessions.state();
  };
  expect(await hear({ ...session, tag: 'a.2', rights: { routes: 'change' } })).toMatchObject({
    current: { rights: { routes: 'change' } },
    news: undefined,
  });
  // Nobody says: the page goes on, and asks again with the next answer.
  expect(await hear(undefined)).toMatchObject({ current: { tag: 'a.2' } });
  expect(await hear({ ...session, tag: 'a.3', rights: { routes: 'read' } })).toMatchObject({ news: 'rights' });
});

test('a document that says nothing of its tag, as while it is worked on, learns it without a word', async () => {
  const session: Session = { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false };
  const sessions = createSessions(session, () =>
    Promise.resolve({ ...session, tag: 'b.1', person: { id: 'v', name: 'V', role: 'viewer' as const } }),
  );
  sessions.heard(null);
  sessions.heard('b.1');
  await vi.waitFor(() => expect(sessions.state().current.tag).toBe('b.1'));
  expect(sessions.state()).toMatchObject({ news: undefined, other: undefined });
  expect(sessionHeader).toBe('X-Tailboard-Session');
});
