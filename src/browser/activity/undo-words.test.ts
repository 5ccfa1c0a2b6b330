import { logEntry } from '#browser/changes/testing/log-entry.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Aspect, Difference, Entry } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { describe, expect, test } from 'vitest';
import { canUndo, lastUndoable, undoConsequence, undoFailureWords } from './undo-words.ts';

function entry(id: string, more: Partial<Entry> = {}): Entry {
  return logEntry(id, { undo: { aspect: 'routes', intent: {} }, ...more });
}

describe('what can be undone', () => {
  test('is applied, has a way back, and is not undone', () => {
    expect(canUndo(entry('1'))).toBe(true);
    const others: Partial<Entry>[] = [
      { undo: undefined },
      { undoneAt: 5 },
      { outcome: 'refused' },
      { outcome: 'unknown' },
      { outcome: 'sending' },
    ];
    for (const other of others) expect(canUndo(entry('1', other))).toBe(false);
  });

  test('by the keyboard goes back step by step, and not forth', () => {
    const entries = [
      entry('1'),
      entry('2', { undoneAt: 5 }),
      entry('3', { undoes: '2' }),
      entry('4', { undo: undefined }),
    ];
    expect(lastUndoable(entries)?.id).toBe('1');
    expect(lastUndoable([])).toBeUndefined();
  });
});

describe('before an undo', () => {
  const added: Difference = { kind: 'added', text: '10.0.0.0/16' };
  const removed: Difference = { kind: 'removed', text: '192.168.1.0/24' };
  const consequence = (aspect: Aspect, more: Partial<Entry> = {}) => undoConsequence(entry('1', { aspect, ...more }));
  const request = (body: unknown) => ({ request: { method: 'POST', path: '', body } });

  test('nothing is asked that only takes away what was granted', () => {
    expect(consequence('routes', { differences: [added] })).toBeUndefined();
    expect(consequence('tags', { differences: [{ kind: 'added', text: 'tag:prod' }] })).toBeUndefined();
    expect(consequence('name')).toBeUndefined();
  });

  test('what grants something or cuts something off is said', () => {
    expect(consequence('routes', { differences: [added, removed] })).toBe('192.168.1.0/24 will be approved again.');
    expect(consequence('tags', { differences: [{ kind: 'removed', text: 'tag:db' }] })).toContain('tag:db');
    expect(consequence('approval', request({ authorized: true }))).toContain('blocked');
    expect(consequence('approval', request({ authorized: false }))).toContain('may connect');
    expect(consequence('key-expiry', request({ keyExpiryDisabled: true }))).toContain('drops off at once');
    expect(consequence('key-expiry', request({ keyExpiryDisabled: false }))).toContain('does not expire');
    expect(consequence('ipv4')).toContain('Connections');
  });
});

describe('an undo that fails', () => {
  const reason = new ApiError('not yours', { kind: 'forbidden', status: 403 });

  test.each([
    [new ChangeError('refused', reason, 'made-up'), 'The key that Tailboard uses may not do this (403).', 'Its role'],
    [reason, 'The key that Tailboard uses may not do this (403).', 'Nothing was sent.'],
    [new ChangeError('not-applied', reason, 'made-up'), 'The key', 'as before'],
    [new ChangeError('unknown', reason, 'made-up'), 'The key', 'may or may not'],
    [Object.assign(new Error('x'), { outcome: 'changed-since' }), 'It was changed again since', 'on its page'],
    [Object.assign(new Error('x'), { outcome: 'not-kept' }), 'The server agreed', ''],
    [new Error('The original date has passed.'), 'The original date has passed.', ''],
    [new TypeError('x is not a function'), 'This page made a mistake.', 'Reload'],
    ['text', 'This page made a mistake.', 'Reload'],
  ])('%#: says why', (error, title, way) => {
    const words = undoFailureWords(error);
    expect(words.title).toContain(title);
    expect(words.way).toContain(way);
  });

  test('quotes the server', () => {
    expect(undoFailureWords(new ChangeError('refused', reason, 'made-up')).quote).toBe('not yours');
  });
});
