import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasOf, createLabels, readLabels } from './labels.ts';

const labels = createLabels((prefix) => (prefix === '250.3.0.0/16' ? 'LAN 1' : undefined), true);

test('every alias is read as its label, whatever number it has and whatever text it stands in', () => {
  const words = {
    user: 'user',
    device: 'device',
    host: 'host name',
    ipv4: 'IPv4',
    ipv6: 'IPv6',
    endpoint: 'endpoint',
  } as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(words) as (keyof typeof words)[])),
      fc.integer({ min: 1, max: 200_000 }),
      (kind, number) => {
        const shown = kind === 'device' ? String(number).padStart(2, '0') : String(number);
        const label = `${words[kind]} ${shown}`;
        expect(labels.plain(aliasOf[kind](number))).toBe(label);
        expect(labels.plain(`Registered by ${aliasOf[kind](number)}.`)).toBe(`Registered by ${label}.`);
        expect(labels.plain(`"${aliasOf[kind](number)}",`)).toBe(`"${label}",`);
      },
    ),
  );
});

test('a name of MagicDNS, a path and a route show what is masked in them', () => {
  const shown = (text: string) =>
    labels
      .pieces(text)
      .map((piece) => (piece.isMask ? `[${piece.text}]` : piece.text))
      .join('');
  expect(shown('edge-fra-01.masked-tailnet.ts.net')).toBe('edge-fra-01.[tailnet].ts.net');
  expect(shown('db.masked-tailnet-2.ts.net')).toBe('db.[tailnet 2].ts.net');
  expect(shown('/api/v2/device/nMasked0012CNTRL/routes')).toBe('/api/v2/device/[node ID]/routes');
  expect(shown('250.3.0.0/16 is inside 10.0.0.0/8, 0.0.0.0/0')).toBe('[LAN 1] is inside 10.0.0.0/8, 0.0.0.0/0');
  expect(shown('masked-node-key, masked-serial')).toBe('[node key], [serial]');
  expect(shown('device-07-1')).toBe('[device 07]-1');
});

test('texts without an alias stay as they are', () => {
  for (const text of [
    'the node key of this device',
    '1.92.3',
    '2026-11-21T17:12:00Z',
    'tag:user-1',
    'https://x.example/24',
  ])
    expect(labels.plain(text)).toBe(text);
});

test('who types a label that stands on the page means what it stands for', () => {
  for (const kind of ['user', 'device', 'ipv4', 'ipv6'] as const) {
    const alias = aliasOf[kind](7);
    expect(readLabels(`x ${labels.plain(alias)} y`)).toBe(`x ${alias} y`);
  }
  expect(readLabels('user name, IPv4 address')).toBe('user name, IPv4 address');
});
