import type { Device } from '#contract/device.ts';
import { apiCaller } from '#stand-in/api-caller.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineName } from '#browser/device/device-facts.ts';
import { applyName, checkName, hasName, labelOf, sanitizeHostname } from './name.schema.ts';

const device: Device = {
  nodeId: 'n1',
  name: 'edge.tail4e21b.ts.net',
  hostname: 'Edge_Box.local',
  addresses: ['100.64.0.1'],
};
const others: Device[] = [
  { nodeId: 'n2', name: 'db-prod-01.tail4e21b.ts.net' },
  { nodeId: 'n3', name: 'vendor-sftp.tail9.ts.net', isExternal: true },
];

describe('what the server makes of a name', () => {
  test.each([
    ["Joe's Mac mini", 'joes-mac-mini'],
    ['AC-Upper', 'ac-upper'],
    ['under_score', 'under-score'],
    ['trailing-', 'trailing'],
    ['a.b.example.com', 'a-b-example-com'],
    ['nas.lan', 'nas'],
    ['Priya’s Pixel', 'priyas-pixel'],
    ['***', 'node'],
    ['x'.repeat(70), 'x'.repeat(63)],
    ['Gate.tail4e21b.ts.net', 'gate'],
    ['gate.TAIL4E21B.ts.net.', 'gate'],
    ['', 'edge-box'],
  ])('"%s" becomes %s', (typed, label) => {
    expect(labelOf(typed, device)).toBe(label);
  });

  test('the preview is what the stand-in makes of it, whatever is typed', async () => {
    const standIn = createStandIn({ now: Date.parse('2026-11-21T17:12:00Z') });
    const call = apiCaller(standIn);
    const bastion = standIn.tailnet.device('bastion');
    const taken = new Set(
      standIn.tailnet.devices().flatMap((other) => (other === bastion ? [] : [machineName(other)])),
    );
    const domain = '.tail4e21b.ts.net';
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(fc.constantFrom('a', 'Z', '9', '-', '_', '.', ' ', '@', '’', 'é', '.local', '.lan', domain), {
          maxLength: 70,
        })
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (name) => {
        const preview = labelOf(name, bastion);
        const answer = await call('POST', `/device/${bastion.nodeId}/name`, { name });
        const refused = taken.has(preview) ? preview : 'refused for another reason';
        expect(answer.status === 200 ? machineName(bastion) : refused).toBe(preview);
      }),
      { numRuns: 200 },
    );
  });

  test('a label that came out goes in unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const label = sanitizeHostname(text);
        expect(sanitizeHostname(label)).toBe(label);
        expect(label).toMatch(/^(?:[a-z0-9][a-z0-9-]*[a-z0-9]|[a-z0-9]?)$/);
      }),
    );
  });
});

describe('a name is checked while it is typed', () => {
  const check = (text: string) => checkName(text, device, 'n1', [device, ...others]);

  test('one that another device has is named with it; one of another tailnet does not collide', () => {
    expect(check('DB prod_01')).toEqual({
      kind: 'taken',
      label: 'db-prod-01',
      holder: { key: 'n2', name: 'db-prod-01' },
    });
    expect(check('vendor-sftp')).toMatchObject({ kind: 'fits', label: 'vendor-sftp' });
  });

  test('the own name in any spelling is no change', () => {
    for (const text of ['edge', 'EDGE', 'edge.tail4e21b.ts.net', ' edge '])
      expect(check(text)).toEqual({ kind: 'unchanged', label: 'edge' });
  });

  test('nothing resets it to the host name of the OS, with a number where that is taken', () => {
    expect(check('')).toEqual({ kind: 'fits', label: 'edge-box', isReset: true, mayGetNumber: false });
    const twin: Device = { nodeId: 'n4', name: 'edge-box.tail4e21b.ts.net' };
    expect(checkName('', device, 'n1', [device, twin])).toMatchObject({ kind: 'fits', mayGetNumber: true });
    expect(hasName({ ...device, name: 'edge-box-2.tail4e21b.ts.net' }, { name: '' })).toBe(true);
    expect(hasName({ ...device, name: 'edge-box-rack.tail4e21b.ts.net' }, { name: '' })).toBe(false);
  });
});

test('a rename under way is shown over the device, and only over its name', () => {
  expect(applyName(device, { name: 'Gate Way' })).toEqual({ ...device, name: 'gate-way.tail4e21b.ts.net' });
  expect(applyName(device, { name: 'edge' })).toBe(device);
});
