import { expect, test } from 'vitest';
import { apiCaller, outcome } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

function start(name = 'edge-fra-01') {
  const standIn = createStandIn({ now: told });
  const call = apiCaller(standIn);
  const device = standIn.tailnet.device(name);
  const move = async (ipv4: string) => {
    return outcome(await call('POST', `/device/${device.nodeId}/ip`, { ipv4 }));
  };
  return { move, device };
}

test('the IPv4 address changes and the IPv6 address stays', async () => {
  const { move, device } = start();
  expect(await move('100.80.0.1')).toBe('null');
  expect(device.addresses).toEqual(['100.80.0.1', 'fd7a:115c:a1e0:ac82:4843:ca90:697d:c36e']);
});

test('a device with IPv6 only gets its IPv4 address first', async () => {
  const { move, device } = start('priya-pixel');
  await move('100.88.140.67');
  expect(device.addresses).toEqual(['100.88.140.67', 'fd7a:115c:a1e0::8c01:8c43']);
});

test('the own address may be set again', async () => {
  expect(await start().move('100.87.74.78')).toBe('null');
});

test.each(['100.70.31.5', '100.118.90.7'])('%s is in use, by an own or a shared-in device', async (address) => {
  expect(await start().move(address)).toBe('400 Address already in use');
});

test.each(['10.20.0.7', '100.63.255.255', '100.128.0.0', '100.115.92.1', '100.115.93.255'])(
  '%s is outside of the range',
  async (address) => {
    expect(await start().move(address)).toBe(
      '400 Address must be a valid Tailscale IPv4 address: within 100.64.0.0/10 but excluding 100.115.92.0/23',
    );
  },
);

test.each(['100.100.0.7', '100.100.100.100', '100.101.102.103', '100.115.170.61', '100.127.0.1'])(
  '%s is reserved',
  async (address) => {
    expect(await start().move(address)).toBe('400 Cannot update address to reserved IP');
  },
);

test.each(['', '100.80.0', '100.80.0.256', '100.080.0.1', 'fd7a:115c:a1e0::1', '100.80.0.1 '])(
  '%j is no IPv4 address',
  async (text) => {
    expect(await start().move(text)).toBe(`400 ParseAddr(${JSON.stringify(text)}): unable to parse IP`);
  },
);
