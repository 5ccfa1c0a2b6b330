import { expect, test } from 'vitest';
import { attributeRows } from './attribute-rows.ts';
import { countBySource, groupRows } from './attribute-sources.ts';

const rows = attributeRows({
  attributes: {
    'node:os': 'linux',
    'ip:country': 'DE',
    'kandji:mdmEnabled': true,
    'acme:score': 1,
    'custom:site': 'fra_dc2',
    plain: 1,
  },
});

test('those that people set come first, and every other namespace says by whom it is set', () => {
  expect(groupRows(rows).map(({ namespace, setBy }) => [namespace, setBy])).toEqual([
    ['custom:', undefined],
    ['', 'Set by the server'],
    ['acme:', 'Set by the integration acme'],
    ['ip:', "Set by Tailscale, from the device's public address"],
    ['kandji:', 'Set by Kandji'],
    ['node:', 'Set by the device itself'],
  ]);
});

test('they are counted by who sets them', () => {
  expect(countBySource(rows)).toBe('1 custom, 1 from the device, 4 from others');
});
