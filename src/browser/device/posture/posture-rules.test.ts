import type { AttributeValue, Attributes } from '#contract/posture.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attribute,
  attributeProblem,
  expiryProblem,
  keyProblem,
  knownKeys,
  readValue,
  typeProblem,
} from './posture-rules.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const nobody = knownKeys([]);
const tailnet = knownKeys([
  { attributes: { 'custom:site': 'fra_dc2', 'custom:patchScore': 87, 'node:os': 'linux' } },
  { attributes: { 'custom:site': 'ber_dc1' } },
]);

describe('a key', () => {
  test('may hold letters, digits, "_" and ":"', () => {
    expect(keyProblem('audit_Level:2', nobody)).toBeUndefined();
  });

  test.each([
    ['audit-level', '"-" is none of them'],
    ['audit level', 'A space is none of them'],
    ['größe', '"ö" is none of them'],
    ['a.b', '"." is none of them'],
  ])('%s is named with what is wrong in it', (name, words) => {
    expect(keyProblem(name, nobody)).toContain(words);
  });

  test('has 128 characters with its prefix, and not one more', () => {
    expect(keyProblem('k'.repeat(121), nobody)).toBeUndefined();
    expect(keyProblem('k'.repeat(122), nobody)).toBe('A key has at most 128 characters, custom: included.');
  });

  test('that differs only in case from one of the tailnet is refused with that one', () => {
    expect(keyProblem('Site', tailnet)).toBe(
      'custom:site exists and differs only in case. A key has one spelling in the whole tailnet.',
    );
    expect(keyProblem('site', tailnet)).toBeUndefined();
  });

  test('has one type, learnt from all devices that were read', () => {
    expect(typeProblem('custom:site', 'number', tailnet)).toBe(
      'custom:site is text on 2 devices, and a key has one type in the whole tailnet.',
    );
    expect(typeProblem('custom:site', 'string', tailnet)).toBeUndefined();
    expect(typeProblem('custom:new', 'number', tailnet)).toBeUndefined();
  });
});

describe('a value', () => {
  test('that is a number is whole, and says so', () => {
    expect(readValue('number', '12.5')).toEqual({
      problem: 'Use a whole number. Posture numbers have no decimals.',
    });
    expect(readValue('number', '12.0')).toEqual({
      problem: 'Use a whole number. Posture numbers have no decimals.',
    });
    expect(readValue('number', ' -12 ')).toEqual({ value: -12 });
    expect(readValue('number', '-0')).toEqual({ value: 0 });
  });

  test('that is a number goes up to 2^53-1, and rounding hides nothing', () => {
    expect(readValue('number', '9007199254740991')).toEqual({ value: Number.MAX_SAFE_INTEGER });
    expect(readValue('number', '9007199254740992')).toEqual({
      problem: 'Use a whole number up to 9,007,199,254,740,991.',
    });
    expect(readValue('number', '9'.repeat(400))).toHaveProperty('problem');
  });

  test.each(['', 'twelve', '1e3', '0x10', '--1', '1 000'])('%j is no number', (text) => {
    expect(readValue('number', text)).toEqual({ problem: 'Use a whole number, such as 87.' });
  });

  test.each([
    ['', 'Type a value.'],
    ['fra dc2', 'Use letters, digits, "_" and "." only.'],
    ['fra-dc2', 'Use letters, digits, "_" and "." only.'],
    ['x'.repeat(51), 'A text has at most 50 characters.'],
  ])('%j is no text for an attribute', (text, problem) => {
    expect(readValue('string', text)).toEqual({ problem });
  });

  test('that is text may have 50 letters, digits, "_" and "."', () => {
    expect(readValue('string', 'Sun_02.00'.padEnd(50, '0'))).toHaveProperty('value');
  });
});

test('an expiry is a moment to come', () => {
  expect(expiryProblem(Number.NaN, now)).toBe('Give a date and a time.');
  expect(expiryProblem(now, now)).toBe('That time has passed. Give a later one.');
  expect(expiryProblem(now + 1, now)).toBeUndefined();
});

const letters = fc.constantFrom(...'abcSITEpatchScore019_:.- ö'.split(''));
const key = fc.oneof(
  fc.string({ unit: letters, maxLength: 14 }).map((name) => `custom:${name}`),
  fc.constantFrom('custom:site', 'custom:Site', 'custom:patchScore', 'custom:PATCHSCORE', 'custom:diskEncryption'),
  fc.integer({ min: 115, max: 126 }).map((length) => `custom:${'k'.repeat(length)}`),
  fc.constantFrom('node:os', 'site', 'custom:', 'Custom:site'),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.string({ unit: letters, maxLength: 52 }),
  fc.integer({ min: 45, max: 55 }).map((length) => 'x'.repeat(length)),
  fc.integer(),
  fc.constantFrom(12.5, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 0),
  fc.boolean(),
);
const attribute: fc.Arbitrary<Attribute> = fc.record({
  key,
  value,
  expiry: fc.option(
    fc.integer({ min: -3, max: 3 }).map((hours) => new Date(now + hours * 3_600_000).toISOString()),
    { nil: undefined },
  ),
  comment: fc.option(
    fc.integer({ min: 195, max: 205 }).map((length) => 'c'.repeat(length)),
    { nil: undefined },
  ),
});

test('the page and the server agree on every attribute, once every device was read', async () => {
  const call = (standIn: ReturnType<typeof createStandIn>, method: string, path: string, body?: unknown) =>
    standIn.fetch(
      new Request(`https://api.tailscale.com/api/v2${path}`, {
        method,
        headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  // Every tailnet begins alike, so one is read for all.
  const untouched = createStandIn({ now });
  const answers = await Promise.all(
    untouched.tailnet.devices().map(async ({ nodeId }) => {
      const answer = await call(untouched, 'GET', `/device/${nodeId}/attributes`);
      // The stand-in's own answer to a reading.
      return (await answer.json()) as Attributes;
    }),
  );
  await fc.assert(
    fc.asyncProperty(attribute, async (wanted) => {
      const standIn = createStandIn({ now });
      const { key: name, ...body } = wanted;
      const path = `/device/${standIn.tailnet.device('bastion').nodeId}/attributes/${encodeURIComponent(name)}`;
      const { status } = await call(standIn, 'POST', path, body);
      expect(attributeProblem(wanted, knownKeys(answers), now) === undefined).toBe(status === 200);
    }),
    { numRuns: 150 },
  );
});
