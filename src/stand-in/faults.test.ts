import { describe, expect, test } from 'vitest';
import { apiCaller, apiRequest } from './api-caller.ts';
import { told } from './demo-row.ts';
import { type Fault } from './faults.ts';
import { createStandIn } from './stand-in.ts';

const edge = '/device/n5SUKe8CNTRL';
const list = '/tailnet/-/devices?fields=all';

function start(...faults: Fault[]) {
  const standIn = createStandIn({ now: told, faults });
  return { standIn, call: apiCaller(standIn) };
}

describe('when it befalls', () => {
  test('once, then all is well', async () => {
    const { call } = start({ status: 500 });
    expect([(await call('GET', edge)).status, (await call('GET', edge)).status]).toEqual([500, 200]);
  });

  test('only the named call and device, by either id', async () => {
    const { call, standIn } = start({ endpoint: 'setTags', deviceId: '393735751060', status: 403 });
    const other = standIn.tailnet.device('bastion').nodeId;
    expect((await call('GET', edge)).status).toBe(200);
    expect((await call('POST', `/device/${other}/tags`, { tags: ['tag:prod'] })).status).toBe(200);
    const refused = await call('POST', `${edge}/tags`, { tags: ['tag:prod'] });
    expect([refused.status, refused.json]).toEqual([
      403,
      { message: 'calling actor does not have enough permissions to perform this function' },
    ]);
    expect(standIn.tailnet.device('edge-fra-01').tags).toHaveLength(2);
  });

  test('after some have passed, and as often as told', async () => {
    const { call } = start({ skip: 1, times: 2, status: 504 });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await call('GET', edge)).status);
    expect(statuses).toEqual([200, 504, 504, 200]);
  });

  test('for ever, until it is taken back', async () => {
    const { call, standIn } = start();
    standIn.fail({ status: 401, times: Infinity });
    expect((await call('GET', edge)).json).toEqual({ message: 'API token invalid' });
    expect((await call('GET', edge)).status).toBe(401);
    standIn.clearFaults();
    expect((await call('GET', edge)).status).toBe(200);
  });

  test('one after the other, in the order in which they were named', async () => {
    const { call } = start({ status: 500 }, { status: 502 });
    expect([(await call('GET', edge)).status, (await call('GET', edge)).status]).toEqual([500, 502]);
  });
});

describe('what goes wrong', () => {
  test('an error with a message and headers of its own', async () => {
    const { call } = start({ status: 429, message: 'slow down', headers: { 'retry-after': '23' } });
    const answer = await call('GET', edge);
    expect([answer.status, answer.json, answer.headers.get('retry-after')]).toEqual([
      429,
      { message: 'slow down' },
      '23',
    ]);
    expect(answer.headers.get('x-tailscale-request-id')).toMatch(/^REQ-/);
  });

  test('an HTML page', async () => {
    const { call } = start({ html: '<h1>Bad gateway</h1>', status: 502 });
    const answer = await call('GET', edge);
    expect([answer.status, answer.text]).toEqual([502, '<h1>Bad gateway</h1>']);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('another JSON, and a body that is none', async () => {
    const { call } = start({ json: { devices: null } }, { raw: 'hello', contentType: 'text/plain' });
    expect((await call('GET', list)).json).toEqual({ devices: null });
    const raw = await call('GET', list);
    expect([raw.text, raw.headers.get('content-type')]).toEqual(['hello', 'text/plain']);
  });

  test('a body that breaks off half way, with its full length announced', async () => {
    const { standIn } = start({ cut: true });
    const answer = await standIn.fetch(apiRequest('GET', list));
    const whole = await (await standIn.fetch(apiRequest('GET', list))).arrayBuffer();
    expect(answer.headers.get('content-length')).toBe(String(whole.byteLength));
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBe(Math.ceil(whole.byteLength / 2));
    await expect(reader?.read()).rejects.toThrow('terminated');
  });

  test('half a JSON that claims to be whole', async () => {
    const { call } = start({ truncated: true });
    const answer = await call('GET', list);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^\{"devices":\[/);
    expect(answer.json).toBeUndefined();
  });

  test('no answer until the request is aborted', async () => {
    const { standIn } = start({ hang: true });
    const controller = new AbortController();
    const answer = standIn.fetch(apiRequest('GET', edge, undefined, { signal: controller.signal }));
    controller.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(standIn.journal[0]?.status).toBe(0);
  });

  test('a lost connection', async () => {
    const { call } = start({ drop: true });
    await expect(call('GET', edge)).rejects.toThrow(TypeError);
  });

  test('a redirect', async () => {
    const { call } = start({ redirect: 'https://evil.example/' }, { redirect: '/elsewhere', status: 307 });
    const first = await call('GET', edge);
    expect([first.status, first.headers.get('location')]).toEqual([302, 'https://evil.example/']);
    expect((await call('GET', edge)).status).toBe(307);
  });

  test('an answer that is late is still the answer', async () => {
    const { call } = start({ latencyMs: 5 }, { status: 500, latencyMs: 5 });
    expect((await call('GET', edge)).status).toBe(200);
    expect((await call('GET', edge)).status).toBe(500);
  });
});

describe('a write that fails', () => {
  const routes = { routes: ['10.0.0.0/16'] };
  const approved = (standIn: ReturnType<typeof start>['standIn']) =>
    standIn.tailnet.device('edge-fra-01').enabledRoutes;

  test.each<Fault>([{ status: 500 }, { html: '' }, { truncated: true }])(
    'leaves things as they were: %j',
    async (fault) => {
      const { call, standIn } = start(fault);
      await call('POST', `${edge}/routes`, routes);
      expect(approved(standIn)).toHaveLength(4);
    },
  );

  test('may have been carried out all the same', async () => {
    const { call, standIn } = start({ status: 504, after: true });
    expect((await call('POST', `${edge}/routes`, routes)).status).toBe(504);
    expect(approved(standIn)).toEqual(['10.0.0.0/16']);
  });

  test('is not carried out when it is aborted while it waits', async () => {
    const { standIn } = start({ latencyMs: 60_000 });
    const controller = new AbortController();
    const answer = standIn.fetch(apiRequest('POST', `${edge}/routes`, routes, { signal: controller.signal }));
    controller.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(approved(standIn)).toHaveLength(4);
  });
});

describe('by themselves', () => {
  test('a share of all requests fails, the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      const call = apiCaller(createStandIn({ now: told, seed, faultRate: 0.3 }));
      const statuses = [];
      for (let count = 0; count < 200; count++) statuses.push((await call('GET', '/tailnet/-/settings')).status);
      return statuses;
    };
    const statuses = await run(3);
    const failed = statuses.filter((status) => status !== 200);
    expect(failed.length).toBeGreaterThan(35);
    expect(failed.length).toBeLessThan(90);
    expect(new Set(failed)).toEqual(new Set([429, 500, 502, 504]));
    expect(await run(3)).toEqual(statuses);
  });

  test('every request waits when a latency is set', async () => {
    const standIn = createStandIn({ now: told, latencyMs: 60_000 });
    const controller = new AbortController();
    const answer = standIn.fetch(apiRequest('GET', edge, undefined, { signal: controller.signal }));
    controller.abort();
    await expect(answer).rejects.toThrow('aborted');
  });
});
