import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiCaller, outcome } from './api-caller.ts';
import { told } from './demo-row.ts';
import { sanitizeHostname } from './device-name.ts';
import { createStandIn } from './stand-in.ts';

describe('names are rewritten, not rejected', () => {
  test.each([
    ['AC-Upper', 'ac-upper'],
    ['under_score', 'under-score'],
    ['trailing-', 'trailing'],
    ['a.b.example.com', 'a-b-example-com'],
    ["Joe's Mac mini", 'joes-mac-mini'],
    ['nas.local', 'nas'],
    ['nas.lan', 'nas'],
    ['Priya’s Pixel', 'priyas-pixel'],
    ['x'.repeat(70), 'x'.repeat(63)],
    ['---', ''],
  ])('%s becomes %s', (given, label) => {
    expect(sanitizeHostname(given)).toBe(label);
  });

  test('whatever is given, a label comes out, and it stays as it is', () => {
    assert(
      property(string({ unit: 'binary' }), (given) => {
        const label = sanitizeHostname(given);
        expect(label).toMatch(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/);
        expect(sanitizeHostname(label)).toBe(label);
      }),
    );
  });
});

function start() {
  const clock = { now: told };
  const standIn = createStandIn({ now: () => clock.now });
  const call = apiCaller(standIn);
  const rename = async (device: string, name: string) => {
    return outcome(await call('POST', `/device/${standIn.tailnet.device(device).nodeId}/name`, { name }));
  };
  return { clock, call, rename, tailnet: standIn.tailnet };
}

test('a rename changes the name and leaves the hostname', async () => {
  const { rename, tailnet } = start();
  const device = tailnet.device('jonas-thinkpad');
  expect(await rename('jonas-thinkpad', 'Jonas Laptop')).toBe('null');
  expect([device.name, device.hostname]).toEqual(['jonas-laptop.tail4e21b.ts.net', 'JONAS-THINKPAD']);
});

test('a full name inside the tailnet counts as its first label', async () => {
  const { rename, tailnet } = start();
  await rename('bastion', 'Gate.tail4e21b.ts.net.');
  expect(tailnet.device('gate').name).toBe('gate.tail4e21b.ts.net');
});

test('a name that nothing is left of becomes node', async () => {
  const { rename, tailnet } = start();
  await rename('bastion', '***');
  expect(tailnet.device('node').hostname).toBe('bastion');
});

test('a taken name is refused, the own name is not, nor one of another tailnet', async () => {
  const { rename } = start();
  expect(await rename('bastion', 'DB_prod_01')).toBe('400 name "db-prod-01" is already taken');
  expect(await rename('bastion', 'bastion')).toBe('null');
  expect(await rename('bastion', 'vendor-sftp')).toBe('null');
});

test('the name of a deleted device is held for a while', async () => {
  const { call, clock, rename, tailnet } = start();
  await call('DELETE', `/device/${tailnet.device('db-prod-01').nodeId}`);
  expect(await rename('bastion', 'db-prod-01')).toBe('400 name "db-prod-01" is already taken');
  clock.now += 3_600_000;
  expect(await rename('bastion', 'db-prod-01')).toBe('null');
});

test('an empty name goes back to the hostname, numbered where that is taken', async () => {
  const { rename, tailnet } = start();
  const second = tailnet.device('web-prod-02');
  await rename('web-prod-01', '');
  await rename('web-prod-02', '');
  expect(tailnet.device('web-prod').hostname).toBe('web-prod');
  expect(second.name).toBe('web-prod-1.tail4e21b.ts.net');
});
