import { type Answer, type EndpointName, endpointNames, endpoints } from '#contract/endpoints.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '#browser/api/api-error.ts';
import type { Exchange } from '#browser/api/client.ts';
import { createAliases } from './aliases.ts';
import { captureKinds } from './capture-kinds.ts';
import { maskExchange } from './masking-exchange.ts';
import { createNumbers } from './numbers.ts';

const signs = (letters: string) => Array.from(letters);
const scripts = [
  'abcdefghijkmnopqrstuvw',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'אבגדהוזחטיכלמנסעפצקרשת',
  'ÄÖÜßéñçİıøå',
  '🦊🐻漢字カナ',
];
/** A word of one script, long enough not to stand in a text of ours by chance. */
const word = fc
  .constantFrom(...scripts)
  .chain((letters) => fc.array(fc.constantFrom(...signs(letters)), { minLength: 6, maxLength: 12 }))
  .map((letters) => letters.join(''));
const octet = fc.integer({ min: 1, max: 254 });

/** Everything about a tailnet that must not be seen, each drawn anew. */
const identities = fc.record({
  login: fc.tuple(word, word).map((parts) => parts.join('@')),
  oddLogin: word,
  name: word,
  host: fc.tuple(word, word).map((parts) => parts.join("'s ")),
  domain: fc
    .string({ unit: fc.constantFrom(...signs('abcdefghij0123456789')), minLength: 8, maxLength: 8 })
    .map((text) => `tail${text}.ts.net`),
  organisation: word,
  ipv4: fc.tuple(octet, octet, octet).map(([a, b, c]) => `100.${64 + (a % 64)}.${b}.${c}`),
  ipv6: fc.tuple(octet, octet).map(([a, b]) => `fd7a:115c:a1e0:${a.toString(16)}a::${b.toString(16)}b`),
  endpoint: fc.tuple(octet, octet).map(([a, b]) => `203.0.${a}.${b}:41641`),
  route: fc.tuple(octet, octet).map(([a, b]) => `10.${a}.${b}.0/24`),
  nodeId: fc
    .string({ unit: fc.constantFrom(...signs('ABCDEFGHJK23456789')), minLength: 8, maxLength: 8 })
    .map((text) => `n${text}CNTRL`),
  id: fc.integer({ min: 1e14, max: 9e14 }).map(String),
  key: fc.string({ unit: fc.constantFrom(...signs('0123456789abcdef')), minLength: 32, maxLength: 32 }),
  serial: fc.string({ unit: fc.constantFrom(...signs('QWERTZUIOP987654')), minLength: 10, maxLength: 10 }),
  invite: fc.string({ unit: fc.constantFrom(...signs('ZYXWVUTSR98765')), minLength: 12, maxLength: 12 }),
  code: fc.string({ unit: fc.constantFrom(...signs('zyxwvutsr98765')), minLength: 14, maxLength: 14 }),
});
type Identities = typeof identities extends fc.Arbitrary<infer One> ? One : never;

const deviceOf = (who: Identities) => ({
  addresses: [who.ipv4, who.ipv6],
  id: who.id,
  nodeId: who.nodeId,
  user: who.login,
  name: `${who.name}.${who.domain}`,
  hostname: who.host,
  os: 'linux',
  tags: ['tag:prod'],
  authorized: true,
  machineKey: `mkey:${who.key}`,
  nodeKey: `nodekey:${who.key}`,
  tailnetLockKey: `nlpub:${who.key}`,
  tailnetLockError: `${who.name} of ${who.id} is not signed, see ${who.login} at ${who.ipv4}`,
  enabledRoutes: [who.route],
  advertisedRoutes: [who.route, '0.0.0.0/0', '::/0'],
  clientConnectivity: { endpoints: [who.endpoint], latency: { Frankfurt: { latencyMs: 4 } } },
  postureIdentity: { serialNumbers: [who.serial], hardwareAddresses: [who.key] },
});
const inviteOf = (who: Identities) => ({
  id: who.invite,
  created: '2026-11-21T17:12:00Z',
  tailnetId: Number(who.id),
  deviceId: Number(who.id),
  sharerId: Number(who.id),
  email: who.login,
  inviteUrl: `https://login.tailscale.com/admin/invite/${who.code}`,
  accepted: true,
  acceptedBy: { id: Number(who.id), loginName: who.oddLogin, profilePicUrl: `https://pictures.example/${who.code}` },
});
const attributesOf = (who: Identities) => ({
  attributes: { 'custom:owner': who.login, 'custom:of': [`${who.name} (${who.ipv4})`], 'custom:score': 80 },
  expiries: { 'custom:owner': '2026-11-21T17:12:00Z' },
});

