import { expect, test } from 'vitest';
import { attributeRows, countCustom } from './attribute-rows.ts';

const answer = {
  attributes: { 'node:os': 'linux', 'custom:patchScore': 87, 'custom:diskEncryption': true, plain: { nested: null } },
  expiries: { 'custom:patchScore': '2026-12-01T00:00:00Z', 'node:os': 17 },
};

test('attributes are sorted by key, with namespace, value and type apart', () => {
  expect(attributeRows(answer).map(({ namespace, name, value, type }) => [namespace, name, value, type])).toEqual([
    ['custom:', 'diskEncryption', 'true', 'boolean'],
    ['custom:', 'patchScore', '87', 'number'],
    ['node:', 'os', 'linux', 'string'],
    ['', 'plain', '{"nested":null}', 'other'],
  ]);
});

test('only an expiry that is a date counts', () => {
  const expires = Object.fromEntries(attributeRows(answer).map((row) => [row.key, row.expires]));
  expect(expires).toMatchObject({ 'custom:patchScore': Date.parse('2026-12-01T00:00:00Z'), 'node:os': undefined });
});

test('those of the tailnet itself are counted beside the title', () => {
  expect(countCustom(attributeRows(answer))).toBe('2 custom');
  expect(countCustom(attributeRows({ attributes: { 'node:os': 'linux' } }))).toBeUndefined();
});

test('an answer without attributes is an empty table', () => {
  expect(attributeRows({})).toEqual([]);
  expect(attributeRows({ attributes: null, expiries: null })).toEqual([]);
});
