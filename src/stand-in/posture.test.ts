import { describe, expect, test } from 'vitest';
import { answerOf, apiCaller } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

const edge = '/device/n5SUKe8CNTRL/attributes';

function start() {
  const clock = { now: told };
  const standIn = createStandIn({ now: () => clock.now });
  const call = apiCaller(standIn);
  const id = (name: string) => standIn.tailnet.device(name).nodeId ?? '';
  const set = (key: string, body: unknown, path = edge) => call('POST', `${path}/${key}`, body);
  const read = async (path = edge) => answerOf('getAttributes', await call('GET', path));
  return { clock, call, id, set, read };
}

test('an attribute is set, read back in order of keys, and deleted', async () => {
  const { call, set, read } = start();
  expect((await set('custom:auditLevel', { value: 3, comment: 'Yearly audit.' })).text).toBe('null');
  expect(Object.entries((await read()).attributes ?? {})[0]).toEqual(['custom:auditLevel', 3]);
  expect(await read()).not.toHaveProperty('expiries');
  expect((await call('DELETE', `${edge}/custom:auditLevel`)).text).toBe('null');
  expect((await read()).attributes).not.toHaveProperty('custom:auditLevel');
});

test('an attribute with an expiry says so, and is gone once it has passed', async () => {
  const { clock, set, read } = start();
  await set('custom:onCall', { value: true, expiry: '2026-11-21T18:00:00Z' });
  expect((await read()).expiries).toEqual({ 'custom:onCall': '2026-11-21T18:00:00Z' });
  clock.now = Date.parse('2026-11-21T18:00:00Z');
  const later = await read();
  expect(later.attributes).not.toHaveProperty('custom:onCall');
  expect(later).not.toHaveProperty('expiries');
});

test('a key keeps its first type in the whole tailnet', async () => {
  const { id, set } = start();
  const other = `/device/${id('bastion')}/attributes`;
  expect((await set('custom:patchScore', { value: 'high' }, other)).json).toEqual({
    message: 'attribute custom:patchScore is of type number, not string',
  });
  expect((await set('custom:patchScore', { value: 12 }, other)).status).toBe(200);
});

test('a key cannot differ from another one only in case', async () => {
  const { set } = start();
  expect((await set('custom:SITE', { value: 'fra' })).json).toEqual({
    message: 'attribute custom:SITE differs from custom:site only in case',
  });
});

describe('values', () => {
  test.each(['two words', 'x'.repeat(51), '', 'a-b', 12.5, 2 ** 53, null, [1]])('%j is refused', async (value) => {
    expect((await start().set('custom:fresh', { value })).status).toBe(400);
  });
  test.each(['fra_dc2.x', 'x'.repeat(50), 2 ** 53 - 1, -4, 0, false])('%j is taken', async (value) => {
    const { set, read } = start();
    expect((await set('custom:fresh', { value })).status).toBe(200);
    expect((await read()).attributes).toMatchObject({ 'custom:fresh': value });
  });
});

describe('keys', () => {
  test.each(['node:os', 'custom:', 'custom:a-b', 'custom:a.b', `custom:${'x'.repeat(122)}`, 'Custom:site'])(
    '%s cannot be written',
    async (key) => {
      const { call, set } = start();
      expect((await set(key, { value: 1 })).status).toBe(400);
      expect((await call('DELETE', `${edge}/${key}`)).status).toBe(400);
    },
  );
  test('128 characters with the prefix are enough for anybody', async () => {
    expect((await start().set(`custom:${'x'.repeat(121)}`, { value: 1 })).status).toBe(200);
  });
});

test.each(['yesterday', '2026-11-21', '2026-11-21T17:12:00Z'])('the expiry %s is refused', async (expiry) => {
  expect((await start().set('custom:fresh', { value: 1, expiry })).status).toBe(400);
});

test('a comment of more than 200 characters is refused', async () => {
  expect((await start().set('custom:fresh', { value: 1, comment: 'x'.repeat(201) })).status).toBe(400);
});

test('a shared-in device shows no attributes of its own', async () => {
  const { id, read } = start();
  expect(await read(`/device/${id('vendor-sftp')}/attributes`)).toEqual({ attributes: {} });
});

describe('many at once', () => {
  const path = '/tailnet/-/device-attributes';

  test('values are merged and null deletes', async () => {
    const { call, id, read } = start();
    const nodes = {
      n5SUKe8CNTRL: { 'custom:site': null, 'custom:patchScore': { value: 90 } },
      [id('bastion')]: { 'custom:site': { value: 'ams', expiry: '2027-01-01T00:00:00Z' } },
    };
    expect((await call('PATCH', path, { nodes, comment: 'Moved.' })).text).toBe('null');
    const edgeNow = (await read()).attributes;
    expect(edgeNow).toMatchObject({ 'custom:patchScore': 90, 'custom:diskEncryption': true });
    expect(edgeNow).not.toHaveProperty('custom:site');
    expect((await read(`/device/${id('bastion')}/attributes`)).expiries).toHaveProperty('custom:site');
  });

  test('one bad entry or unknown device leaves everything as it was', async () => {
    const { call, read } = start();
    const before = await read();
    const good = { n5SUKe8CNTRL: { 'custom:site': { value: 'ams' } } };
    expect((await call('PATCH', path, { nodes: { ...good, nUnknown: {} } })).status).toBe(404);
    expect(
      (await call('PATCH', path, { nodes: { ...good, '393735751060': { 'custom:patchScore': { value: 'x' } } } }))
        .status,
    ).toBe(400);
    const clash = { n5SUKe8CNTRL: { 'custom:new': { value: 1 }, 'custom:New': { value: 1 } } };
    expect((await call('PATCH', path, { nodes: clash })).status).toBe(400);
    expect(await read()).toEqual(before);
  });
});
