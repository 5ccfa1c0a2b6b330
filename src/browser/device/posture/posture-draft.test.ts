import { describe, expect, test } from 'vitest';
import {
  type PostureDraft,
  draftAgain,
  draftOf,
  emptyDraft,
  expiryOf,
  fixedType,
  isWorthKeeping,
  readDraft,
} from './posture-draft.ts';
import { knownKeys } from './posture-rules.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const shown = {
  attributes: { 'custom:site': 'fra_dc2', 'custom:patchScore': 87 },
  expiries: { 'custom:patchScore': '2026-11-30T09:00:30Z' },
};
const known = knownKeys([shown, { attributes: { 'custom:breakGlass': true } }]);
const intentOf = (draft: PostureDraft) => {
  const read = readDraft(draft, known, shown, now);
  return 'intent' in read ? read.intent : read.problems;
};

describe('a new attribute', () => {
  test('is sent with its type, for as long as was said, on the base of nothing', () => {
    const draft: PostureDraft = { ...emptyDraft, name: 'auditLevel', type: 'number', text: '12', lasts: '4-hours' };
    expect(intentOf(draft)).toEqual({
      kind: 'set',
      key: 'custom:auditLevel',
      value: 12,
      expiry: '2026-11-21T21:12:00Z',
      base: null,
    });
  });

  test('until a moment in UTC, with a comment', () => {
    const draft: PostureDraft = {
      ...emptyDraft,
      name: 'x',
      text: 'y',
      lasts: 'until',
      until: '2026-12-01T09:00',
      comment: ' OPS-12 ',
    };
    expect(intentOf(draft)).toMatchObject({ expiry: '2026-12-01T09:00:00Z', comment: 'OPS-12' });
    expect(intentOf({ ...draft, until: '' })).toMatchObject({ expiry: 'Give a date and a time.' });
    expect(intentOf({ ...draft, until: '2026-11-21T17:12' })).toMatchObject({
      expiry: 'That time has passed. Give a later one.',
    });
  });

  test('takes the type that its key has elsewhere, whatever was chosen', () => {
    const draft: PostureDraft = { ...emptyDraft, name: 'breakGlass', type: 'string', text: '', flag: true };
    expect(fixedType(draft, known)).toEqual({
      type: 'boolean',
      reason: 'custom:breakGlass is true or false on one other device. A key has one type in the whole tailnet.',
    });
    expect(intentOf(draft)).toMatchObject({ value: true });
  });

  test('that the device has already is to be edited', () => {
    expect(intentOf({ ...emptyDraft, name: 'site', text: 'x' })).toMatchObject({
      key: 'This device has custom:site already. Edit it in its row.',
    });
  });
});

describe('an edited attribute', () => {
  const opened = { value: 87, expiry: '2026-11-30T09:00:30Z' };
  const draft = draftOf('edit', 'custom:patchScore', opened);

  test('begins as it is, keeps its expiry to the second, and is no change', () => {
    expect(draft).toMatchObject({ name: 'patchScore', type: 'number', text: '87', lasts: 'kept' });
    expect(isWorthKeeping(draft)).toBe(false);
    expect(expiryOf(draft, now)).toBe(Date.parse('2026-11-30T09:00:30Z'));
    expect(intentOf({ ...draft, text: '91' })).toEqual({
      kind: 'set',
      key: 'custom:patchScore',
      value: 91,
      expiry: '2026-11-30T09:00:30Z',
      base: opened,
    });
  });

  test('loses its expiry when it is to last', () => {
    expect(intentOf({ ...draft, lasts: 'always' })).not.toHaveProperty('expiry');
  });
});

test('what was refused comes back as it was typed, over what the server has now', () => {
  const again = draftAgain(
    { kind: 'set', key: 'custom:patchScore', value: 91, expiry: '2026-12-01T09:00:00Z', comment: 'why', base: null },
    shown,
    'no',
  );
  expect(again).toMatchObject({
    mode: 'edit',
    text: '91',
    lasts: 'until',
    until: '2026-12-01T09:00',
    comment: 'why',
    refusal: 'no',
    opened: { value: 87 },
  });
});
