import { describe, expect, test } from 'vitest';
import { createAliases } from './aliases.ts';
import { maskAddress, maskFilter } from './capture-address.ts';
import { type CaptureKind, captureKinds } from './capture-kinds.ts';
import { maskEntries } from './mask-answers.ts';
import { createNumbers } from './numbers.ts';

function aliasesOf(kinds: readonly CaptureKind[]) {
  const aliases = createAliases({ kinds: new Set(kinds), numbers: createNumbers('salt', {}), salt: 'salt' });
  maskEntries(
    [
      {
        nodeId: 'nA1CNTRL',
        name: 'edge.tail1.ts.net',
        user: 'amelie@example.com',
        addresses: ['100.80.1.2'],
        advertisedRoutes: ['10.1.0.0/16'],
      },
      { nodeId: 'nB2CNTRL', name: 'db.tail1.ts.net', user: 'jonas@example.com', addresses: ['100.80.1.3'] },
    ],
    aliases,
  );
  return aliases;
}

describe('whoever begins with an address at hand', () => {
  const usual = aliasesOf(['people', 'addresses', 'tailnet']);
  const shown = (path: string, aliases = usual) =>
    maskAddress(new URL(path, 'https://portal.example'), '/ops', aliases);

  test('stays at the device, by whatever they called it', () => {
    expect(shown('/ops/devices/nB2CNTRL?capture=1#routes')).toBe('/ops/devices/nMasked0002CNTRL#routes');
    expect(shown('/ops/devices/100.80.1.2')).toBe('/ops/devices/250.64.0.1');
    expect(shown('/ops/devices/edge?theme=dark')).toBe('/ops/devices/edge');
    expect(shown('/ops/devices/edge', aliasesOf(captureKinds))).toBe('/ops/devices/device-01');
    expect(shown('/ops/embed/device/nA1CNTRL/routes')).toBe('/ops/embed/device/nMasked0001CNTRL/routes');
  });

  test('keeps a filter that names nobody or somebody whole, and loses one that names a part of somebody', () => {
    expect(shown('/ops/devices?filter=tag:prod+-os:linux&sort=-ipv4')).toBe(
      '/ops/devices?filter=tag:prod+-os:linux&sort=-ipv4',
    );
    expect(maskFilter('owner:jonas@example.com tag:db', usual)).toBe('owner:user-0002@masked tag:db');
    expect(maskFilter('ip:100.80.1.3', usual)).toBe('ip:250.64.0.2');
    for (const line of ['owner:amel', 'amelie', 'ip:100.80', 'jonas OR tag:db', '-owner:jonas'])
      expect(maskFilter(line, usual)).toBe('');
    expect(maskFilter('edge', usual)).toBe('edge');
    expect(maskFilter('edg', aliasesOf(captureKinds))).toBe('');
  });
});