/** For every call of the contract the richest answer that the server may give. */
const answers: { readonly [N in EndpointName]: (who: Identities) => Answer<N> } = {
  listDevices: (who) => ({
    devices: [deviceOf(who), { nodeId: 7, name: who.name, user: { name: who.login } }, who.key],
  }),
  getDevice: deviceOf,
  deleteDevice: () => null,
  expireDevice: () => null,
  setAuthorized: () => null,
  setName: (who) => ({ name: who.name }),
  setTags: () => null,
  setKeyExpiry: () => null,
  setIp: (who) => [who.ipv4],
  getRoutes: (who) => ({ advertisedRoutes: [who.route], enabledRoutes: [who.route] }),
  setRoutes: (who) => ({ advertisedRoutes: [who.route], enabledRoutes: [who.route] }),
  getAttributes: attributesOf,
  setAttribute: attributesOf,
  deleteAttribute: () => null,
  patchAttributes: () => null,
  listInvites: (who) => [inviteOf(who)],
  createInvites: (who) => [inviteOf(who)],
  getInvite: inviteOf,
  deleteInvite: () => null,
  resendInvite: () => null,
  listUsers: (who) => ({
    users: [
      {
        id: who.id,
        displayName: who.oddLogin,
        loginName: who.login,
        profilePicUrl: who.code,
        tailnetId: who.id,
        role: 'admin',
      },
    ],
  }),
  getPolicy: (who) => ({
    tagOwners: { 'tag:prod': [who.login] },
    groups: { 'group:ops': [who.login] },
    hosts: { [who.name]: who.ipv4, [who.host]: who.route },
    autoApprovers: { routes: { [who.route]: [who.login] }, exitNode: [who.login] },
    nodeAttrs: [{ target: [who.login], ipPool: [who.route] }],
  }),
  getSettings: (who) => ({ devicesApprovalOn: true, aclsExternalLink: `https://git.example/${who.organisation}` }),
};

const parameters = { tailnet: '-', deviceId: 'nX', attributeKey: 'custom:site', inviteId: 'iX' };

/** An exchange that gives these answers, or fails with this error. */
function serverOf(who: Identities, error?: ApiError): Exchange {
  return async (name) => {
    if (error !== undefined) throw error;
    const head = { status: 200, requestId: who.key, etag: undefined, tagsEtag: undefined };
    return await Promise.resolve({ ...head, answer: answers[name](who) });
  };
}

function maskedBy(salt: string, exchange: Exchange) {
  const numbers = createNumbers(salt, {});
  const aliases = createAliases({ kinds: new Set(captureKinds), numbers, salt });
  return { exchange: maskExchange(exchange, aliases, async () => await Promise.resolve(true)), aliases, numbers };
}

/** The identities that stand in a text, whatever their case. */
function leaksIn(text: string, who: Identities): readonly string[] {
  const lower = text.toLowerCase();
  return Object.values(who).filter((identity) => lower.includes(identity.toLowerCase()));
}

describe('whoever looks at a masked page', () => {
  test.each(endpointNames)('meets no identity in the answer of %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(identities, async (who) => {
        const { exchange, numbers } = maskedBy(who.key, serverOf(who));
        const given: unknown[] = [];
        const rest =
          name === 'listDevices' ? { onDevices: (entries: readonly unknown[]) => given.push(...entries) } : {};
        await exchange('listDevices', { parameters, ...rest });
        const told = await exchange(name, { parameters });
        const text = JSON.stringify([told, given, numbers.kept()]);
        expect(leaksIn(text, who)).toEqual([]);
        expect(text).not.toContain(who.organisation);
      }),
      { numRuns: 60 },
    );
  });

  test('meets none in an error, its request or its list either', async () => {
    await fc.assert(
      fc.asyncProperty(identities, async (who) => {
        const message = `device ${who.nodeId} (${who.name}, ${who.host}) of ${who.login} at ${who.ipv4} or ${who.ipv6} in ${who.domain}: tskey-auth-${who.key}, ${who.route}`;
        const failing = new ApiError(message, {
          kind: 'invalid',
          status: 412,
          requestId: who.key,
          current: [who.route],
        });
        const { exchange, aliases } = maskedBy(who.key, serverOf(who, failing));
        const known = maskExchange(serverOf(who), aliases, async () => await Promise.resolve(true));
        await known('listDevices', { parameters });
        await known('getDevice', { parameters });
        const error: unknown = await exchange('getRoutes', { parameters }).catch((reason: unknown) => reason);
        if (!(error instanceof ApiError)) throw new TypeError('It did not fail.');
        expect(leaksIn(JSON.stringify([error, error.message, error.cause ?? null]), who)).toEqual([]);
      }),
    );
  });
});

test('what the page sends is about the device, the person and the route that were meant', async () => {
  await fc.assert(
    fc.asyncProperty(identities, async (who) => {
      const sent: unknown[] = [];
      const server = serverOf(who);
      const { exchange } = maskedBy(who.key, async (name, options) => {
        sent.push([options.parameters, options.body ?? null]);
        return await server(name, options);
      });
      const { answer: device } = await exchange('getDevice', { parameters });
      const { answer: invites } = await exchange('listInvites', { parameters });
      const deviceId = device.nodeId ?? '';
      sent.length = 0;
      await exchange('setRoutes', { parameters: { deviceId }, body: { routes: device.advertisedRoutes ?? [] } });
      await exchange('setIp', { parameters: { deviceId }, body: { ipv4: device.addresses?.[0] ?? '' } });
      await exchange('deleteInvite', { parameters: { inviteId: invites?.[0]?.id ?? '' } });
      await exchange('createInvites', { parameters: { deviceId }, body: [{ email: invites?.[0]?.email ?? '' }] });
      await exchange('patchAttributes', {
        parameters: { tailnet: '-' },
        body: { nodes: { [deviceId]: { 'custom:a': { value: 'x' } } } },
      });
      expect(sent).toEqual([
        [{ deviceId: who.nodeId }, { routes: [who.route, '0.0.0.0/0', '::/0'] }],
        [{ deviceId: who.nodeId }, { ipv4: who.ipv4 }],
        [{ inviteId: who.invite }, null],
        [{ deviceId: who.nodeId }, [{ email: who.login }]],
        [{ tailnet: '-' }, { nodes: { [who.nodeId]: { 'custom:a': { value: 'x' } } } }],
      ]);
    }),
  );
});

test('an address that somebody types in capture mode comes back as it was typed', async () => {
  let ipv4 = '100.80.1.2';
  const { exchange } = maskedBy('salt', async (name, { body }) => {
    // The only body that this test sends.
    if (name === 'setIp') ({ ipv4 } = body as { ipv4: string });
    const answer = name === 'setIp' ? null : { nodeId: 'nA', addresses: [ipv4] };
    return await Promise.resolve({
      answer: answer as never,
      status: 200,
      requestId: undefined,
      etag: undefined,
      tagsEtag: undefined,
    });
  });
  await exchange('setIp', { parameters: { deviceId: 'nA' }, body: { ipv4: '100.99.0.10' } });
  const { answer } = await exchange('getDevice', { parameters: { deviceId: 'nA' } });
  expect(answer.addresses).toEqual(['100.99.0.10']);
});

test('an address of the tailnet that somebody types comes back as it was typed, so the page sees its change done', async () => {
  let ipv4 = '100.80.1.2';
  const { exchange } = maskedBy('salt', async (name, { body }) => {
    // The only body that this test sends.
    if (name === 'setIp') ({ ipv4 } = body as { ipv4: string });
    const answer = name === 'setIp' ? null : { nodeId: 'nA', addresses: [ipv4] };
    return await Promise.resolve({
      answer: answer as never,
      status: 200,
      requestId: undefined,
      etag: undefined,
      tagsEtag: undefined,
    });
  });
  const addressesNow = async () => {
    const { answer } = await exchange('getDevice', { parameters: { deviceId: 'nA' } });
    return answer.addresses;
  };
  const [alias = ''] = (await addressesNow()) ?? [];
  expect(alias).not.toBe('100.80.1.2');
  await exchange('setIp', { parameters: { deviceId: 'nA' }, body: { ipv4: '100.80.1.2' } });
  expect(await addressesNow()).toEqual(['100.80.1.2']);
  // The label of one that was learnt before stands for its alias, and is the same address to the server.
  const other = '100.80.1.3';
  ipv4 = other;
  const [learnt = ''] = (await addressesNow()) ?? [];
  await exchange('setIp', { parameters: { deviceId: 'nA' }, body: { ipv4: learnt } });
  expect(ipv4).toBe(other);
  expect(await addressesNow()).toEqual([learnt]);
});

test('who does not allow changes of a real tailnet sends none, and is told why', async () => {
  let sent = 0;
  const numbers = createNumbers('salt', {});
  const aliases = createAliases({ kinds: new Set(captureKinds), numbers, salt: 'salt' });
  const server: Exchange = async () => {
    sent += 1;
    return await Promise.reject(new ApiError('Sent.', { kind: 'server' }));
  };
  const exchange = maskExchange(server, aliases, async () => await Promise.resolve(false));
  const writes = endpointNames.filter((name) => endpoints[name].writes);
  for (const name of writes) await expect(exchange(name, { parameters })).rejects.toThrow('until you allow it');
  expect(sent).toBe(0);
});
